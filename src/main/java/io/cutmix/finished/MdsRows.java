package io.cutmix.finished;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code index.json}, and the rows in the shards of MosaicML Streaming that it names. */
final class MdsRows extends LabelFile {
  private final FinishedFolder folder;
  private final int count;
  private final StoredMds.Index index;
  private final Iterator<Map.Entry<String, JsonNode>> shards;
  private @Nullable StoredMds shard;
  private int next;

  MdsRows(FinishedFolder folder, int count) throws IOException {
    super(StoredMds.INDEX);
    this.folder = folder;
    this.count = count;
    this.index = StoredMds.index(folder);
    this.shards = index.shards().entrySet().iterator();
  }

  @Override
  public Optional<List<String>> classes() {
    return Optional.of(index.classes());
  }

  @Override
  public Optional<Image> image() {
    StoredMds last = shard;
    int sample = next - 1;
    return last == null ? Optional.empty() : Optional.of(() -> last.image(sample));
  }

  @Override
  @Nullable FinishedRow row() throws IOException {
    while (shard == null || next == shard.samples()) {
      if (!shards.hasNext()) {
        return null;
      }
      Map.Entry<String, JsonNode> listed = shards.next();
      shard = StoredMds.open(folder, listed.getKey());
      next = 0;
      int samples = listed.getValue().path("samples").asInt();
      if (shard.samples() != samples) {
        throw new BrokenFile(name(), shard.name(), samples + " samples", shard.samples() + "");
      }
    }
    return shard.row(next++, count == 0 ? index.classes().size() : count);
  }

  @Override
  String place() {
    return shard == null ? "shards" : shard.name();
  }

  @Override
  public void close() {}
}
