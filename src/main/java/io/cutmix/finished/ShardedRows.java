package io.cutmix.finished;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code shards.json} or {@code index.json}, and the rows in the shards that it names. */
final class ShardedRows extends LabelFile {
  private final Optional<JsonNode> header;
  private final Opening opening;
  private final List<String> classes;
  private final Iterator<Map.Entry<String, Integer>> shards;
  private @Nullable Shard shard;
  private int next;

  /** A shard of images with their rows. Immutable and thread-safe. */
  interface Shard {
    String name();

    int samples();

    /**
     * Reads a row, whose file name says the shard too.
     *
     * @param classes how many there are; 0 if that is unknown
     */
    FinishedRow row(int sample, int classes) throws IOException;

    byte[] image(int sample) throws IOException;
  }

  private interface Opening {
    Shard open(String name) throws IOException;
  }

  /**
   * @param count how many classes there are; 0 if nobody else knows
   * @param shards their names, and how many images each has
   */
  private ShardedRows(
      String name,
      Optional<JsonNode> header,
      Opening opening,
      int count,
      List<String> classes,
      Map<String, Integer> shards) {
    super(name, count == 0 ? classes.size() : count);
    this.header = header;
    this.opening = opening;
    this.classes = classes;
    this.shards = shards.entrySet().iterator();
  }

  /** Those of tar files. */
  static ShardedRows ofTars(FinishedFolder folder, Path manifest, int count) throws IOException {
    JsonNode json = FinishedRow.JSON.readTree(Files.readAllBytes(manifest));
    Map<String, Integer> shards = new LinkedHashMap<>();
    for (JsonNode shard : json.path("shards")) {
      shards.put(shard.path("file_name").asText(), shard.path("images").asInt());
    }
    List<String> classes = json.path("classes").valueStream().map(JsonNode::asText).toList();
    return new ShardedRows(
        "shards.json",
        Optional.of(((ObjectNode) json).without(List.of("classes", "shards"))),
        name -> StoredTar.open(folder, name).rows(),
        count,
        classes,
        shards);
  }

  /** Those of MosaicML Streaming. */
  static ShardedRows ofMds(FinishedFolder folder, int count) throws IOException {
    StoredMds.Index index = StoredMds.index(folder);
    Map<String, Integer> shards = new LinkedHashMap<>();
    index.shards().forEach((name, shard) -> shards.put(name, shard.path("samples").asInt()));
    return new ShardedRows(
        StoredMds.INDEX,
        Optional.empty(),
        name -> StoredMds.open(folder, name),
        count,
        index.classes(),
        shards);
  }

  @Override
  public Optional<JsonNode> header() {
    return header;
  }

  @Override
  public Optional<List<String>> classes() {
    return Optional.of(classes);
  }

  @Override
  public Optional<Image> image() {
    Shard last = shard;
    int sample = next - 1;
    return last == null ? Optional.empty() : Optional.of(() -> last.image(sample));
  }

  @Override
  @Nullable FinishedRow row() throws IOException {
    while (shard == null || next == shard.samples()) {
      if (!shards.hasNext()) {
        return null;
      }
      Map.Entry<String, Integer> listed = shards.next();
      shard = opening.open(listed.getKey());
      next = 0;
      if (shard.samples() != listed.getValue()) {
        throw new BrokenFile(
            name(), shard.name(), listed.getValue() + " images", shard.samples() + "");
      }
    }
    return shard.row(next++, count);
  }

  @Override
  String place() {
    return shard == null ? "shards" : shard.name();
  }

  @Override
  public void close() {}
}
