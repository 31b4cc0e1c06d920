package io.cutmix.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.JsonReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The members of tar files: for each sample an image, then its label row. */
final class TarImages implements ImageStore {
  private static final int BLOCK = 512;
  private static final JsonMapper JSON = new JsonMapper();

  private final RecordedRun run;
  private final int classes;
  private final Differences differences;
  private final List<String> files = new ArrayList<>();
  private String tar = "";
  private List<TarArchiveEntry> members = List.of();
  private int next;

  TarImages(RecordedRun run, int classes, Differences differences) {
    this.run = run;
    this.classes = classes;
    this.differences = differences;
  }

  @Override
  public String name(Row row) throws IOException {
    int member = row.fileName().indexOf(".tar/") + 4;
    if (member < 4) {
      throw new BrokenFile(row.fileName(), "file_name", "a member of a tar file", "another");
    }
    String file = row.fileName().substring(0, member);
    if (!file.equals(tar)) {
      end();
      tar = file;
      next = 0;
      members = List.of();
      files.add(tar);
      members = members();
    }
    return row.fileName();
  }

  private List<TarArchiveEntry> members() throws IOException {
    Path file = run.file(tar);
    if (!Files.isRegularFile(file)) {
      throw new BrokenFile(tar, "file", "there", "missing");
    }
    long end = 0;
    List<TarArchiveEntry> found;
    try (TarFile opened = new TarFile(file)) {
      found = opened.getEntries();
    } catch (IOException | RuntimeException e) {
      throw new BrokenFile(tar, "file", "a whole tar file", String.valueOf(e.getMessage()));
    }
    for (TarArchiveEntry entry : found) {
      end = entry.getDataOffset() + (entry.getSize() + BLOCK - 1) / BLOCK * BLOCK;
    }
    long size = Files.size(file);
    if (size < end + 2 * BLOCK) {
      throw new BrokenFile(tar, "bytes", "at least " + (end + 2 * BLOCK), Long.toString(size));
    }
    int limit = run.options().whole("shard-bytes", Integer.MAX_VALUE);
    if (size > limit && found.size() > 2) {
      differences.add(tar, "bytes", "at most " + limit, size);
    }
    return found;
  }

  @Override
  public Stored find(Row row) throws IOException {
    String image = row.fileName().substring(tar.length() + 1);
    TarArchiveEntry found = member(image);
    TarArchiveEntry label = member(image.replaceFirst("\\.[a-z]+$", ".json"));
    Path file = run.file(tar);
    try {
      byte[] json = NpyArray.read(file, label.getDataOffset(), (int) label.getSize());
      row.compare(
          Row.of(JSON.readTree(json), classes), label.getName(), row.fileName(), differences);
    } catch (JacksonException | IllegalArgumentException e) {
      String reason =
          e instanceof JacksonException json ? JsonReason.of(json) : String.valueOf(e.getMessage());
      differences.add(tar + "/" + label.getName(), "content", "a row of labels", reason);
    }
    return () -> NpyArray.read(file, found.getDataOffset(), (int) found.getSize());
  }

  /** The member of that name, which must be the next. */
  private TarArchiveEntry member(String name) throws BrokenFile {
    int at = 0;
    while (at < members.size() && !members.get(at).getName().equals(name)) {
      at++;
    }
    if (at == members.size()) {
      throw new BrokenFile(tar + "/" + name, "member", "there", "missing");
    }
    if (at < next) {
      differences.add(tar + "/" + name, "place", "behind " + members.get(next - 1).getName(), at);
    }
    passExtra(at);
    next = at + 1;
    return members.get(at);
  }

  private void passExtra(int to) {
    for (; next < to; next++) {
      differences.add(tar + "/" + members.get(next).getName(), "member", "none", "one");
    }
  }

  @Override
  public void end() {
    passExtra(members.size());
  }

  @Override
  public List<String> files() {
    return files;
  }
}
