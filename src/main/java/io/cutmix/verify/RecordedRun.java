package io.cutmix.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.finished.FinishedRow;
import io.cutmix.image.Rendering;
import io.cutmix.job.ImageSpec;
import io.cutmix.job.ImageSpec.Size;
import io.cutmix.job.JsonReason;
import io.cutmix.job.Options;
import io.cutmix.job.RunRecord;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * A finished run, as its {@code run.json} tells it.
 *
 * @param out its folder
 * @param optionsJson the options as they are written
 * @param masks the folder of masks, if there was one
 * @param coco the file of detection boxes, if there was one
 */
public record RecordedRun(
    Path out, RunRecord record, JsonNode optionsJson, Optional<Path> masks, Optional<Path> coco) {
  static final String FILE = "run.json";

  /**
   * Reads it.
   *
   * @throws IOException if there is no such folder, or no finished run in it, or one with options
   *     that this version doesn't know
   */
  public static RecordedRun read(Path out) throws IOException {
    Path file = out.resolve(FILE);
    requireAccess(file);
    if (!Files.isDirectory(out)) {
      throw refused(out, "is no folder; give the one that cutmix augment wrote");
    }
    if (!Files.isRegularFile(file)) {
      throw refused(
          out,
          Files.exists(out.resolve(".cutmix"))
              ? "holds a run that isn't finished; give its cutmix command again to resume it, then verify"
              : "holds no run of cutmix (run.json is missing); give the folder that cutmix augment"
                  + " wrote");
    }
    JsonNode json = json(file);
    Set<String> unknown = Options.unknown(json.path("options"));
    if (!unknown.isEmpty()) {
      throw refused(
          file,
          "has options that this version doesn't know (%s); verify it with cutmix %s"
              .formatted(String.join(", ", unknown), json.path("version").asText()));
    }
    return of(out, file, json);
  }

  private static RecordedRun of(Path out, Path file, JsonNode json) throws IOException {
    try {
      RunRecord record = RunRecord.read(json);
      ImageSpec image = record.options().image();
      Size size = image.size().orElseThrow();
      // What can't be drawn is no size and no channels.
      Rendering.of(image, Math.max(1, size.height()), Math.max(1, size.width()));
      return new RecordedRun(
          out,
          record,
          json.path("options"),
          image.masks().map(Path::of),
          record.options().output().coco().map(Path::of));
    } catch (JacksonException | IllegalArgumentException | NoSuchElementException e) {
      throw refused(
          file,
          "has an option whose value is none (%s); take run.json as cutmix wrote it"
              .formatted(
                  e instanceof JacksonException wrong
                      ? JsonReason.of(wrong)
                      : String.valueOf(e.getMessage())));
    }
  }

  private static void requireAccess(Path file) throws IOException {
    try {
      Files.getLastModifiedTime(file);
    } catch (AccessDeniedException e) {
      throw refused(file, "permission denied; verify it as a user who may read it");
    } catch (IOException e) {
      // The caller says what else is wrong.
    }
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      JsonNode json = FinishedRow.JSON.readTree(Storage.bytes(file));
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

  /** All that decided its result. */
  public Options options() {
    return record.options();
  }

  /** Whether {@code cutmix render} made it, which knows no labels. */
  public boolean isRendered() {
    return record.input().source().recipes().isPresent();
  }
}
