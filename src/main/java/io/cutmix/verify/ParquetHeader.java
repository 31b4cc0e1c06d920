package io.cutmix.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelEncoding;
import java.util.List;

/**
 * What {@code metadata.parquet} must say of its columns, from what Hugging Face's datasets read and
 * not from what the writer does.
 */
final class ParquetHeader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ParquetHeader() {}

  static JsonNode of(OutputSpec output, List<String> classes) {
    ArrayNode names = JSON.arrayNode();
    classes.forEach(names::add);
    ObjectNode features = JSON.objectNode();
    if (output.embedImages()) {
      features.set("image", type("Image"));
    }
    features.set("file_name", value("string"));
    if (output.labelEncoding() == LabelEncoding.SPARSE) {
      features.set("label_ids", listOf(type("ClassLabel").set("names", names)));
      features.set("label_weights", listOf(value("float64")));
    } else {
      features.set("soft_label", listOf(value("float64")));
    }
    features.set("lam", value("float64"));
    features.set("bbox", listOf(value("int32")));
    List.of("source", "partner").forEach(name -> features.set(name, value("string")));
    List.of("copy", "batch").forEach(name -> features.set(name, value("int32")));
    ObjectNode header = JSON.objectNode();
    features.fieldNames().forEachRemaining(header.putArray("columns")::add);
    header.set("classes", names);
    header.putObject("huggingface").putObject("info").set("features", features);
    return header;
  }

  private static ObjectNode type(String name) {
    return JSON.objectNode().put("_type", name);
  }

  private static ObjectNode value(String type) {
    return type("Value").put("dtype", type);
  }

  private static ObjectNode listOf(ObjectNode element) {
    return type("Sequence").set("feature", element);
  }
}
