package io.cutmix.cli;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.DatasetReader;
import io.cutmix.dataset.Source;
import io.cutmix.image.FileFormat;
import io.cutmix.inspect.Named;
import io.cutmix.inspect.Unlabelled;
import io.cutmix.report.Progress;
import java.io.IOException;
import java.util.function.Predicate;

/** Lists the files of data sets, and shows how many there are so far where it takes long. */
record Listing(Console console) {

  Dataset dataset(Source source) throws IOException {
    try (Progress progress = progress()) {
      return DatasetReader.read(source, counting(progress));
    }
  }

  /** The pictures that no row is about. */
  Named unlabelled(Source source, Dataset dataset) throws IOException {
    try (Progress progress = progress()) {
      return Unlabelled.in(source, dataset, counting(progress));
    }
  }

  private Progress progress() {
    return console.progress(new Progress.Step("listing", "files", -1, true));
  }

  private static Predicate<String> counting(Progress progress) {
    return name -> {
      progress.advance(1);
      return FileFormat.isPictureName(name);
    };
  }
}
