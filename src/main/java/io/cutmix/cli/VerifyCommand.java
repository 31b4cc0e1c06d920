package io.cutmix.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.Progress;
import io.cutmix.cli.message.Version;
import io.cutmix.cli.option.OptionGroup;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.image.Codecs;
import io.cutmix.image.Codecs.ImageLimits;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.InputSpec;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunSpec;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.verify.RecordedRun;
import io.cutmix.verify.Verification;
import io.cutmix.verify.Verification.Sampling;
import io.cutmix.verify.Verification.Verdict;
import io.cutmix.verify.Verification.Watcher;
import io.cutmix.work.LocalEngine;
import io.cutmix.work.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code cutmix verify}. */
@Command(name = "verify", sortOptions = false)
final class VerifyCommand implements CutmixCommand.Action {
  /** What the run let in was within its own. */
  private static final ImageLimits LIMITS =
      new ImageLimits(Long.MAX_VALUE, RunSpec.IMAGE_TIMEOUT, image -> {});

  @Parameters(paramLabel = "OUT")
  private Path out = Path.of("");

  @Mixin private OptionGroup input = new OptionGroup(InputSpec.class, "Input");

  @Option(names = "--masks", paramLabel = "DIR")
  private @Nullable Path masks;

  @Option(names = "--coco", paramLabel = "FILE")
  private @Nullable Path coco;

  @Option(names = "--sample", paramLabel = "SHARE", converter = Share.class)
  private double sample = 1;

  @Option(names = "--seed", paramLabel = "N")
  private long seed;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N")
  private int threads = Memory.threads();

  @Override
  public int run(Console console) throws IOException {
    console.check();
    RunSpec.requireThreads(threads);
    Sampling sampling = new Sampling(sample, seed);
    RecordedRun recorded = RecordedRun.read(out);
    requireRecorded("masks", masks, recorded.masks());
    requireRecorded("coco", coco, recorded.coco());
    if (!isOfThisVersion(recorded)) {
      console.warn(
          Problem.of(
              "%s was written by cutmix %s and this is %s; JPEG and WebP may have other bytes"
                  .formatted(out, recorded.record().version(), Version.current())));
    }
    if (!isPlanned(recorded)) {
      console.warn(
          Problem.of(
              "whether the seed draws these partners and boxes isn't checked, as "
                  + (recorded.isRendered() ? "they were rendered" : "another version drew them")));
    }
    Verdict verdict = verdict(recorded, sampling, console);
    boolean sound = verdict.differences() == 0;
    return console.result(
        sound ? ExitCode.DONE : ExitCode.INPUT_OUTPUT,
        Summary.ofVerdict(verdict, out),
        json(verdict));
  }

  /** Refuses masks or boxes of images that were made without. */
  private void requireRecorded(String option, @Nullable Path given, Optional<Path> recorded) {
    if (given != null && recorded.isEmpty()) {
      throw InvalidParameterException.contradiction(
          option, "is given, but the run in %s had none".formatted(out), "leave it out");
    }
  }

  private static boolean isOfThisVersion(RecordedRun recorded) {
    return recorded.record().version().equals(Version.current());
  }

  private static boolean isPlanned(RecordedRun recorded) {
    return !recorded.isRendered() && isOfThisVersion(recorded);
  }

