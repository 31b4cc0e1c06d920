package io.cutmix.detection;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.dataset.RowReader;
import io.cutmix.dataset.TextFile;
import io.cutmix.job.Place;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The detection boxes of a data set's images, from a file in COCO's JSON. Immutable and
 * thread-safe.
 */
public final class CocoFile {
  private final JsonNode categories;
  private final Map<String, CocoImage> images;

  CocoFile(JsonNode categories, Map<String, CocoImage> images) {
    this.categories = categories;
    this.images = Map.copyOf(images);
  }

  /** What the file says of one image: its size, as it is seen upright, and its boxes. */
  public record CocoImage(int width, int height, List<CocoBox> boxes) {
    /** Takes the boxes as they are at this moment. */
    public CocoImage {
      boxes = List.copyOf(boxes);
    }
  }

  /**
   * A box around an object, in pixels and parts of them.
   *
   * @param category id of what it is
   * @param crowd 1 for several objects in one box, else 0
   * @param x1 left
   * @param y1 top
   * @param x2 right
   * @param y2 bottom
   */
  public record CocoBox(long category, int crowd, double x1, double y1, double x2, double y2) {}

  /**
   * Reads a file, a part at a time. Fields other than those of boxes are ignored.
   *
   * @throws ProblemException if it is missing, no JSON, or not as COCO has it
   */
  public static CocoFile read(Path file) throws IOException {
    try (RowReader reader = TextFile.open(file, "--coco")) {
      return new CocoReader(file).read(reader);
    } catch (RowReader.TooLong e) {
      throw new ProblemException(RowReader.TOO_LONG.at(Place.of(file)), e);
    }
  }

  /** The list of categories, as it is in the file. */
  public JsonNode categories() {
    return categories.deepCopy();
  }

  /**
   * What is said of an image.
   *
   * @param name its {@code file_name}
   */
  public Optional<CocoImage> image(String name) {
    return Optional.ofNullable(images.get(name));
  }
}
