package io.cutmix.finished;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code shards.json}, and the rows in the tar files that it names. */
final class ShardedRows extends LabelFile {
  private final FinishedFolder folder;
  private final int count;
  private final JsonNode manifest;
  private final Iterator<JsonNode> shards;
  private StoredTar tar = new StoredTar("", 0, List.of());
  private Iterator<StoredTar.Sample> samples = Collections.emptyIterator();

  ShardedRows(FinishedFolder folder, Path file, int count) throws IOException {
    super("shards.json");
    this.folder = folder;
    this.count = count;
    this.manifest = FinishedRow.JSON.readTree(Files.readAllBytes(file));
    this.shards = manifest.path("shards").iterator();
  }

  @Override
  public Optional<List<String>> classes() {
    return Optional.of(manifest.path("classes").valueStream().map(JsonNode::asText).toList());
  }

  @Override
  @Nullable FinishedRow row() throws IOException {
    while (!samples.hasNext()) {
      if (!shards.hasNext()) {
        return null;
      }
      open(shards.next());
    }
    StoredTar.Sample sample = samples.next();
    // The file of the image is what merged rows have as their name.
    return tar.row(sample.row(), count).withFileName(tar.pathOf(sample.image()));
  }

  private void open(JsonNode shard) throws IOException {
    tar = StoredTar.open(folder, shard.path("file_name").asText());
    List<StoredTar.Sample> found = tar.samples();
    samples = found.iterator();
    long expected = shard.path("images").asLong();
    if (found.size() != expected) {
      throw new BrokenFile(
          "shards.json", tar.name(), expected + " images", Integer.toString(found.size()));
    }
  }

  @Override
  String place() {
    return tar.name();
  }

  @Override
  public void close() {}
}
