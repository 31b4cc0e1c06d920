package io.cutmix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A shard of MosaicML Streaming, read by its public description: a number of samples, a place for
 * each and one for the end, the columns as JSON, then the samples, each with the lengths of those
 * values that have no fixed one.
 */
public record MdsShard(JsonNode config, List<Map<String, byte[]>> samples) {
  private static final JsonMapper JSON = new JsonMapper();

  public static MdsShard read(Path file) throws IOException {
    ByteBuffer bytes = little(Files.readAllBytes(file));
    int count = bytes.getInt();
    int[] places = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      places[i] = bytes.getInt();
    }
    assertThat(places[count]).isEqualTo(bytes.capacity());
    byte[] text = new byte[places[0] - bytes.position()];
    bytes.get(text);
    JsonNode config = JSON.readTree(text);
    List<Map<String, byte[]>> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(sample(config, bytes.slice(places[i], places[i + 1] - places[i])));
    }
    return new MdsShard(config, samples);
  }

  private static Map<String, byte[]> sample(JsonNode config, ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode size : config.get("column_sizes")) {
      sizes.add(size.isNull() ? bytes.getInt() : size.asInt());
    }
    Map<String, byte[]> values = new LinkedHashMap<>();
    for (int i = 0; i < sizes.size(); i++) {
      byte[] value = new byte[sizes.get(i)];
      bytes.get(value);
      values.put(config.get("column_names").get(i).asText(), value);
    }
    assertThat(bytes.hasRemaining()).isFalse();
    return values;
  }

  /** The images by their names. */
  public Map<String, byte[]> images() {
    Map<String, byte[]> images = new LinkedHashMap<>();
    samples.forEach(sample -> images.put(text(sample, "file_name"), sample.get("image")));
    return images;
  }

  public static String text(Map<String, byte[]> sample, String column) {
    return new String(sample.get(column), StandardCharsets.UTF_8);
  }

  /** The elements of an array whose length the shard says. */
  public static List<Double> floats(byte[] value) {
    ByteBuffer from = little(value);
    List<Double> numbers = new ArrayList<>();
    while (from.hasRemaining()) {
      numbers.add((double) from.getFloat());
    }
    return numbers;
  }

  public static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes a shard with other images; one that is new has the other values of the first. */
  public static void change(Path file, Consumer<Map<String, byte[]>> change) throws IOException {
    MdsShard shard = read(file);
    Map<String, byte[]> images = shard.images();
    change.accept(images);
    List<byte[]> samples = new ArrayList<>();
    for (Map.Entry<String, byte[]> image : images.entrySet()) {
      Map<String, byte[]> sample =
          shard.samples.stream()
              .filter(old -> text(old, "file_name").equals(image.getKey()))
              .findFirst()
              .orElseGet(() -> new LinkedHashMap<>(shard.samples.get(0)));
      sample.put("file_name", image.getKey().getBytes(StandardCharsets.UTF_8));
      sample.put("image", image.getValue());
      samples.add(shard.bytes(sample));
    }
    byte[] config = JSON.writeValueAsBytes(shard.config);
    int place = 4 * (samples.size() + 2) + config.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(number(samples.size()));
    out.write(number(place));
    for (byte[] sample : samples) {
      place += sample.length;
      out.write(number(place));
    }
    out.write(config);
    for (byte[] sample : samples) {
      out.write(sample);
    }
    Files.write(file, out.toByteArray());
  }

  private byte[] bytes(Map<String, byte[]> sample) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int column = 0;
    for (byte[] value : sample.values()) {
      if (config.get("column_sizes").get(column++).isNull()) {
        out.write(number(value.length));
      }
    }
    for (byte[] value : sample.values()) {
      out.write(value);
    }
    return out.toByteArray();
  }

  private static byte[] number(int number) {
    return little(new byte[4]).putInt(number).array();
  }
}
