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
    return source instanceof LabelFileSource file
        ? LabelFileReader.read(file, isPicture)
        : FolderReader.read((FolderSource) source, isPicture);
  }
}
