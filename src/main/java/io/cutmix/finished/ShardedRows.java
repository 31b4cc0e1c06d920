package io.cutmix.finished;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code shards.json} or {@code index.json}, and the rows in the shards that it names. */
final class ShardedRows extends LabelFile {
  private final Storage.Opening<String, List<Sample>> opening;
  private final int classes;
  private final Iterator<Map.Entry<String, Integer>> shards;
  private String shard = "shards";
  private Iterator<Sample> samples = Collections.emptyIterator();
  private @Nullable Sample last;

  /**
   * @param classes how many there are; 0 if nobody else knows
   * @param shards their names, and how many images each has
   */
  private ShardedRows(
      String name,
      JsonNode header,
      int classes,
      Map<String, Integer> shards,
      Storage.Opening<String, List<Sample>> opening) {
    super(name, header, () -> {});
    this.opening = opening;
    this.classes = classes == 0 ? header.path("classes").size() : classes;
    this.shards = shards.entrySet().iterator();
  }

  /** Those of tar files. */
  static ShardedRows ofTars(FinishedFolder folder, Path manifest, int classes) throws IOException {
    ObjectNode json = (ObjectNode) FinishedRow.JSON.readTree(Files.readAllBytes(manifest));
    Map<String, Integer> shards = new LinkedHashMap<>();
    for (JsonNode shard : json.path("shards")) {
      shards.put(shard.path("file_name").asText(), shard.path("images").asInt());
    }
    return new ShardedRows(
        "shards.json",
        json.without("shards"),
        classes,
        shards,
        name -> StoredTar.open(folder, name).samples());
  }

  /** Those of MosaicML Streaming. */
  static ShardedRows ofMds(FinishedFolder folder, int classes) throws IOException {
    StoredMds.Index index = StoredMds.index(folder);
    ObjectNode header = FinishedRow.JSON.createObjectNode();
    index.classes().forEach(header.putArray("classes")::add);
    Map<String, Integer> shards = new LinkedHashMap<>();
    index.shards().forEach((name, shard) -> shards.put(name, shard.path("samples").asInt()));
    return new ShardedRows(
        StoredMds.INDEX, header, classes, shards, name -> StoredMds.open(folder, name).samples());
  }

  @Override
  public Optional<Image> image() {
    return Optional.ofNullable(last).map(Sample::image);
  }

  @Override
  @Nullable FinishedRow row() throws IOException {
    while (!samples.hasNext()) {
      if (!shards.hasNext()) {
        return null;
      }
      Map.Entry<String, Integer> listed = shards.next();
      shard = listed.getKey();
      List<Sample> found = opening.of(shard);
      samples = found.iterator();
      if (found.size() != listed.getValue()) {
        throw new BrokenFile(name(), shard, listed.getValue() + " images", found.size() + "");
      }
    }
    last = samples.next();
    return last.row().read(classes);
  }

  @Override
  String place() {
    return shard;
  }
}
