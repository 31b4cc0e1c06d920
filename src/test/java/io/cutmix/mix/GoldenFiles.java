package io.cutmix.mix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the reference implementation gave, in our axes. */
final class GoldenFiles {
  private GoldenFiles() {}

  /** One call of the reference's {@code cutmix_batch}. */
  record BatchCase(JsonNode json) {
    @Override
    public String toString() {
      return "%s %s %s %s box %s"
          .formatted(text("name"), text("dtype"), json.get("shape"), text("target_kind"), box());
    }

    DataType type() {
      return text("dtype").equals("uint8") ? DataType.UINT8 : DataType.FLOAT;
    }

    long[] shape() {
      return longs("shape");
    }

    int numClasses() {
      return json.get("num_classes").intValue();
    }

    int[] indices() {
      return numbers(json.get("indices")).stream().mapToInt(Double::intValue).toArray();
    }

    Box box() {
      return boxOf(json.get("bbox"));
    }

    double keptFraction() {
      return json.get("kept_fraction").doubleValue();
    }

    double[] images() {
      return doubles("images");
    }

    double[] imagesMixed() {
      return doubles("images_mixed");
    }

    double[] targetsMixed() {
      return doubles("targets_mixed");
    }

    INDArray targets() {
      boolean ids = text("target_kind").equals("ids");
      INDArray flat = Nd4j.createFromArray(doubles("targets"));
      return ids ? flat.castTo(DataType.INT64) : flat.reshape(shape()[0], numClasses());
    }

    private String text(String field) {
      return json.get(field).textValue();
    }

    private double[] doubles(String field) {
      return numbers(json.get(field)).stream().mapToDouble(Double::doubleValue).toArray();
    }

    private long[] longs(String field) {
      return numbers(json.get(field)).stream().mapToLong(Double::longValue).toArray();
    }
  }

  /** One call of the reference's box function. */
  record BoxCase(int height, int width, double lambda, int centreX, int centreY, Box expected) {}

  static List<BatchCase> batches() {
    return rows("cutmix_batch.json").stream().map(BatchCase::new).toList();
  }

  static List<BoxCase> boxes() {
    return rows("boxes.json").stream()
        .map(
            row ->
                new BoxCase(
                    row.get("height").intValue(),
                    row.get("width").intValue(),
                    row.get("lam").doubleValue(),
                    row.get("cx").intValue(),
                    row.get("cy").intValue(),
                    boxOf(row.get("bbox"))))
        .toList();
  }

  private static List<JsonNode> rows(String file) {
    try (InputStream json = GoldenFiles.class.getResourceAsStream("golden/" + file)) {
      JsonNode rows = new ObjectMapper().readTree(Objects.requireNonNull(json));
      return StreamSupport.stream(rows.spliterator(), false).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Box boxOf(JsonNode corners) {
    return new Box(
        corners.get(0).intValue(),
        corners.get(1).intValue(),
        corners.get(2).intValue(),
        corners.get(3).intValue());
  }

  /** All numbers of an array of any depth, the last index fastest. */
  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode element : array) {
      if (element.isArray()) {
        numbers.addAll(numbers(element));
      } else {
        numbers.add(element.doubleValue());
      }
    }
    return numbers;
  }
}
