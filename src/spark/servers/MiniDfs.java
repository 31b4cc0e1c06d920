import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** HDFS with one data node in the folder given, until standard input ends; prints its URI. */
final class MiniDfs {
  public static void main(String[] args) throws Exception {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, Path.of(args[0]).toAbsolutePath().toString());
    // Small files would wait nearly half a second each.
    conf.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 10);
    conf.setInt("dfs.namenode.fs-limits.min-block-size", 0);
    try (MiniDFSCluster cluster = new MiniDFSCluster.Builder(conf).numDataNodes(1).build()) {
      cluster.waitActive();
      System.out.println("READY " + cluster.getFileSystem().getUri());
      while (System.in.read() >= 0) {
        continue;
      }
    }
  }
}
