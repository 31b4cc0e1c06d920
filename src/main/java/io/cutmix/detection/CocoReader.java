package io.cutmix.detection;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cutmix.dataset.RowReader;
import io.cutmix.detection.CocoFile.CocoBox;
import io.cutmix.detection.CocoFile.CocoImage;
import io.cutmix.job.JsonReason;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one COCO file, whose parts may come in any order. */
final class CocoReader {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final Map<Long, ImageRow> images = new HashMap<>();
  private final Map<Long, List<CocoBox>> boxes = new HashMap<>();
  private JsonNode categories = JsonNodeFactory.instance.arrayNode();

  CocoReader(Path file) {
    this.file = file;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record ImageRow(
      long id, @JsonProperty("file_name") @Nullable String fileName, int width, int height) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record BoxRow(
      long id,
      @JsonProperty("image_id") long imageId,
      @JsonProperty("category_id") long categoryId,
      double @Nullable [] bbox,
      int iscrowd) {}

  CocoFile read(RowReader text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      readParts(text, json);
    }
    return new CocoFile(categories, byName());
  }

  private void readParts(RowReader text, JsonParser json) throws IOException {
    try {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw problem(Problem.of("is no JSON object"));
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String part = json.currentName();
        json.nextToken();
        switch (part) {
          case "images" -> readAll(text, json, ImageRow.class, this::add);
          case "annotations" -> readAll(text, json, BoxRow.class, this::add);
          case "categories" -> categories = json.readValueAsTree();
          default -> skip(text, json);
        }
        text.nextRow();
      }
    } catch (JacksonException e) {
      JsonLocation place = e.getLocation() == null ? json.currentLocation() : e.getLocation();
      throw new ProblemException(
          Problem.of(JsonReason.of(e))
              .remedy("give boxes in COCO's JSON")
              .at(Place.of(file, place.getLineNr())),
          e);
    }
  }

  private <T> void readAll(RowReader text, JsonParser json, Class<T> type, Rows<T> rows)
      throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw problem(Problem.of("\"%s\" must be a list", json.currentName()));
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      rows.add(JSON.readValue(json, type));
      text.nextRow();
    }
  }

  /** Passes over a part of any length. */
  private static void skip(RowReader text, JsonParser json) throws IOException {
    int depth = 0;
    for (JsonToken token = json.currentToken(); token != null; token = json.nextToken()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return;
      }
      text.nextRow();
    }
  }

  private void add(ImageRow image) throws ProblemException {
    if (image.fileName == null || image.width < 1 || image.height < 1) {
      throw problem(Problem.of("the image %d lacks its file_name, width or height", image.id));
    }
    if (images.put(image.id, image) != null) {
      throw problem(Problem.of("two images have the id %d", image.id));
    }
  }

  private void add(BoxRow row) throws ProblemException {
    double[] bbox = row.bbox;
    if (bbox == null || bbox.length != 4) {
      throw problem(Problem.of("the annotation %d has no bbox [x, y, width, height]", row.id));
    }
    boxes
        .computeIfAbsent(row.imageId, id -> new ArrayList<>())
        .add(
            new CocoBox(
                row.categoryId,
                row.iscrowd,
                bbox[0],
                bbox[1],
                bbox[0] + bbox[2],
                bbox[1] + bbox[3]));
  }

  private Map<String, CocoImage> byName() throws ProblemException {
    for (Long id : boxes.keySet()) {
      if (!images.containsKey(id)) {
        throw problem(Problem.of("annotations speak of an image %d, but there is none", id));
      }
    }
    Map<String, CocoImage> byName = new HashMap<>();
    for (ImageRow image : images.values()) {
      List<CocoBox> own = boxes.getOrDefault(image.id, List.of());
      String name = String.valueOf(image.fileName);
      if (byName.put(name, new CocoImage(image.width, image.height, own)) != null) {
        throw problem(Problem.of("two images have the file_name \"%s\"", name));
      }
    }
    return byName;
  }

  private ProblemException problem(Problem problem) {
    return new ProblemException(problem.remedy("correct the file").at(Place.of(file)));
  }

  private interface Rows<T> {
    void add(T row) throws ProblemException;
  }
}
