package io.cutmix.cli;

import io.cutmix.cli.terminal.Progress;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.DatasetReader;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.Source;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.inspect.FirstNames;
import io.cutmix.inspect.Unlabelled;
import io.cutmix.pipeline.Parallel;
import io.cutmix.pipeline.PictureSurvey;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * What is looked at before the work begins: which files there are, and what their headers say.
 * Shows how far it is where that takes long.
 */
record FirstLook(Console console) {

  Dataset dataset(Source source) throws IOException {
    if (!(source instanceof LabelFileSource)) {
      try (Progress progress = listing("files")) {
        return DatasetReader.read(source, counting(progress));
      }
    }
    try (Progress progress = listing("rows")) {
      return DatasetReader.read(source, FileFormat::isImageName, () -> progress.advance(1));
    }
  }

  /** The pictures that no row is about. */
  FirstNames unlabelled(Source source, Dataset dataset) throws IOException {
    try (Progress progress = listing("files")) {
      return Unlabelled.in(source, dataset, counting(progress));
    }
  }

  /** The sizes and channels of all pictures. */
  PictureSurvey survey(Dataset dataset, ImageCodec codec, Parallel parallel) throws IOException {
    long total = dataset.size();
    try (Progress progress =
        console.progress(new Progress.Step("surveying", "pictures", total, true))) {
      return PictureSurvey.of(
          dataset,
          codec,
          (count, step) ->
              parallel.forEach(
                  count,
                  chunk -> {
                    step.run(chunk);
                    progress.advance(total * (chunk + 1) / count - total * chunk / count);
                  }));
    }
  }

  private Progress listing(String unit) {
    return console.progress(new Progress.Step("listing", unit, -1, true));
  }

  private static Predicate<String> counting(Progress progress) {
    return name -> {
      progress.advance(1);
      return FileFormat.isImageName(name);
    };
  }
}
