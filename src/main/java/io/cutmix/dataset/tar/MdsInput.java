package io.cutmix.dataset.tar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.JsonText;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.TableSource;
import io.cutmix.dataset.labelfile.JsonFields;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Readers;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a shard of MosaicML Streaming (MDS, version 2), which isn't compressed: how many
 * there are, where each begins and the last ends, the columns as JSON, and the samples. Of these
 * each has the lengths of its values that aren't always the same, then its values.
 */
final class MdsInput implements ImageRows {
  private static final Set<String> OF_IMAGES = Set.of("jpeg", "png", "bytes");

  /** Bytes of a number by the name of its type. */
  private static final Map<String, Integer> OF_NUMBERS =
      Map.of(
          "int8", 1, "uint8", 1, "int16", 2, "uint16", 2, "int32", 4, "uint32", 4, "int64", 8,
          "float32", 4, "float64", 8);

  /** More than the label of a sample takes. */
  private static final int LONGEST = 1 << 24;

  private static final String ARRAY = "ndarray:";

  private final TableSource source;
  private final Place place;
  private final Strides file;
  private final long[] places;
  private final JsonNode config;
  private final String column;
  private @Nullable JsonFields fields;
  private int next;

  MdsInput(Path path, SeekableByteChannel channel, TableSource source) throws IOException {
    if (!path.toString().endsWith(".mds")) {
      throw new ProblemException(
          Problem.of("a compressed shard is not supported").remedy("unpack it, as with zstd -d"));
    }
    this.source = source;
    this.place = Place.of(path);
    this.file = new Strides(channel, channel.size(), System::nanoTime);
    this.places = reading(this::places);
    this.config = reading(this::config);
    this.column = ImageRows.chosen(source, columns());
  }

  private List<String> columns() throws ProblemException {
    List<String> columns =
        IntStream.range(0, config.path("column_names").size())
            .filter(i -> OF_IMAGES.contains(encoding(i)))
            .mapToObj(this::name)
            .toList();
    if (columns.isEmpty()) {
      throw new ProblemException(
          Problem.of(
                  "no column holds images as jpeg, png or bytes (encodings: %s)",
                  String.join(
                      ", ",
                      config.path("column_encodings").valueStream().map(JsonNode::asText).toList()))
              .remedy("write them in one of these encodings"));
    }
    return columns;
  }

  private static <T> T reading(Readers.Reading<T> step) throws IOException {
    try {
      return step.read();
    } catch (EOFException
        | JsonProcessingException
        | BufferUnderflowException
        | IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of("truncated, damaged, or no shard of MosaicML Streaming (MDS, version 2)")
              .remedy("get the file again"),
          e);
    }
  }

  private long[] places() throws IOException {
    long samples = buffer(0, Integer.BYTES).getInt() & 0xffff_ffffL;
    if ((samples + 2) * Integer.BYTES > Math.min(file.size(), Integer.MAX_VALUE)) {
      throw new EOFException();
    }
    long[] found = new long[(int) samples + 1];
    ByteBuffer read = buffer(Integer.BYTES, (long) found.length * Integer.BYTES);
    long before = (found.length + 1L) * Integer.BYTES;
    for (int i = 0; i < found.length; i++) {
      found[i] = read.getInt() & 0xffff_ffffL;
      if (found[i] < before
          || found[i] > file.size()
          || (i == samples && found[i] != file.size())) {
        throw new EOFException();
      }
      before = found[i];
    }
    return found;
  }

  private JsonNode config() throws IOException {
    long start = (places.length + 1L) * Integer.BYTES;
    byte[] text = file.read(start, checked(places[0] - start));
    return JsonText.value(new String(text, StandardCharsets.UTF_8));
  }

  private static int checked(long size) {
    if (size < 0 || size > LONGEST) {
      throw new IllegalArgumentException("a value of %d bytes".formatted(size));
    }
    return (int) size;
  }

  private ByteBuffer buffer(long from, long size) throws IOException {
    return ByteBuffer.wrap(file.read(from, checked(size))).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String name(int i) {
    return config.path("column_names").path(i).asText();
  }

  private String encoding(int i) {
    return config.path("column_encodings").path(i).asText();
  }

  @Override
  public String column() {
    return column;
  }

  @Override
  public ClassList classes() {
    return source.rules().classes();
  }

  @Override
  public @Nullable ImageRow next(Problems.At at) throws IOException {
    return next == places.length - 1 ? null : reading(() -> row(next++, at));
  }

  private ImageRow row(int sample, Problems.At at) throws IOException {
    JsonNode sizes = config.path("column_sizes");
    long[] lengths = new long[sizes.size()];
    long from = places[sample];
    for (int i = 0; i < lengths.length; i++) {
      boolean isVarying = sizes.path(i).isNull();
      lengths[i] =
          isVarying ? buffer(from, Integer.BYTES).getInt() & 0xffff_ffffL : sizes.path(i).asLong();
      from += isVarying ? Integer.BYTES : 0;
    }
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    long image = 0;
    int size = -1;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0 || lengths[i] > places[sample + 1] - from) {
        throw new EOFException();
      }
      if (name(i).equals(column)) {
        image = from;
        size = (int) lengths[i];
      } else if (isLabel(name(i))) {
        values.set(name(i), value(encoding(i), buffer(from, lengths[i])));
      }
      from += lengths[i];
    }
    JsonFields known = fields;
    if (known == null) {
      known = JsonFields.ofLabels(place, source.rules(), values);
      fields = known;
    }
    for (int i = 0; i < lengths.length; i++) {
      if (values.path(name(i)).isMissingNode() && known.labels().contains(name(i))) {
        throw new ProblemException(
            Problem.of("labels as %s are not supported", encoding(i))
                .remedy("write \"%s\" as int, str or ndarray:float32:N".formatted(name(i))));
      }
    }
    return new ImageRow(known.label(values, at), image, size);
  }

  /** Once the columns of labels are known, whether it is one of them. */
  private boolean isLabel(String name) {
    return fields == null || fields.reads(name);
  }

  /** What JSON would say; missing if it can't be said. */
  private static JsonNode value(String encoding, ByteBuffer bytes) throws IOException {
    JsonNodeFactory json = JsonNodeFactory.instance;
    switch (encoding) {
      case "int" -> {
        return LongNode.valueOf(bytes.getLong());
      }
      case "str", "str_int", "str_float", "str_decimal" -> {
        return TextNode.valueOf(StandardCharsets.UTF_8.decode(bytes).toString());
      }
      case "json" -> {
        return JsonText.value(StandardCharsets.UTF_8.decode(bytes).toString());
      }
      default -> {}
    }
    if (OF_NUMBERS.containsKey(encoding)) {
      return number(encoding, bytes);
    }
    String[] array = encoding.split(":", -1);
    if (!encoding.startsWith(ARRAY) || !OF_NUMBERS.containsKey(array[1])) {
      return json.missingNode();
    }
    long length = array.length > 2 ? Long.parseLong(array[2]) : length(bytes);
    if (bytes.remaining() != length * OF_NUMBERS.get(array[1])) {
      return json.missingNode(); // of several axes
    }
    ArrayNode numbers = json.arrayNode();
    while (bytes.hasRemaining()) {
      numbers.add(number(array[1], bytes));
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
      case 6 -> array.getInt() & 0xffff_ffffL;
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
      case "uint32" -> LongNode.valueOf(bytes.getInt() & 0xffff_ffffL);
      case "int64" -> LongNode.valueOf(bytes.getLong());
      case "float32" -> DoubleNode.valueOf(bytes.getFloat());
      default -> DoubleNode.valueOf(bytes.getDouble());
    };
  }
}
