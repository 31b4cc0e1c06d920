package io.cutmix.engine.spark;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.DatasetHead;
import io.cutmix.dataset.SampleRow;
import io.cutmix.plan.Places;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/**
 * All samples of a data set, spread over the cluster in the order of their names.
 *
 * @param dataset what is known of it as a whole
 */
record SortedRows(Dataset dataset, RowCounts counts) {
  /** Rows that a task sorts at once; Spark puts those on disk for which there is no memory. */
  private static final int IN_ONE_TASK = 250_000;

  /** Rows of which the driver takes what the fingerprint needs at once, some 40 bytes each. */
  private static final int AT_THE_DRIVER = 2_000_000;

  /** Samples that are in order, whose labels are classes. */
  static SortedRows of(DatasetHead head, RowCounts counts) throws IOException {
    JavaRDD<byte[]> blocks =
        counts.rows().mapPartitions(rows -> DatasetHead.describe(Mapped.of(rows, SampleRow::of)));
    for (int from = 0, to; from < counts.each().length; from = to) {
      to = counts.end(from, AT_THE_DRIVER);
      for (List<byte[]> partition : blocks.collectPartitions(IntStream.range(from, to).toArray())) {
        partition.forEach(head::add);
      }
    }
    return new SortedRows(head.dataset(counts.sum()), counts);
  }

  /** Brings rows into the order that names have on one machine. */
  static JavaRDD<byte[]> byName(JavaRDD<byte[]> rows, long count) {
    return rows.keyBy(row -> SampleRow.of(row).name())
        .sortByKey(NameOrder.INSTANCE, true, partitions(count))
        .values();
  }

  private enum NameOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String one, String other) {
      return one.compareTo(other);
    }
  }

  /** Into how many tasks that many rows go. */
  static int partitions(long rows) {
    return (int) (rows / IN_ONE_TASK) + 1;
  }

  /**
   * The rows of all files, each with its number, in the order of the files.
   *
   * @param ranges of files that come together
   */
  JavaPairRDD<Long, byte[]> byFile(Places places, FileRanges ranges) {
    return JavaPairRDD.fromJavaRDD(
            counts.rows().mapPartitionsWithIndex(new PlacedRows(places, counts), true))
        .repartitionAndSortWithinPartitions(ranges);
  }
}
