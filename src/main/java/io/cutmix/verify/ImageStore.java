package io.cutmix.verify;

import java.io.IOException;
import java.util.List;

/** The images of a run in the order of its rows. To be used by one thread at a time. */
interface ImageStore {

  /**
   * What the next row's image is called in what is told of it.
   *
   * @throws BrokenFile if there can't be one
   */
  String name(Row row) throws IOException;

  /**
   * Where the image is, after a look at what lies around it.
   *
   * @throws BrokenFile if it isn't there
   */
  Stored find(Row row) throws IOException;

  /** To be called behind the last row: checks that there is nothing more. */
  default void end() throws IOException {}

  /** The files, beside those that are called as rows say. */
  List<String> files();

  static ImageStore of(RecordedRun run, int classes, Differences differences) {
    if (run.options().isRecipes()) {
      return new NoImages();
    }
    return switch (run.options().outputFormat()) {
      case "npy" -> new NpyImages(run, classes, differences);
      case "webdataset" -> new TarImages(run, classes, differences);
      default -> new FileImages(run);
    };
  }
}
