package io.cutmix.engine.spark.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** One of the two ways in which a file appears at once. */
interface FilePut {
  /** Where a file appears when it is closed, and a move would be a copy. */
  Set<String> OBJECT_STORES =
      Set.of("s3a", "s3", "s3n", "gs", "oss", "obs", "cosn", "wasb", "wasbs");

  void put(InputStream content) throws IOException;

  static FilePut into(HadoopPath file, HadoopPath temporary) {
    return OBJECT_STORES.contains(file.files().scheme())
        ? content -> write(content, file)
        : content -> {
          try {
            write(content, temporary);
            rename(temporary, file);
          } catch (IOException | RuntimeException e) {
            removeQuietly(temporary, e);
            throw e;
          }
        };
  }

  private static void write(InputStream content, HadoopPath file) throws IOException {
    FileSystem hadoop = file.files().hadoop();
    Path path = file.toHadoop();
    try (OutputStream out = new AbortedOutput(create(hadoop, path), file)) {
      content.transferTo(out);
    }
  }

  /** A folder that has been removed, since the run is over, must not come back with a file. */
  private static org.apache.hadoop.fs.FSDataOutputStream create(FileSystem hadoop, Path path)
      throws IOException {
    return OBJECT_STORES.contains(hadoop.getScheme())
        ? hadoop.create(path, true)
        : hadoop.createNonRecursive(
            path,
            true,
            hadoop.getConf().getInt("io.file.buffer.size", 1 << 16),
            hadoop.getDefaultReplication(path),
            hadoop.getDefaultBlockSize(path),
            null);
  }

  /** Moves a file in place of any that is there; atomic where the file system can do it. */
  static void rename(HadoopPath source, HadoopPath target) throws IOException {
    FileSystem hadoop = source.files().hadoop();
    if (OBJECT_STORES.contains(source.files().scheme())) {
      hadoop.delete(target.toHadoop(), false);
      if (!hadoop.rename(source.toHadoop(), target.toHadoop())) {
        throw new IOException("%s can't be moved to %s".formatted(source, target));
      }
      return;
    }
    FileContext.getFileContext(hadoop.getUri(), hadoop.getConf())
        .rename(source.toHadoop(), target.toHadoop(), Options.Rename.OVERWRITE);
  }

  private static void removeQuietly(HadoopPath temporary, Exception why) {
    try {
      temporary.files().hadoop().delete(temporary.toHadoop(), false);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
