package io.cutmix.finished;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.JsonReason;
import io.cutmix.storage.Storage;
import io.cutmix.table.MdsShard;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A shard of MosaicML Streaming. Immutable and thread-safe.
 *
 * @param name of the file
 * @param shard what it says of itself
 */
public record StoredMds(String name, Path file, MdsShard shard) {
  /** The file that lists the shards of a folder. */
  public static final String INDEX = "index.json";

  private static final String IMAGE = "image";

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
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return new StoredMds(
          name, file, MdsShard.open(channel.size(), bytes(channel), FinishedRow.JSON::readTree));
    } catch (JacksonException e) {
      throw new BrokenFile(name, "columns", "JSON", JsonReason.of(e));
    } catch (IllegalArgumentException e) {
      throw new BrokenFile(name, "head", "that of a shard", String.valueOf(e.getMessage()));
    }
  }

  /** How many samples it holds. */
  public int count() {
    return shard.samples();
  }

  /** All that it holds. */
  List<LabelFile.Sample> samples() {
    return IntStream.range(0, count()).mapToObj(this::sample).toList();
  }

  /** A sample, by its number from 0. */
  public LabelFile.Sample sample(int number) {
    return new LabelFile.Sample(classes -> row(number, classes), () -> image(number));
  }

  /** Of the file. */
  public long size() {
    return shard.places()[count()];
  }

  /** The columns: their names, encodings and sizes. */
  public JsonNode config() {
    return shard.config();
  }

  private static MdsShard.Bytes bytes(SeekableByteChannel file) {
    return (from, count) -> Storage.read(file, from, count);
  }

  private interface Use<T> {
    T of(long[] values, MdsShard.Bytes bytes) throws IOException;
  }

  private <T> T use(int index, Use<T> use) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      MdsShard.Bytes bytes = bytes(channel);
      long[] values = shard.values(index, bytes);
      if (values[values.length - 1] != shard.places()[index + 1]) {
        throw new IllegalArgumentException("bytes behind them");
      }
      return use.of(values, bytes);
    } catch (IllegalArgumentException e) {
      throw new BrokenFile(
          name, "sample " + index, "the columns of the shard", String.valueOf(e.getMessage()));
    }
  }

  private byte[] image(int index) throws IOException {
    return use(
        index,
        (values, bytes) -> {
          for (int column = 0; column < values.length - 1; column++) {
            if (shard.name(column).equals(IMAGE)) {
              return bytes.read(values[column], (int) (values[column + 1] - values[column]));
            }
          }
          throw new IllegalArgumentException("no column " + IMAGE);
        });
  }

  private FinishedRow row(int index, int classes) throws IOException {
    return use(
        index,
        (values, bytes) -> {
          ObjectNode fields = FinishedRow.JSON.createObjectNode();
          for (int column = 0; column < values.length - 1; column++) {
            if (!shard.name(column).equals(IMAGE)) {
              fields.set(shard.name(column), shard.value(column, values, bytes));
            }
          }
          FinishedRow row = FinishedRow.of(fields, classes);
          return row.withFileName(name + "/" + row.fileName());
        });
  }
}
