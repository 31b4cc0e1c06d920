package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.CocoFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say which detection boxes there are, and what becomes of them. */
@Command(optionListHeading = "%nDetection boxes:%n")
final class BoxOptions {
  @Option(
      names = "--coco",
      paramLabel = "FILE",
      description =
          "COCO JSON with detection boxes of the pictures; those of the images are written to"
              + " annotations.json.")
  @Nullable Path coco;

  @Option(
      names = "--min-visible",
      paramLabel = "S",
      description =
          "With --coco: a box of which less than this share can be seen is left out."
              + " Default: 0.3.")
  @Nullable Double minVisible;

  /**
   * Checks what the types don't.
   *
   * @throws IllegalArgumentException if an option is out of range or says nothing
   */
  void check() {
    if (minVisible != null && coco == null) {
      throw new IllegalArgumentException("--min-visible is about boxes; give them by --coco");
    }
    if (!(minVisible() > 0 && minVisible() <= 1)) {
      throw new IllegalArgumentException(
          "min-visible must be more than 0 and at most 1, but was " + minVisible());
    }
  }

  double minVisible() {
    return minVisible == null ? 0.3 : minVisible;
  }

  /** The boxes, if there are any. */
  Optional<CocoFile> read() throws IOException {
    return coco == null ? Optional.empty() : Optional.of(CocoFile.read(coco));
  }

  void addTo(ObjectNode json) {
    if (coco != null) {
      json.put("coco", coco.toString());
      json.put("min-visible", minVisible());
    }
  }
}
