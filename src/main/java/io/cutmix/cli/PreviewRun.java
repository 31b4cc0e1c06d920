package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.terminal.InlineImage;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.engine.LocalEngine;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.pipeline.ImageNames;
import io.cutmix.pipeline.ImageNaming;
import io.cutmix.pipeline.PictureSurvey;
import io.cutmix.pipeline.PlannedBatches;
import io.cutmix.pipeline.PlannedSample;
import io.cutmix.pipeline.Shards;
import io.cutmix.plan.Plan;
import io.cutmix.preview.ContactSheet;
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

  private final AugmentOptions options;
  private final int count;
  private final boolean inline;
  private final Shell shell;
  private final Console console;
  private final ImageCodec codec;

  PreviewRun(AugmentOptions options, int count, boolean inline, Shell shell, Console console) {
    this.options = options;
    this.count = count;
    this.inline = inline;
    this.shell = shell;
    this.console = console;
    this.codec = Codecs.of(options.pictures.codec, options.run.limits(console));
  }

  /**
   * Does it.
   *
   * @return the exit code
   * @throws InvalidParameterException if the options are wrong, by themselves or for this data set
   * @throws IOException if input or output fails
   */
  int execute() throws IOException {
    console.check();
    options.check();
    if (count < 1 || count > MOST) {
      throw InvalidParameterException.outOfRange("count", "must be in 1.." + MOST, count);
    }
    Source source = UsageException.checked(() -> options.input.source(options.caution.onError));
    Path out = file();
    AugmentRun.checkFolders(out, options.input.images);
    NativeLibraries natives = NativeLibraries.loading(options.pictures.codec);
    Dataset dataset = new FirstLook(console).dataset(source);
    options.input.notices().forEach(console::note);
    dataset.warnings().forEach(console::warn);
    PlannedWork work = PlannedWork.of(options, dataset, survey(dataset), console::warn);
    natives.codecInUse(console::warn);
    if (options.caution.dryRun) {
      return result("would be drawn: " + out, out, 0);
    }
    List<PlannedSample> samples = samples(work);
    write(out, ContactSheet.png(codec, dataset.labels().classes(), samples));
    return result(out.toString(), out, samples.size());
  }

  /** The PNG: a name that is meant for a folder becomes one beside it. */
  private Path file() {
    Path out = Optional.ofNullable(options.run.out).orElse(DEFAULT_OUT);
    String name = String.valueOf(out.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".png") ? out : out.resolveSibling(name + ".png");
  }

  private Optional<PictureSurvey> survey(Dataset dataset) throws IOException {
    if (!options.pictures.needSurvey()) {
      return Optional.empty();
    }
    PictureSurvey some = PictureSurvey.glance(dataset, codec, GLANCES);
    if (options.pictures.isKnownFrom(some)) {
      return Optional.of(some);
    }
    try (LocalEngine engine = new LocalEngine(options.run.threads())) {
      return Optional.of(new FirstLook(console).survey(dataset, codec, engine::forEach));
    }
  }

  private List<PlannedSample> samples(PlannedWork work) throws IOException {
    Plan plan = options.output.includeOriginals ? work.plan().withOriginals() : work.plan();
    ImageNaming naming =
        UsageException.checked(
            () ->
                options
                    .output
                    .naming(options.shards.isSharded() ? 1 : plan.files())
                    .requireFits(work.dataset().labels()));
    PlannedBatches planned =
        new PlannedBatches(
            work.dataset(),
            new Shards(plan, 1),
            new ImageNames(naming, work.dataset(), plan.files()),
            work.settings().masks());
    List<PlannedSample> samples =
        PlannedSample.spread(
            count, work.plan().batches(), planned, work.settings(), codec, options.caution.onError);
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
          "--inline: standard error is no terminal that is known to show pictures (%s; none of them through tmux or screen); open the file instead"
              .formatted(InlineImage.KNOWN));
    }
  }
}
