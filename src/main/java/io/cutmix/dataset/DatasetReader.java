package io.cutmix.dataset;

import java.io.IOException;
import java.util.function.Predicate;

/** Reads which samples a data set has, without opening a picture. */
public final class DatasetReader {
  private DatasetReader() {}

  /**
   * Reads a data set.
   *
   * @param isPicture whether a file is a picture, judged by its name alone
   * @throws DatasetException if anything is wrong with the user's files, with everything that is
   * @throws IOException if reading fails for another reason
   */
  public static Dataset read(Source source, Predicate<String> isPicture) throws IOException {
    return read(source, isPicture, () -> {});
  }

  /**
   * The same.
   *
   * @param rowRead told of each row of a label file
   */
  public static Dataset read(Source source, Predicate<String> isPicture, Runnable rowRead)
      throws IOException {
    if (source instanceof LabelFileSource file) {
      return LabelFileReader.read(file, isPicture, rowRead);
    }
    return source instanceof ShardSource shards
        ? new ShardReader(shards, isPicture).read()
        : FolderReader.read((FolderSource) source, isPicture);
  }
}
