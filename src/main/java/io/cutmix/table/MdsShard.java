package io.cutmix.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A shard of MosaicML Streaming (MDS, version 2), which isn't compressed: how many samples there
 * are, where each begins and the last ends, the columns as JSON, and the samples. Of these each has
 * the lengths of its values that aren't always the same, then its values. What it isn't is an
 * {@link IllegalArgumentException}. Immutable and thread-safe.
 *
 * @param json reads the JSON in it
 * @param config the columns: their names, encodings and sizes
 * @param places where each sample begins, and where the last ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MdsShard(Json json, JsonNode config, long[] places) {
  /** Bytes of a number by the name of its type. */
  private static final Map<String, Integer> OF_NUMBERS =
      Map.of(
          "int8", 1, "uint8", 1, "int16", 2, "uint16", 2, "int32", 4, "uint32", 4, "int64", 8,
          "float32", 4, "float64", 8);

  /** More than the columns as JSON or the label of a sample take. */
  private static final int LONGEST = 1 << 24;

  private static final String ARRAY = "ndarray:";

  /** The file. */
  @FunctionalInterface
  public interface Bytes {
    /** Reads a part of it; throws if it ends before. */
    byte[] read(long from, int count) throws IOException;
  }

  /** Reads JSON that is the whole of a text. */
  @FunctionalInterface
  public interface Json {
    JsonNode read(String text) throws IOException;
  }

  /** Reads where the samples are, and what they have. */
  public static MdsShard open(long size, Bytes file, Json json) throws IOException {
    long samples = size < Integer.BYTES ? size : unsigned(little(file.read(0, Integer.BYTES)));
    if ((samples + 2) * Integer.BYTES > Math.min(size, Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("%d samples in %d bytes".formatted(samples, size));
    }
    long[] places = new long[(int) samples + 1];
    ByteBuffer read = little(file.read(Integer.BYTES, places.length * Integer.BYTES));
    long columns = (places.length + 1L) * Integer.BYTES;
    long before = columns;
    for (int i = 0; i < places.length; i++) {
      places[i] = unsigned(read);
      if (places[i] < before || places[i] > size || (i == samples && places[i] != size)) {
        throw new IllegalArgumentException(
            "place %d at %d of %d to %d".formatted(i, places[i], before, size));
      }
      before = places[i];
    }
    byte[] config = file.read(columns, checked(places[0] - columns));
    return new MdsShard(json, json.read(new String(config, StandardCharsets.UTF_8)), places);
  }

  private static int checked(long size) {
    if (size > LONGEST) {
      throw new IllegalArgumentException("a value of %d bytes".formatted(size));
    }
    return (int) size;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long unsigned(ByteBuffer bytes) {
    return bytes.getInt() & 0xffff_ffffL;
  }

  /** How many there are. */
  public int samples() {
    return places.length - 1;
  }

  /** How many values each sample has. */
  public int columns() {
    return config.path("column_names").size();
  }

  public String name(int column) {
    return config.path("column_names").path(column).asText();
  }

  /** What kind of value a column has. */
  public String encoding(int column) {
    return config.path("column_encodings").path(column).asText();
  }

  /** Where the values of a sample begin, and where the last ends. */
  public long[] values(int sample, Bytes file) throws IOException {
    JsonNode sizes = config.path("column_sizes");
    int varying = (int) sizes.valueStream().filter(JsonNode::isNull).count() * Integer.BYTES;
    long[] values = new long[sizes.size() + 1];
    values[0] = places[sample] + varying;
    ByteBuffer lengths = little(file.read(places[sample], varying));
    for (int i = 0; i < sizes.size(); i++) {
      long length = sizes.get(i).isNull() ? unsigned(lengths) : sizes.get(i).asLong();
      if (length < 0 || length > places[sample + 1] - values[i]) {
        throw new IllegalArgumentException("a value that continues behind its sample");
      }
      values[i + 1] = values[i] + length;
    }
    return values;
  }

  /**
   * A value as JSON would say it; missing if it can't be said.
   *
   * @param values of the sample, as {@link #values}
   */
  public JsonNode value(int column, long[] values, Bytes file) throws IOException {
    int size = checked(values[column + 1] - values[column]);
    ByteBuffer bytes = little(file.read(values[column], size));
    try {
      return value(encoding(column), bytes);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a value of %d bytes".formatted(size), e);
    }
  }

  private JsonNode value(String encoding, ByteBuffer bytes) throws IOException {
    String[] kind = encoding.split(":", -1);
    Integer elementBytes = encoding.startsWith(ARRAY) ? OF_NUMBERS.get(kind[1]) : null;
    if (elementBytes != null) {
      return array(kind, elementBytes, bytes);
    }
    return switch (encoding) {
      case "int" -> LongNode.valueOf(bytes.getLong());
      case "str", "str_int", "str_float", "str_decimal" -> TextNode.valueOf(text(bytes));
      case "json" -> json.read(text(bytes));
      default ->
          OF_NUMBERS.containsKey(encoding) ? number(encoding, bytes) : MissingNode.getInstance();
    };
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private static JsonNode array(String[] kind, int elementBytes, ByteBuffer bytes) {
    long length = kind.length > 2 ? Long.parseLong(kind[2]) : length(bytes);
    if (bytes.remaining() != length * elementBytes) {
      return MissingNode.getInstance(); // of several axes
    }
    ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
    while (bytes.hasRemaining()) {
      numbers.add(number(kind[1], bytes));
    }
    return numbers;
  }

  /**
   * An array whose length isn't always the same says how many axes it has, and how long each is.
   */
  private static long length(ByteBuffer array) {
    return switch (array.get()) {
      case 4 -> array.get() & 0xff;
      case 5 -> array.getShort() & 0xffff;
      case 6 -> unsigned(array);
      default -> -1;
    };
  }

  private static JsonNode number(String type, ByteBuffer bytes) {
    return switch (type) {
      case "int8" -> LongNode.valueOf(bytes.get());
      case "uint8" -> LongNode.valueOf(bytes.get() & 0xff);
      case "int16" -> LongNode.valueOf(bytes.getShort());
      case "uint16" -> LongNode.valueOf(bytes.getShort() & 0xffff);
      case "int32" -> LongNode.valueOf(bytes.getInt());
      case "uint32" -> LongNode.valueOf(unsigned(bytes));
      case "int64" -> LongNode.valueOf(bytes.getLong());
      case "float32" -> DoubleNode.valueOf(bytes.getFloat());
      default -> DoubleNode.valueOf(bytes.getDouble());
    };
  }
}
