package io.cutmix.detection;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.JsonText;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.RowReader;
import io.cutmix.dataset.TextFile;
import io.cutmix.detection.CocoFile.CocoBox;
import io.cutmix.detection.CocoFile.CocoImage;
import io.cutmix.detection.CocoFinding.Kind;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;

/** Reads one COCO file, whose parts may come in any order. */
final class CocoReader {
  private static final Set<String> OF_IMAGES = Set.of("id", "file_name", "width", "height");
  private static final Set<String> OF_ANNOTATIONS =
      Set.of("id", "image_id", "category_id", "bbox", "iscrowd", "num_keypoints");

  private final Path file;
  private final UnaryOperator<String> names;
  private final Problems problems;
  private final Map<Long, ImageRow> images = new LinkedHashMap<>();
  private final Map<Long, List<BoxRow>> boxes = new LinkedHashMap<>();
  private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
  private final Set<String> parts = new HashSet<>();
  private final ObjectNode copied = JsonNodeFactory.instance.objectNode();
  private int categoriesLine;

  /**
   * Reads nothing yet.
   *
   * @param names finds the name of the sample that a path means
   */
  CocoReader(Path file, UnaryOperator<String> names) {
    this.file = file;
    this.names = names;
    this.problems = new Problems(file);
    // Without info pycocotools fails.
    copied.putObject("info");
    copied.putArray("licenses");
    copied.putArray("categories");
  }

  private record ImageRow(String name, int width, int height, int line) {}

  private record BoxRow(CocoBox box, String id, int line) {}

  /** How many there are of a kind, and the first of them: their names, or numbers of images. */
  private static final class Tally {
    private final Set<Object> first = new LinkedHashSet<>();
    private final int line;
    private long count;

    Tally(int line) {
      this.line = line;
    }

    void add(Object name) {
      count++;
      if (first.size() < CocoFinding.NAMED) {
        first.add(name);
      }
    }
  }

