package io.cutmix.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.Source;
import io.cutmix.detection.CocoFile;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageLimits;
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
import io.cutmix.work.LocalEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of {@code cutmix verify}: from the folder to what is wrong with it. */
record VerifyRun(
    InputOptions input,
    @Nullable Path masks,
    @Nullable Path coco,
    double sample,
    long seed,
    Path out,
    int threads,
    Console console) {
  /** What the run let in was within its own. */
  private static final ImageLimits LIMITS =
      new ImageLimits(Long.MAX_VALUE, ImageLimits.SECONDS, picture -> {});

  /**
   * Does it.
   *
   * @return the exit code
   * @throws InvalidParameterException if the options are wrong
   * @throws IOException if there is no finished run, or its input can't be read
   */
  int execute() throws IOException {
    console.check();
    RunSpec.requireThreads(threads);
    Sampling sampling = new Sampling(sample, seed);
    RecordedRun recorded = RecordedRun.read(out);
    if (!recorded.record().version().equals(Version.current())) {
      console.warn(
          Problem.of(
              "%s was written by cutmix %s and this is %s; JPEG and WebP may have other bytes"
                  .formatted(out, recorded.record().version(), Version.current())));
    }
    Verdict verdict = verdict(recorded, sampling);
    boolean sound = verdict.differences() == 0;
    return console.result(
        sound ? ExitCode.DONE : ExitCode.INPUT_OUTPUT,
        Summary.ofVerdict(verdict, out),
        json(verdict));
  }

  private ObjectNode json(Verdict verdict) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (verdict.differences() > 0) {
      json.put("exit_reason", "different");
    }
    json.put("out", out.toString());
    json.put("rows", verdict.rows());
    json.put("compared", verdict.compared());
    json.put("differences", verdict.differences());
    json.set("first", new JsonMapper().valueToTree(verdict.first()));
    return json;
  }

  private Verdict verdict(RecordedRun recorded, Sampling sampling) throws IOException {
    CodecChoice codec = recorded.options().image().codec();
    Optional<String> problem = Codecs.load(codec);
    if (problem.isPresent()) {
      throw new ProblemException(
          Problem.of(problem.get() + ", but " + out + " was written by it")
              .remedy("verify it where it runs"));
    }
    Path maskFolder = masks == null ? recorded.masks().orElse(null) : masks;
    Path boxes = coco == null ? recorded.coco().orElse(null) : coco;
    InputSpec given = input.over(source(recorded));
    Source source = InputReader.source(given, recorded.record().run().onError());
    Verification.Inputs inputs =
        new Verification.Inputs(
            new InputReader(console).dataset(source),
            Optional.ofNullable(maskFolder),
            boxes == null ? Optional.empty() : Optional.of(CocoFile.read(boxes)));
    try (LocalEngine engine = new LocalEngine(threads);
        VerifyProgress progress = new VerifyProgress(console)) {
      return new Verification(
              recorded,
              inputs,
              Codecs.of(codec, LIMITS),
              (count, step) -> engine.forEach(count, step::run),
              progress)
          .verify(sampling);
    }
  }

  /** Where the data set was; for rendered images, what the run of their recipes says of it. */
  private static InputSpec source(RecordedRun recorded) throws IOException {
    InputSpec own = recorded.record().input().source();
    if (own.recipes().isEmpty()) {
      return own;
    }
    Path folder = Path.of(own.recipes().get()).toAbsolutePath().resolveSibling("");
    return Files.exists(folder.resolve("run.json"))
        ? RecordedRun.read(folder).record().input().source()
        : own;
  }
}
