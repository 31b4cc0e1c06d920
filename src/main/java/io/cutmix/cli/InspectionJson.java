package io.cutmix.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.inspect.Inspection;
import io.cutmix.inspect.LabelSummary;
import io.cutmix.inspect.Suggestion;
import java.util.Locale;

/** What {@code cutmix inspect --json} prints: all that its text says, and every class and size. */
final class InspectionJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .build();

  private InspectionJson() {}

  static ObjectNode of(Inspection found) {
    ObjectNode json = JSON.createObjectNode();
    json.put("samples", found.samples());
    json.set("labels", labels(found.labels(), found.samples()));
    json.set("sizes", JSON.valueToTree(found.sizes()));
    json.set("formats", JSON.valueToTree(found.formats()));
    json.set("channels", JSON.valueToTree(found.channels()));
    json.set("orientations", JSON.valueToTree(found.orientations()));
    json.put("profiles", found.profiles());
    json.put("animated", found.animated());
    json.set("problems", JSON.valueToTree(found.problems()));
    found.boxes().ifPresent(boxes -> json.set("boxes", JSON.valueToTree(boxes)));
    json.put("masks", found.masks());
    json.put("whole", found.whole());
    json.set("suggestions", JSON.valueToTree(Suggestion.of(found)));
    return json;
  }

  private static JsonNode labels(LabelSummary labels, int samples) {
    ObjectNode json = JSON.createObjectNode();
    json.put("kind", labels.kind().name().toLowerCase(Locale.ROOT));
    json.put("imbalance", labels.imbalance());
    ArrayNode classes = json.putArray("classes");
    for (int k = 0; k < labels.names().size(); k++) {
      ObjectNode one = classes.addObject().put("name", labels.names().get(k));
      if (labels.kind() == LabelSummary.Kind.NUMBERS) {
        one.put("least", labels.least()[k]).put("most", labels.most()[k]);
        one.put("mean", labels.sums()[k] / samples);
      } else {
        one.put("samples", labels.sums()[k]);
      }
    }
    return json;
  }
}
