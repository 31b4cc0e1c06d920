package io.cutmix.endtoend.verify;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.testing.AnyRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cutmix verify} of records in which a value makes no sense. */
class SenselessRecordsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "4294967297",
          "1e999",
          "\"\"",
          "\"x\"",
          "\"0x0\"",
          "\"99999999x99999999\"",
          "\"a\\u0000b\"",
          "\"../../x\"",
          "\"/dev/zero\"",
          "[]",
          "[1e99]",
          "{}");

  private static final List<String> NOT_GIVEN =
      List.of(
          "masks",
          "mask-fill",
          "coco",
          "bbox",
          "length",
          "min-box",
          "max-box",
          "mix-classes",
          "layout",
          "name-pattern",
          "range",
          "output-format",
          "label-encoding",
          "label-smoothing",
          "prob-scope",
          "balance",
          "include-originals",
          "recipes-only",
          "embed-images",
          "fit",
          "min-visible",
          "shard-size",
          "shard-bytes");

  @TempDir private Path temp;

  @Tag("long")
  @Test
  void a_value_of_run_json_that_makes_no_sense_is_told() throws IOException {
    AnyRun run = new AnyRun(temp);
    JsonNode record = JSON.readTree(run.read("run.json"));
    ((ArrayNode) record.get("failures"))
        .addObject()
        .put("source", "p0001.png")
        .put("copy", 0)
        .put("file", 1);
    List<JsonPointer> places = new ArrayList<>(places(record, JsonPointer.empty()));
    for (String option : NOT_GIVEN) {
      places.add(JsonPointer.compile("/options/" + option));
    }

    requireSentences(run, "run.json", record, places);
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels.json", "shards.json"})
  void so_is_one_of_a_label_file(String name) throws IOException {
    AnyRun run = new AnyRun(temp);

    JsonNode labels = JSON.readTree(run.read(name));

    requireSentences(run, name, labels, places(labels, JsonPointer.empty()));
  }

  private static void requireSentences(
      AnyRun run, String name, JsonNode json, List<JsonPointer> places) throws IOException {
    List<String> bugs = new ArrayList<>();
    for (JsonPointer place : places) {
      for (String value : VALUES) {
        byte[] changed = lines(name, withValue(json, place, JSON.readTree(value)));
        try {
          run.verify(name, changed);
        } catch (AssertionError e) {
          bugs.add(
              "%s = %s: %s"
                  .formatted(
                      place,
                      value,
                      String.valueOf(e.getMessage()).lines().limit(12).collect(joining("\n"))));
        }
      }
    }
    assertThat(bugs).isEmpty();
  }

  private static JsonNode withValue(JsonNode json, JsonPointer place, JsonNode value) {
    JsonNode changed = json.deepCopy();
    JsonNode parent = changed.at(place.head());
    if (parent instanceof ObjectNode object) {
      object.set(place.last().getMatchingProperty(), value);
    } else {
      ((ArrayNode) parent).set(place.last().getMatchingIndex(), value);
    }
    return changed;
  }

  /** The reader of {@code labels.json} takes it line by line. */
  private static byte[] lines(String name, JsonNode json) {
    String text =
        name.equals("labels.json")
            ? json.toString()
                .replace(",\"samples\":[", ",\n \"samples\": [\n  ")
                .replace("},{", "},\n  {")
                .replace("}]}", "}\n]}\n")
            : json.toPrettyString();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<JsonPointer> places(JsonNode json, JsonPointer at) {
    List<JsonPointer> places = new ArrayList<>();
    json.properties()
        .forEach(
            field -> places.addAll(places(field.getValue(), at.appendProperty(field.getKey()))));
    for (int i = 0; json.isArray() && i < Math.min(2, json.size()); i++) {
      places.addAll(places(json.get(i), at.appendIndex(i)));
    }
    if (!at.matches()) {
      places.add(at);
    }
    return places;
  }
}
