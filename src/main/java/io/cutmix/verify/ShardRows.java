package io.cutmix.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.JsonReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;

/** {@code shards.json}, and the rows in the tar files that it names. */
final class ShardRows implements RowFile {
  private static final JsonMapper JSON = new JsonMapper();

  private final String name;
  private final RecordedRun run;
  private final int classes;
  private final JsonNode manifest;
  private final Iterator<JsonNode> shards;
  private JsonNode shard = JSON.createObjectNode();
  private Iterator<TarArchiveEntry> members = Collections.emptyIterator();
  private String image = "";
  private long images;

  /**
   * @param count how many classes there are
   */
  ShardRows(RecordedRun run, Path file, int count) throws IOException {
    this.name = file.getFileName().toString();
    this.run = run;
    this.classes = count;
    try {
      this.manifest = JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new BrokenFile(name, "file", "JSON", JsonReason.of(e));
    }
    this.shards = manifest.path("shards").iterator();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<List<String>> classes() {
    return Optional.of(manifest.path("classes").valueStream().map(JsonNode::asText).toList());
  }

  @Override
  public @Nullable Row next() throws IOException {
    while (true) {
      while (members.hasNext()) {
        TarArchiveEntry member = members.next();
        if (member.getName().endsWith(".json")) {
          images++;
          return row(member);
        }
        image = member.getName();
      }
      requireCount();
      if (!shards.hasNext()) {
        return null;
      }
      open(shards.next());
    }
  }

  private void open(JsonNode next) throws IOException {
    shard = next;
    images = 0;
    Path file = run.file(tar());
    if (!Files.isRegularFile(file)) {
      throw new BrokenFile(tar(), "file", "there", "missing");
    }
    try (TarFile opened = new TarFile(file)) {
      members = List.copyOf(opened.getEntries()).iterator();
    } catch (IOException | RuntimeException e) {
      throw new BrokenFile(tar(), "file", "a whole tar file", String.valueOf(e.getMessage()));
    }
  }

  private String tar() {
    return shard.path("file_name").asText();
  }

  private void requireCount() throws BrokenFile {
    long expected = shard.path("images").asLong();
    if (images != expected) {
      throw new BrokenFile(name, tar(), expected + " images", Long.toString(images));
    }
  }

  /** The file of an image in front of its label is what merged rows have as their name. */
  private Row row(TarArchiveEntry member) throws IOException {
    try {
      byte[] json = NpyArray.read(run.file(tar()), member.getDataOffset(), (int) member.getSize());
      return Row.of(JSON.readTree(json), classes).withFileName(tar() + "/" + image);
    } catch (JacksonException | IllegalArgumentException e) {
      String reason =
          e instanceof JacksonException json ? JsonReason.of(json) : String.valueOf(e.getMessage());
      throw new BrokenFile(tar() + "/" + member.getName(), "content", "a row of labels", reason);
    }
  }

  @Override
  public void close() {}
}
