package io.cutmix.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.finished.BrokenFile;
import io.cutmix.image.ImageShape;
import io.cutmix.job.JsonReason;
import io.cutmix.storage.Storage;
import io.cutmix.verify.Subject.Item;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Goes through {@code annotations.json} in step with the rows. Not thread-safe. */
final class BoxesCheck implements Closeable {
  static final String FILE = "annotations.json";
  private static final JsonMapper JSON = new JsonMapper();

  /** Thousandths are written, and rounding may go either way. */
  private static final double TOLERANCE = 0.0011;

  private final ImageBoxes expected;
  private final Subject subject;
  private final JsonParser images;
  private final JsonParser annotations;
  private long image;
  private long box;

  BoxesCheck(Subject subject, ImageBoxes expected) throws IOException {
    Path file = subject.folder().file(FILE);
    this.expected = expected;
    this.subject = subject;
    this.images = at(file, "images");
    this.annotations = at(file, "annotations");
    for (Map.Entry<String, JsonNode> part : expected.coco().copied().properties()) {
      checkCopy(part.getKey(), part.getValue(), file);
    }
  }

  /** Compares as text, since what isn't a number is written as one. */
  private void checkCopy(String part, JsonNode wanted, Path file) throws IOException {
    try (JsonParser found = parser(file, part)) {
      if (!wanted.toString().equals(found.readValueAsTree().toString())) {
        subject.differ(FILE, part, "as in --coco", "other");
      }
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  private static JsonParser at(Path file, String field) throws IOException {
    try {
      return Storage.opened(
          parser(file, field),
          parser -> {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
              throw new BrokenFile(FILE, field, "a list", "none");
            }
            return parser;
          });
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /** Before the value of a field of the document. */
  private static JsonParser parser(Path file, String field) throws IOException {
    return Storage.opened(
        JSON.createParser(file.toFile()),
        parser -> {
          parser.nextToken();
          for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals(field)) {
              return parser;
            }
            parser.skipChildren();
          }
          throw new BrokenFile(FILE, field, "there", "missing");
        });
  }

  private static BrokenFile broken(JacksonException e) {
    String line = e.getLocation() == null ? "content" : "line " + e.getLocation().getLineNr();
    return new BrokenFile(FILE, line, "JSON", JsonReason.of(e));
  }

  void check(Item item) throws IOException {
    ImageShape shape = expected.images().shape(item);
    Map<String, Object> wanted =
        new TreeMap<>(
            Map.of(
                "id", ++image,
                "file_name", item.row().fileName(),
                "width", shape.width(),
                "height", shape.height()));
    JsonNode found = next(images);
    if (found == null || !wanted.toString().equals(fields(found, wanted).toString())) {
      subject.differ(item.name(), "image in " + FILE, wanted, found == null ? "none" : found);
    }
    for (ImageBoxes.Seen seen : expected.of(item)) {
      check(item, seen, next(annotations));
    }
  }

  private static Map<String, Object> fields(JsonNode found, Map<String, Object> wanted) {
    Map<String, Object> fields = new TreeMap<>();
    wanted.keySet().forEach(field -> fields.put(field, found.path(field).asText()));
    return fields;
  }

  private void check(Item item, ImageBoxes.Seen seen, @Nullable JsonNode found) {
    box++;
    ImageBoxes.Rectangle place = seen.place();
    double width = place.x2() - place.x1();
    double height = place.y2() - place.y1();
    boolean same =
        found != null
            && found.path("id").asLong() == box
            && found.path("image_id").asLong() == image
            && found.path("category_id").asLong() == seen.category()
            && found.path("iscrowd").asInt() == seen.crowd()
            && near(found.path("bbox").path(0), place.x1())
            && near(found.path("bbox").path(1), place.y1())
            && near(found.path("bbox").path(2), width)
            && near(found.path("bbox").path(3), height)
            && near(found.path("area"), area(found.path("bbox")));
    if (!same) {
      String wanted =
          "category %d in [%.3f, %.3f, %.3f, %.3f]"
              .formatted(seen.category(), place.x1(), place.y1(), width, height);
      subject.differ(item.name(), "box in " + FILE, wanted, found == null ? "none" : found);
    }
  }

  private static double area(JsonNode box) {
    return box.path(2).asDouble() * box.path(3).asDouble();
  }

  private static boolean near(JsonNode found, double expected) {
    return found.isNumber() && Math.abs(found.asDouble() - expected) <= TOLERANCE;
  }

  private static @Nullable JsonNode next(JsonParser parser) throws IOException {
    try {
      return parser.nextToken() == JsonToken.START_OBJECT ? parser.readValueAsTree() : null;
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /** To be called behind the last row. */
  void end() throws IOException {
    JsonNode more = next(images);
    if (more != null) {
      subject.differ(FILE, "images", image, "more, such as " + more);
    }
    more = next(annotations);
    if (more != null) {
      subject.differ(FILE, "annotations", box, "more, such as " + more);
    }
    try {
      while (images.nextToken() != null) {
        images.skipChildren();
      }
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  @Override
  public void close() throws IOException {
    images.close();
    annotations.close();
  }
}
