package io.cutmix.verify;

import io.cutmix.finished.FinishedRow;
import io.cutmix.finished.LabelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The images of a run in the order of its rows. To be used by one thread at a time. */
interface ImageStore {
  /**
   * What the next row's image is called in differences.
   *
   * @throws io.cutmix.finished.BrokenFile if there can't be one
   */
  default String name(FinishedRow row) throws IOException {
    return row.fileName();
  }

  /**
   * Where the image is, after a look at what lies around it.
   *
   * @throws io.cutmix.finished.BrokenFile if it isn't there
   */
  LabelFile.Image find(FinishedRow row) throws IOException;

  /** To be called behind the last row: checks that there is nothing more. */
  default void end() throws IOException {}

  /** The files, beside those that are called as rows say. */
  default List<String> files() {
    return List.of();
  }

  static ImageStore of(Subject subject) throws IOException {
    return switch (subject.options().output().outputFormat()) {
      case NPY -> new NpyImages(subject);
      case WEBDATASET -> new TarImages(subject);
      case MDS -> new MdsImages(subject);
      default ->
          row -> {
            Path file = subject.folder().file(row.fileName());
            return () -> Files.readAllBytes(file);
          };
    };
  }
}
