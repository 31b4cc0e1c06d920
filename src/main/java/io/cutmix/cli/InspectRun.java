package io.cutmix.cli;

import io.cutmix.cli.terminal.Progress;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.image.Codecs;
import io.cutmix.inspect.FirstNames;
import io.cutmix.inspect.Inspection;
import io.cutmix.inspect.Inspector;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.InputSpec;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.work.LocalEngine;
import java.io.IOException;
import picocli.CommandLine.Help.Ansi;

/** One run of {@code cutmix inspect}. */
record InspectRun(InputSpec input, boolean fast, int threads, Console console) {

  /**
   * Does it.
   *
   * @return the exit code
   * @throws InvalidParameterException if the options are wrong
   * @throws IOException if labels can't be read
   */
  int execute() throws IOException {
    console.check();
    RunSpec.requireThreads(threads);
    Source source = InputReader.source(input, OnError.SKIP);
    Dataset dataset = new InputReader(console).dataset(input, source);
    Inspection found = inspection(dataset, new InputReader(console).unlabelled(source, dataset));
    return console.styledResult(
        found.isSound() ? ExitCode.DONE : ExitCode.INPUT_OUTPUT,
        InspectionText.of(found, console.shell().width(), Ansi.AUTO),
        InspectionJson.of(found));
  }

  private Inspection inspection(Dataset dataset, FirstNames unlabelled) throws IOException {
    Progress.Step step = new Progress.Step("inspecting", "images", dataset.size(), true);
    try (LocalEngine engine = new LocalEngine(threads);
        Progress progress = console.progress(step)) {
      return new Inspector(dataset, Codecs.of(CodecChoice.AUTO), !fast)
          .inspect(
              unlabelled,
              engine::forEach,
              (images, lost) -> {
                progress.failed(lost, "unreadable");
                progress.advance(images);
              });
    }
  }
}
