package io.cutmix.cli;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.DatasetReader;
import io.cutmix.dataset.Source;
import io.cutmix.engine.LocalEngine;
import io.cutmix.image.CodecChoice;
import io.cutmix.image.Codecs;
import io.cutmix.image.FileFormat;
import io.cutmix.inspect.Inspection;
import io.cutmix.inspect.Inspector;
import io.cutmix.inspect.Unlabelled;
import io.cutmix.pipeline.OnError;
import java.io.IOException;
import picocli.CommandLine.Help.Ansi;

/** One run of {@code cutmix inspect}. */
record InspectRun(InputOptions input, boolean fast, RunOptions run, Console console) {

  /**
   * Does it.
   *
   * @return the exit code
   * @throws UsageException if the options are wrong
   * @throws IOException if labels can't be read
   */
  int execute() throws IOException {
    console.check();
    UsageException.checked(
        () -> {
          run.check();
          return run;
        });
    Source source = UsageException.checked(() -> input.source(OnError.SKIP));
    Dataset dataset = DatasetReader.read(source, FileFormat::isPictureName);
    input.notices().forEach(console::note);
    dataset.warnings().forEach(console::warn);
    Inspection found;
    try (LocalEngine engine = new LocalEngine(run.threads())) {
      found =
          new Inspector(dataset, Codecs.of(CodecChoice.AUTO), !fast)
              .inspect(
                  Unlabelled.in(source, dataset, FileFormat::isPictureName),
                  engine::forEach,
                  more -> {});
    }
    return console.styledResult(
        found.isSound() ? ExitCode.DONE : ExitCode.INPUT_OUTPUT,
        InspectionText.of(found, console.shell().width(), Ansi.AUTO),
        InspectionJson.of(found));
  }
}
