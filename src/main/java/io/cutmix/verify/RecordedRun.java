package io.cutmix.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.image.CodecChoice;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.JsonReason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A finished run, as its {@code run.json} tells it. */
public final class RecordedRun {
  static final String FILE = "run.json";
  private static final JsonMapper JSON = new JsonMapper();

  private final Path out;
  private final JsonNode json;

  private RecordedRun(Path out, JsonNode json) {
    this.out = out;
    this.json = json;
  }

  /**
   * Reads it.
   *
   * @throws IOException if there is no such folder, or no finished run in it, or one with options
   *     that this version doesn't know
   */
  public static RecordedRun read(Path out) throws IOException {
    Path file = out.resolve(FILE);
    if (!Files.isDirectory(out)) {
      throw refused(out, "is no folder; give the one that cutmix augment wrote");
    }
    if (!Files.isRegularFile(file)) {
      throw refused(
          out,
          Files.exists(out.resolve(".cutmix"))
              ? "holds a run that isn't finished; give its cutmix command once more, which goes on"
                  + " from there, and verify then"
              : "holds no run of cutmix (run.json is missing); give the folder that cutmix augment"
                  + " wrote");
    }
    RecordedRun run = new RecordedRun(out, json(file));
    if (!run.options().unknown().isEmpty()) {
      throw refused(
          file,
          "has options that this version doesn't know (%s); verify it with cutmix %s"
              .formatted(String.join(", ", run.options().unknown()), run.version()));
    }
    run.requireSense(file);
    return run;
  }

  private void requireSense(Path file) throws IOException {
    try {
      options().requireSense();
      masks();
      coco();
    } catch (IllegalArgumentException e) {
      throw refused(
          file,
          "has an option whose value is none (%s); take run.json as cutmix wrote it"
              .formatted(e.getMessage()));
    }
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      if (json.path("options").isObject() && json.path("input").path("source").isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      throw refused(file, "is no JSON (%s)".formatted(JsonReason.of(e)));
    }
    throw refused(file, "wasn't written by cutmix: it has no options and input");
  }

  private static FileSystemException refused(Path path, String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }

  Path out() {
    return out;
  }

  /** Of the tool that wrote it. */
  public String version() {
    return json.path("version").asText();
  }

  RecordedOptions options() {
    return new RecordedOptions((ObjectNode) json.path("options"));
  }

  /** The options that say where the data set was and how it is read, under their long names. */
  public ObjectNode source() {
    return (ObjectNode) json.path("input").path("source").deepCopy();
  }

  /** Whether {@code cutmix render} made it, which knows no labels. */
  public boolean isRendered() {
    return source().has("recipes");
  }

  /** Whether samples that can't be read were to be skipped. */
  public boolean skips() {
    return json.path("run").path("on_error").asText().equals("skip");
  }

  /** The folder of masks, if there was one. */
  public Optional<Path> masks() {
    return path("masks");
  }

  /** The file of detection boxes, if there was one. */
  public Optional<Path> coco() {
    return path("coco");
  }

  private Optional<Path> path(String option) {
    return options().has(option)
        ? Optional.of(Path.of(options().text(option, "")))
        : Optional.empty();
  }

  /** The one that read and wrote the images: it decides bytes. */
  public CodecChoice codec() {
    return options().codec();
  }

  int samples() {
    return json.path("input").path("samples").asInt();
  }

  String fingerprint() {
    return json.path("input").path("fingerprint").asText();
  }

  Counts counts() {
    JsonNode counts = json.path("counts");
    return new Counts(
        counts.path("images").asLong(-1),
        counts.path("mixed").asLong(-1),
        counts.path("skipped").asLong(-1),
        counts.path("mean_lam").asDouble());
  }

  List<Failure> failures() {
    return json.path("failures")
        .valueStream()
        .map(
            failure ->
                new Failure(
                    failure.path("source").asText(),
                    failure.path("copy").asInt(),
                    failure.path("file").asLong(),
                    failure.path("reason").asText()))
        .toList();
  }
}
