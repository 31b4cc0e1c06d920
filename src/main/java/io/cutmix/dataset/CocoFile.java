package io.cutmix.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The detection boxes of a data set's pictures, from a file in COCO's JSON. Immutable and
 * thread-safe.
 */
public final class CocoFile {
  private final JsonNode categories;
  private final Map<String, CocoImage> images;

  CocoFile(JsonNode categories, Map<String, CocoImage> images) {
    this.categories = categories;
    this.images = Map.copyOf(images);
  }

  /**
   * Reads a file, a part at a time. Fields other than those of boxes are passed over.
   *
   * @throws DatasetException if it is missing, no JSON, or not as COCO has it
   */
  public static CocoFile read(Path file) throws IOException {
    try (RowReader reader = TextFile.open(file, "--coco")) {
      return new CocoReader(file).read(reader);
    } catch (RowReader.TooLong e) {
      throw new DatasetException(file + ": " + RowReader.TOO_LONG, e);
    }
  }

  /** The list of categories, as it is in the file. */
  public JsonNode categories() {
    return categories.deepCopy();
  }

  /**
   * What is said of a picture.
   *
   * @param name its {@code file_name}
   */
  public Optional<CocoImage> image(String name) {
    return Optional.ofNullable(images.get(name));
  }
}
