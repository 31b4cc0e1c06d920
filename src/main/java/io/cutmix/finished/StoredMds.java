package io.cutmix.finished;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.job.JsonReason;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A shard of MosaicML Streaming (MDS, version 2): how many samples it has, where each begins and
 * the last ends, the columns as JSON, and the samples. Immutable and thread-safe.
 *
 * @param name of the file
 * @param config the columns: their names, encodings and sizes
 * @param places where each sample begins, and where the last ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredMds(String name, Path file, JsonNode config, long[] places)
    implements ShardedRows.Shard {
  /** The file that lists the shards of a folder. */
  public static final String INDEX = "index.json";

  private static final String IMAGE = "image";

  /** More than the columns take as JSON. */
  private static final int MOST_CONFIG = 1 << 20;

  /** More than a sample has before its image. */
  private static final int HEAD = 4096;

  /**
   * What {@code index.json} says.
   *
   * @param shards by their names, in their order
   */
  public record Index(List<String> classes, Map<String, JsonNode> shards) {}

  /**
   * Reads it.
   *
   * @throws BrokenFile if there is no such file, or something else in it
   */
  public static Index index(FinishedFolder folder) throws IOException {
    JsonNode index;
    try {
      index = FinishedRow.JSON.readTree(Files.readAllBytes(folder.file(INDEX)));
    } catch (JacksonException e) {
      throw new BrokenFile(INDEX, "content", "JSON", JsonReason.of(e));
    }
    if (index.path("version").asInt() != 2 || !index.path("shards").isArray()) {
      throw new BrokenFile(INDEX, "content", "version 2 and shards", "others");
    }
    Map<String, JsonNode> shards = new LinkedHashMap<>();
    for (JsonNode shard : index.path("shards")) {
      shards.put(shard.at("/raw_data/basename").asText(), shard);
    }
    return new Index(index.path("classes").valueStream().map(JsonNode::asText).toList(), shards);
  }

  /**
   * Reads where the samples are.
   *
   * @throws BrokenFile if the file is missing, truncated, or something else
   */
  public static StoredMds open(FinishedFolder folder, String name) throws IOException {
    Path file = folder.file(name);
    long size = Files.size(file);
    ByteBuffer count = little(FinishedFolder.read(file, 0, Integer.BYTES));
    long samples = count.remaining() < Integer.BYTES ? size : count.getInt() & 0xffff_ffffL;
    if ((samples + 2) * Integer.BYTES > Math.min(size, Integer.MAX_VALUE)) {
      throw new BrokenFile(name, "samples", "as many as the file can hold", samples + "");
    }
    int places = (int) (samples + 1) * Integer.BYTES;
    ByteBuffer read = little(FinishedFolder.read(file, Integer.BYTES, places));
    long[] found = new long[(int) samples + 1];
    long before = (long) Integer.BYTES + places;
    long columns = before;
    for (int i = 0; i < found.length; i++) {
      found[i] = read.getInt() & 0xffff_ffffL;
      if (found[i] < before || found[i] > size || (i == samples && found[i] != size)) {
        throw new BrokenFile(name, "place " + i, before + " to " + size, found[i] + "");
      }
      before = found[i];
    }
    int length = (int) Math.min(found[0] - columns, MOST_CONFIG);
    byte[] config = FinishedFolder.read(file, columns, length);
    try {
      return new StoredMds(name, file, FinishedRow.JSON.readTree(config), found);
    } catch (JacksonException e) {
      throw new BrokenFile(name, "columns", "JSON", JsonReason.of(e));
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public int samples() {
    return places.length - 1;
  }

  /** Of the file. */
  public long size() {
    return places[samples()];
  }

  /** A sample: what it has beside its image, and where that is. */
  private record Sample(Map<String, ByteBuffer> values, long image, int imageBytes) {
    ByteBuffer value(String column) {
      ByteBuffer value = values.get(column);
      if (value == null) {
        throw new IllegalArgumentException("no column " + column);
      }
      return value.order(ByteOrder.LITTLE_ENDIAN);
    }

    String text(String column) {
      return StandardCharsets.UTF_8.decode(value(column)).toString();
    }
  }

  @Override
  public byte[] image(int index) throws IOException {
    Sample sample = sample(index);
    return FinishedFolder.read(file, sample.image, sample.imageBytes);
  }

  @Override
  public FinishedRow row(int index, int classes) throws IOException {
    Sample sample = sample(index);
    try {
      int[] box = new int[4];
      sample.value("bbox").asIntBuffer().get(box);
      return new FinishedRow(
          name + "/" + sample.text("file_name"),
          label(sample, classes),
          sample.value("lam").getDouble(),
          box,
          sample.text("source"),
          sample.text("partner"),
          Math.toIntExact(sample.value("copy").getLong()),
          Math.toIntExact(sample.value("batch").getLong()));
    } catch (IllegalArgumentException | ArithmeticException | BufferUnderflowException e) {
      throw broken(index, String.valueOf(e.getMessage()));
    }
  }

  private BrokenFile broken(int index, String reason) {
    return new BrokenFile(name, "sample " + index, "the columns of the shard", reason);
  }

  private static double[] label(Sample sample, int classes) throws IOException {
    if (sample.values.containsKey("soft_label")) {
      return floats(sample.value("soft_label"));
    }
    return FinishedRow.dense(
        longs(withLength(sample.value("label_ids"), Long.BYTES)),
        floats(withLength(sample.value("label_weights"), Float.BYTES)),
        classes);
  }

  /** An array of one axis says so, and how long it is, before its elements. */
  private static ByteBuffer withLength(ByteBuffer array, int elementBytes) {
    int axes = array.get();
    long length =
        switch (axes) {
          case 4 -> array.get() & 0xff;
          case 5 -> array.getShort() & 0xffff;
          case 6 -> array.getInt() & 0xffff_ffffL;
          default -> throw new IllegalArgumentException("an array of axes " + axes);
        };
    if (array.remaining() != length * elementBytes) {
      throw new IllegalArgumentException("an array of another length than " + length);
    }
    return array;
  }

  private static double[] floats(ByteBuffer array) {
    double[] numbers = new double[array.remaining() / Float.BYTES];
    Arrays.setAll(numbers, i -> array.getFloat());
    return numbers;
  }

  private static double[] longs(ByteBuffer array) {
    double[] numbers = new double[array.remaining() / Long.BYTES];
    Arrays.setAll(numbers, i -> array.getLong());
    return numbers;
  }

  private Sample sample(int index) throws IOException {
    long from = places[index];
    int size = (int) Math.min(places[index + 1] - from, Integer.MAX_VALUE);
    ByteBuffer values = little(FinishedFolder.read(file, from, Math.min(size, HEAD)));
    try {
      int[] lengths = lengths(values);
      Map<String, ByteBuffer> found = new HashMap<>();
      int at = values.position();
      int start = 0;
      int image = 0;
      for (int column = 0; column < lengths.length; column++) {
        String value = config.path("column_names").path(column).asText();
        if (value.equals(IMAGE)) {
          image = column;
          start = at;
          values =
              little(
                  FinishedFolder.read(
                      file, from + at + lengths[column], size - at - lengths[column]));
        } else {
          found.put(value, values.slice(values.position(), lengths[column]));
          values.position(values.position() + lengths[column]);
        }
        at += lengths[column];
      }
      if (at != size) {
        throw broken(index, "bytes behind them");
      }
      return new Sample(found, from + start, lengths[image]);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
      throw broken(index, "the end");
    }
  }

  /** Of the values; those that aren't always the same stand before the first. */
  private int[] lengths(ByteBuffer sample) {
    JsonNode sizes = config.path("column_sizes");
    int[] lengths = new int[sizes.size()];
    long left = Integer.MAX_VALUE;
    for (int column = 0; column < lengths.length; column++) {
      lengths[column] = sizes.path(column).isInt() ? sizes.path(column).asInt() : sample.getInt();
      left -= Objects.checkIndex(lengths[column], left);
    }
    return lengths;
  }
}
