package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.terminal.InlineImage;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.ImageSpec.Channels;
import io.cutmix.job.InputSpec;
import io.cutmix.job.Options;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunSpec;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.output.ImageNaming;
import io.cutmix.preview.ContactSheet;
import io.cutmix.work.ImageNames;
import io.cutmix.work.ImageSettings;
import io.cutmix.work.ImageSurvey;
import io.cutmix.work.LocalEngine;
import io.cutmix.work.PlannedBatches;
import io.cutmix.work.PlannedSample;
import io.cutmix.work.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run of {@code cutmix preview}: from the options to the PNG, step by step. */
final class PreviewRun {
  private static final Path DEFAULT_OUT = Path.of("cutmix-preview.png");
  private static final int MOST = 100;

  /** Pictures that are looked at before all are. */
  private static final int GLANCES = 16;

  private final Options options;
  private final InputSpec input;
  private final RunSpec run;
  private final boolean dryRun;
  private final Path out;
  private final int count;
  private final boolean inline;
  private final Shell shell;
  private final Console console;
  private final ImageCodec codec;

  /**
   * Takes the options.
   *
   * @throws InvalidParameterException if they are wrong by themselves
   */
  PreviewRun(AugmentOptions given, int count, boolean inline, Shell shell, Console console)
      throws IOException {
    this.run = given.run.spec(given.caution.onError);
    this.options = given.spec();
    this.input = given.input.spec();
    this.dryRun = given.caution.dryRun;
    this.out = file(Optional.ofNullable(given.run.out).orElse(DEFAULT_OUT));
    this.count = count;
    this.inline = inline;
    this.shell = shell;
    this.console = console;
    Engines.check(run);
    this.codec = NativeLibraries.codec(options.image().codec(), run, console);
  }

  /**
   * Does it.
   *
   * @return the exit code
   * @throws InvalidParameterException if the options are wrong for this data set
   * @throws IOException if input or output fails
   */
  int execute() throws IOException {
    console.check();
    if (count < 1 || count > MOST) {
      throw InvalidParameterException.outOfRange("count", "must be in 1.." + MOST, count);
    }
    Source source = InputReader.source(input, run.onError());
    AugmentRun.checkFolders(out.toString(), input.images());
    NativeLibraries natives = NativeLibraries.loading(options.image().codec());
    Dataset dataset = new InputReader(console).dataset(input, source);
    Optional<ImageSurvey> survey = survey(dataset);
    PlannedWork work =
        PlannedWork.of(
            options, run, natives.codecInUse(console::warn), dataset, survey, console::warn);
    if (dryRun) {
      return result("would be drawn: " + out, out, 0);
    }
    List<PlannedSample> samples = samples(work);
    write(out, ContactSheet.png(codec, dataset.labels().classes(), samples));
    return result(out.toString(), out, samples.size());
  }

  /** The PNG: a name that is meant for a folder becomes one beside it. */
  private static Path file(Path out) {
    String name = String.valueOf(out.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".png") ? out : out.resolveSibling(name + ".png");
  }

  private Optional<ImageSurvey> survey(Dataset dataset) throws IOException {
    if (!options.image().needsSurvey()) {
      return Optional.empty();
    }
    ImageSurvey some = ImageSurvey.glance(dataset, codec, GLANCES);
    if (isEnough(some)) {
      return Optional.of(some);
    }
    try (LocalEngine engine = new LocalEngine(run.threads())) {
      return Optional.of(new InputReader(console).survey(dataset, codec, engine::forEach));
    }
  }

  /** Whether a look at some of the images is enough to know the size and channels of all. */
  private boolean isEnough(ImageSurvey some) {
    return some.unreadableCount() == 0
        && !options.image().hasBuckets()
        && (options.image().size().isPresent() || some.sizes().size() == 1)
        && (options.image().channels() != Channels.AUTO || !some.gray());
  }

  private List<PlannedSample> samples(PlannedWork work) throws IOException {
    ImageSettings settings = work.settings(input);
    PlannedBatches planned =
        new PlannedBatches(
            work.dataset(),
            new Shards(work.plan(), 1),
            new ImageNames(
                ImageNaming.of(work.options().output()), work.dataset(), work.plan().files()),
            settings.masks());
    List<PlannedSample> samples =
        PlannedSample.spread(count, work.mixed(), planned, settings, codec, run.onError());
    if (samples.isEmpty()) {
      throw new ProblemException(
          Problem.of("none of the images to show could be read").remedy("raise --count"));
    }
    return samples;
  }

  private void write(Path out, byte[] png) throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(out, png);
    if (inline) {
      show(png);
    }
  }

  private int result(String text, Path out, int images) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("out", out.toString());
    json.put("images", images);
    return console.result(ExitCode.DONE, text + System.lineSeparator(), json);
  }

  /** To standard error, so that standard output holds the path alone. */
  private void show(byte[] png) {
    Optional<InlineImage> terminal =
        shell.isTerminal() ? InlineImage.of(shell.variables()) : Optional.empty();
    if (terminal.isPresent()) {
      shell.err().print(terminal.get().show(png));
      shell.err().flush();
    } else {
      console.warn(
          Problem.of(
                  "--inline: standard error is no terminal that is known to show images (%s; none"
                      + " of them through tmux or screen)",
                  InlineImage.KNOWN)
              .remedy("open the file instead"));
    }
  }
}