  CocoFile read(RowReader text) throws IOException {
    try (JsonParser json = JsonText.parser(text)) {
      // Python writes what isn't a number so.
      json.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());
      readParts(text, json);
    } catch (CharacterCodingException e) {
      throw TextFile.notUtf8(file, e);
    }
    Map<String, CocoImage> byName = byName();
    problems.throwIfAny();
    checkCategories();
    return new CocoFile(file, copied, byName, findings());
  }

  private void readParts(RowReader text, JsonParser json) throws IOException {
    try {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        String first = json.hasCurrentToken() ? json.getText() : "nothing";
        wrong(line(json), "is no JSON object, but begins with %s", first);
        return;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String part = json.currentName();
        parts.add(part);
        json.nextToken();
        switch (part) {
          case "images" -> readAll(text, json, OF_IMAGES, this::addImage);
          case "annotations" -> readAll(text, json, OF_ANNOTATIONS, this::addBox);
          case "categories" -> readCategories(json);
          case "info", "licenses" -> copy(part, json);
          default -> JsonText.passOver(json, text);
        }
        text.nextRow();
      }
      if (json.nextToken() != null) {
        wrong(line(json), "holds more behind the JSON object: %s", json.getText());
      }
      for (String needed : List.of("images", "annotations")) {
        if (!parts.contains(needed)) {
          wrong(0, "has no list \"%s\"", needed);
        }
      }
    } catch (JsonProcessingException e) {
      JsonText.add(e, json, problems);
    }
  }

  private void readAll(
      RowReader text, JsonParser json, Set<String> fields, ObjIntConsumer<ObjectNode> rows)
      throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      wrong(line(json), "\"%s\" must be a list", json.currentName());
      JsonText.passOver(json, text);
      return;
    }
    String part = json.currentName();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      int line = line(json);
      if (json.currentToken() == JsonToken.START_OBJECT) {
        rows.accept(JsonText.fields(json, text, fields), line);
      } else {
        wrong(line, "\"%s\" must hold objects alone", part);
        JsonText.passOver(json, text);
      }
      text.nextRow();
    }
  }

  private void readCategories(JsonParser json) throws IOException {
    categoriesLine = line(json);
    if (!copy("categories", json)) {
      wrong(categoriesLine, "\"%s\" must be a list", "categories");
    }
  }

  /** Copies a part, unless it isn't of the kind that COCO has there. */
  private boolean copy(String part, JsonParser json) throws IOException {
    JsonNode value = JsonText.value(json);
    boolean fits = value.getNodeType() == copied.path(part).getNodeType();
    if (fits) {
      copied.set(part, value);
    }
    return fits;
  }

  private static int line(JsonParser json) {
    return json.currentTokenLocation().getLineNr();
  }

  private void wrong(int line, String what, Object value) {
    problems.add(line, () -> Problem.of(what, value).remedy("correct the file"));
  }

  private void addImage(ObjectNode row, int line) {
    OptionalLong id = whole(row.path("id"));
    String path = row.path("file_name").asText("");
    int width = row.path("width").asInt();
    int height = row.path("height").asInt();
    if (id.isEmpty() || path.isEmpty() || width < 1 || height < 1) {
      wrong(
          line,
          "the image %s lacks its id (a whole number), file_name, width or height",
          row.path("id").asText("without id"));
      return;
    }
    ImageRow image = new ImageRow(names.apply(path), width, height, line);
    if (images.put(id.getAsLong(), image) != null) {
      wrong(line, "two images have the id %d", id.getAsLong());
    }
  }

  private void addBox(ObjectNode row, int line) {
    OptionalLong image = whole(row.path("image_id"));
    OptionalLong category = whole(row.path("category_id"));
    String id = row.path("id").asText("without id");
    if (image.isEmpty() || category.isEmpty()) {
      wrong(line, "the annotation %s lacks its image_id or category_id, a whole number", id);
      return;
    }
    if (row.path("segmentation").asBoolean()) {
      tally(Kind.SEGMENTATIONS, line, image.getAsLong());
    }
    if (row.path("keypoints").asBoolean() && row.path("num_keypoints").asInt(1) != 0) {
      tally(Kind.KEYPOINTS, line, image.getAsLong());
    }
    JsonNode box = row.path("bbox");
    double left = box.path(0).asDouble();
    double top = box.path(1).asDouble();
    CocoBox read =
        new CocoBox(
            category.getAsLong(),
            row.path("iscrowd").asInt(),
            left,
            top,
            left + box.path(2).asDouble(),
            top + box.path(3).asDouble());
    if (box.size() == 4 && box.valueStream().allMatch(JsonNode::isNumber) && read.isArea()) {
      boxes
          .computeIfAbsent(image.getAsLong(), any -> new ArrayList<>())
          .add(new BoxRow(read, id, line));
    } else {
      tally(Kind.NO_BOXES, line, id);
    }
  }

  /** A whole number, also where it is written {@code 3.0} or {@code "3"}. */
  private static OptionalLong whole(JsonNode value) {
    boolean whole =
        value.isNumber()
            ? value.canConvertToExactIntegral() && value.canConvertToLong()
            : value.isTextual() && value.textValue().matches("-?\\d{1,18}");
    return whole ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
  }

  private void tally(Kind kind, int line, Object name) {
    tallies.computeIfAbsent(kind, any -> new Tally(line)).add(name);
  }

  private Map<String, CocoImage> byName() {
    Map<String, CocoImage> byName = new HashMap<>();
    images.forEach(
        (id, image) -> {
          List<CocoBox> seen = new ArrayList<>();
          for (BoxRow row : boxes.getOrDefault(id, List.of())) {
            if (row.box.isSeenIn(image.width, image.height)) {
              seen.add(row.box.clippedTo(image.width, image.height));
            } else {
              tally(Kind.OUTSIDE, row.line, row.id);
            }
          }
          CocoImage read = new CocoImage(image.width, image.height, seen);
          if (byName.put(image.name, read) != null) {
            wrong(image.line, "two images have the file_name \"%s\"", image.name);
          }
        });
    return byName;
  }

  private void checkCategories() {
    Set<Long> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (JsonNode category : copied.path("categories")) {
      String name = category.path("name").asText("");
      boolean isDouble = !name.isEmpty() && !names.add(name);
      OptionalLong id = whole(category.path("id"));
      if (category instanceof ObjectNode object && id.isPresent()) {
        object.put("id", id.getAsLong()); // as those of the boxes will be written
      }
      boolean isSameId = id.isPresent() && !ids.add(id.getAsLong());
      if (isDouble || isSameId) {
        tally(Kind.DOUBLE_CATEGORIES, categoriesLine, isDouble ? name : category.path("id"));
      }
    }
    boxes.forEach(
        (image, rows) -> {
          for (BoxRow row : rows) {
            if (!images.containsKey(image)) {
              tally(Kind.WITHOUT_IMAGE, row.line, String.valueOf(image));
            } else if (!ids.contains(row.box.category())) {
              tally(Kind.UNKNOWN_CATEGORIES, row.line, row.box.category());
            }
          }
        });
  }

  private List<CocoFinding> findings() {
    List<CocoFinding> findings = new ArrayList<>();
    tallies.forEach(
        (kind, tally) ->
            findings.add(
                new CocoFinding(
                    kind,
                    tally.count,
                    tally.first.stream().map(name -> shown(kind, name)).toList(),
                    Place.of(file, tally.line))));
    return findings;
  }

  private String shown(Kind kind, Object name) {
    boolean ofImage = kind == Kind.SEGMENTATIONS || kind == Kind.KEYPOINTS;
    ImageRow image = ofImage ? images.get(name) : null;
    return image == null ? String.valueOf(name) : image.name;
  }
}