  private ObjectNode json(Verdict verdict) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (verdict.differences() > 0) {
      json.put("exit_reason", "different");
    }
    json.put("out", out.toString());
    return json.setAll(new JsonMapper().<ObjectNode>valueToTree(verdict));
  }

  private Verdict verdict(RecordedRun recorded, Sampling sampling, Console console)
      throws IOException {
    CodecChoice codec = recorded.options().image().codec();
    Optional<String> problem = Codecs.load(codec);
    if (problem.isPresent()) {
      throw new ProblemException(
          Problem.of(problem.get() + ", but " + out + " was written by it")
              .remedy("verify it where it runs"));
    }
    Path maskFolder = masks == null ? recorded.masks().orElse(null) : masks;
    Path boxes = coco == null ? recorded.coco().orElse(null) : coco;
    Optional<Problem> withoutRun = withoutRun(recorded);
    InputSpec given = source(recorded).overriddenBy(input.values());
    Verification.Inputs inputs;
    try {
      if (maskFolder != null && !Files.isDirectory(maskFolder)) {
        throw new ProblemException(
            Problem.of("no such folder").remedy("correct --masks").at(maskFolder));
      }
      Source source = InputReader.source(given, recorded.record().run().onError());
      Dataset dataset = new InputReader(console).dataset(source, Source.Glance.NONE);
      if (withoutRun.isPresent()
          && !dataset.fingerprint().equals(recorded.record().input().fingerprint())) {
        throw new ProblemException(
            Problem.of("the images and labels that were read aren't those of the recipes").at(out));
      }
      inputs =
          new Verification.Inputs(
              dataset,
              Optional.ofNullable(maskFolder),
              boxes == null ? Optional.empty() : Optional.of(InputReader.boxes(given, boxes)),
              isPlanned(recorded));
    } catch (ProblemException e) {
      List<Problem> problems = new ArrayList<>(e.complete());
      problems.add(0, withoutRun.orElseGet(() -> moved(given, maskFolder, boxes)));
      throw new ProblemException(problems);
    }
    try (LocalEngine engine = new LocalEngine(threads);
        Steps progress = new Steps(console)) {
      return new Verification(
              recorded,
              inputs,
              Codecs.of(codec, recorded.options().image().exif(), LIMITS),
              engine::forEach,
              progress)
          .verify(sampling);
    }
  }

  /** What the run says of its input, which the user hasn't named. */
  private Problem moved(InputSpec given, @Nullable Path maskFolder, @Nullable Path boxes) {
    Map<String, Optional<?>> read = new LinkedHashMap<>();
    read.put("--images", Optional.of(given.images()));
    read.put("--labels", given.labels());
    read.put("--masks", Optional.ofNullable(maskFolder));
    read.put("--coco", Optional.ofNullable(boxes));
    String options =
        read.entrySet().stream()
            .filter(option -> option.getValue().isPresent())
            .map(option -> option.getKey() + " " + option.getValue().get())
            .collect(Collectors.joining(" "));
    return Problem.of("its input can't be read again (%s)", options)
        .remedy("if it has moved, name its new place with these options")
        .at(out);
  }

  /** Where the data set was; for rendered images, what the run of their recipes says of it. */
  private static InputSpec source(RecordedRun recorded) throws IOException {
    Optional<Path> run = runOfRecipes(recorded);
    return run.isPresent() && Files.exists(run.get())
        ? RecordedRun.read(run.get().resolveSibling("")).record().input().source()
        : recorded.record().input().source();
  }

  /** What is wrong if nothing says how the labels of rendered images were read. */
  private static Optional<Problem> withoutRun(RecordedRun recorded) {
    return runOfRecipes(recorded)
        .filter(run -> !Files.exists(run))
        .map(
            run ->
                Problem.of("is missing, so how the labels were read isn't known")
                    .remedy(
                        "copy it there from the folder of the recipes, or give the options of that"
                            + " run (--labels, --classes, ...)")
                    .at(run));
  }

  /** The record of the run that made the recipes of rendered images. */
  private static Optional<Path> runOfRecipes(RecordedRun recorded) {
    return recorded
        .record()
        .input()
        .source()
        .recipes()
        .map(recipes -> Path.of(recipes).toAbsolutePath().resolveSibling("run.json"));
  }

  /** Shows how far a verification is, a step after the other. */
  private static final class Steps implements Watcher, AutoCloseable {
    private final Console console;
    private volatile Progress step;

    Steps(Console console) {
      this.console = console;
      this.step = Progress.none();
    }

    @Override
    public void begins(String name, String unit, long total) {
      step.close();
      step = console.progress(new Progress.Step(name, unit, total, true));
    }

    @Override
    public void checked(long more) {
      step.advance(more);
    }

    @Override
    public void differed() {
      step.failed(1, "different");
    }

    @Override
    public void close() {
      step.close();
    }
  }

  /** {@code 1%} or {@code 0.01} as a number. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) throws ProblemException {
      String number = text.strip();
      boolean percent = number.endsWith("%");
      try {
        return percent
            ? Double.parseDouble(number.substring(0, number.length() - 1)) / 100
            : Double.parseDouble(number);
      } catch (NumberFormatException e) {
        throw new ProblemException(Problem.of("'%s' is no share", text).remedy("write 1% or 0.01"));
      }
    }
  }
}
