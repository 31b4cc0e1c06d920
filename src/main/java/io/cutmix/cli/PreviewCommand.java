package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.InlineImage;
import io.cutmix.cli.message.Shell;
import io.cutmix.cli.option.AugmentOptions;
import io.cutmix.dataset.Dataset;
import io.cutmix.job.ImageSpec;
import io.cutmix.job.ImageSpec.Channels;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.preview.ContactSheet;
import io.cutmix.work.Companions;
import io.cutmix.work.ImageSurvey;
import io.cutmix.work.LocalEngine;
import io.cutmix.work.PlannedSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cutmix preview}. */
@Command(name = "preview", sortOptions = false)
final class PreviewCommand implements CutmixCommand.Action {
  private static final Path DEFAULT_OUT = Path.of("cutmix-preview.png");
  private static final int MOST = 100;

  /** Images that are looked at before all are. */
  private static final int GLANCES = 16;

  @Spec private CommandSpec spec;

  @Option(names = "--count", paramLabel = "N")
  private int count = 4;

  @Option(names = "--inline")
  private boolean inline;

  @Mixin private AugmentOptions options = new AugmentOptions();

  @Override
  public int run(Console console) throws IOException {
    AugmentOptions.requireGiven(spec, "--images");
    if (count < 1 || count > MOST) {
      throw InvalidParameterException.outOfRange("count", "must be in 1.." + MOST, count);
    }
    Request request = Request.of(options, console);
    StreamRun.refuse(request.run(), "give a file");
    Path out = file(options.out().orElse(DEFAULT_OUT));
    PlannedWork work =
        request.plan(
            out.toString(),
            () -> {},
            (dataset, companions) -> survey(dataset, companions, request));
    if (options.isDryRun()) {
      return result(console, "would be drawn: " + out, out, 0);
    }
    List<PlannedSample> samples = samples(work, request);
    byte[] png = ContactSheet.png(request.codec(), work.dataset().labels().classes(), samples);
    write(out, png);
    if (inline) {
      show(png, console);
    }
    return result(console, out.toString(), out, samples.size());
  }

  /** The PNG: a name that is meant for a folder becomes one beside it. */
  private static Path file(Path out) {
    String name = String.valueOf(out.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".png") ? out : out.resolveSibling(name + ".png");
  }

  /** Of some of the images alone, if that is enough to know the size and channels of all. */
  private static ImageSurvey survey(Dataset dataset, Companions companions, Request request)
      throws IOException {
    ImageSurvey some = ImageSurvey.glance(dataset, companions, request.codec(), GLANCES);
    if (isEnough(some, request.options().image())) {
      return some;
    }
    try (LocalEngine engine = new LocalEngine(request.run().threads())) {
      return request.survey(dataset, companions, engine);
    }
  }

  private static boolean isEnough(ImageSurvey some, ImageSpec image) {
    return some.lost().isEmpty()
        && !image.hasBuckets()
        && (image.size().isPresent() || some.sizes().size() == 1)
        && (image.channels() != Channels.AUTO || !some.gray());
  }

  private List<PlannedSample> samples(PlannedWork work, Request request) throws IOException {
    List<PlannedSample> samples =
        work.samples(count, work.mixed(), request, request.run().onError());
    if (samples.isEmpty()) {
      throw new ProblemException(
          Problem.of("none of the images to show could be read").remedy("raise --count"));
    }
    return samples;
  }

  private static void write(Path out, byte[] png) throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(out, png);
  }

  private static int result(Console console, String text, Path out, int images) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("out", out.toString());
    json.put("images", images);
    return console.result(ExitCode.DONE, text + System.lineSeparator(), json);
  }

  /** To standard error, so that standard output holds the path alone. */
  private void show(byte[] png, Console console) {
    Shell shell = console.shell();
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
