package io.cutmix.cli;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.option.AugmentOptions;
import io.cutmix.cli.option.OptionGroup;
import io.cutmix.cli.terminal.Progress;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageLimits;
import io.cutmix.inspect.FirstNames;
import io.cutmix.inspect.Inspection;
import io.cutmix.inspect.Inspector;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.ImageSpec.Exif;
import io.cutmix.job.InputSpec;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.work.Companions;
import io.cutmix.work.LocalEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cutmix inspect}. */
@Command(name = "inspect", sortOptions = false)
final class InspectCommand implements CutmixCommand.Action {
  @Spec private CommandSpec spec;

  @Mixin private OptionGroup input = new OptionGroup(InputSpec.class, "Input");

  @Option(names = "--fast")
  private boolean fast;

  @Option(names = "--exif", paramLabel = "apply|ignore")
  private Exif exif = Exif.APPLY;

  @Option(names = "--masks", paramLabel = "DIR")
  private @Nullable Path masks;

  @Option(names = "--coco", paramLabel = "FILE")
  private @Nullable Path coco;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public int run(Console console) throws IOException {
    AugmentOptions.requireGiven(spec, "--images");
    console.check();
    RunSpec.requireThreads(threads);
    InputSpec given = InputSpec.given(input.values());
    Source source = InputReader.source(given, OnError.SKIP);
    InputReader reader = new InputReader(console);
    Dataset dataset = reader.dataset(given, source, Source.Glance.NONE);
    AugmentOptions.requireMasks(masks);
    Companions companions =
        InputReader.companions(
            given,
            Optional.ofNullable(masks).map(Path::toString),
            0,
            Optional.ofNullable(coco).map(Path::toString));
    Inspection found = inspection(dataset, companions, reader.unlabelled(source, dataset), console);
    return console.styledResult(
        found.isSound() ? ExitCode.DONE : ExitCode.INPUT_OUTPUT,
        InspectionText.of(found, console.shell().width(), Ansi.AUTO),
        InspectionJson.of(found));
  }

  private Inspection inspection(
      Dataset dataset, Companions companions, FirstNames unlabelled, Console console)
      throws IOException {
    Codecs.load(CodecChoice.AUTO);
    ImageCodec codec = Codecs.of(CodecChoice.AUTO, exif, ImageLimits.DEFAULT);
    Progress.Step step = new Progress.Step("inspecting", "images", dataset.size(), true);
    try (LocalEngine engine = new LocalEngine(threads);
        Progress progress = console.progress(step)) {
      return new Inspector(dataset, companions, codec, !fast)
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
