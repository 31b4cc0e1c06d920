package io.cutmix.finished;

import com.fasterxml.jackson.core.JacksonException;
import io.cutmix.job.JsonReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * A tar shard: for each sample an image, then its label row. Immutable and thread-safe.
 *
 * @param name of the file
 * @param size of the file in bytes
 * @param members in the order of the file
 */
public record StoredTar(String name, long size, List<Member> members) {
  private static final int BLOCK = 512;

  /** Tools fill up the last of these with zeros. */
  private static final int RECORD = 20 * BLOCK;

  public StoredTar {
    members = List.copyOf(members);
  }

  /** What lies in a tar file, read when it is asked for. */
  public record Member(String name, Path tar, long offset, int size) {

    /** Whether it is the label row of the image before it. */
    public boolean isRow() {
      return name.endsWith(".json");
    }

    public byte[] bytes() throws IOException {
      return FinishedFolder.read(tar, offset, size);
    }
  }

  /**
   * Lists the members.
   *
   * @throws BrokenFile if the file is missing, no tar file, has a damaged header, or ends before
   *     its end marker
   */
  public static StoredTar open(FinishedFolder folder, String name) throws IOException {
    Path file = folder.file(name);
    List<TarArchiveEntry> entries;
    try (TarFile tar = new TarFile(file)) {
      entries = tar.getEntries();
    } catch (IOException | RuntimeException e) {
      throw new BrokenFile(name, "file", "a whole tar file", String.valueOf(e.getMessage()));
    }
    long end = 2L * BLOCK;
    for (TarArchiveEntry entry : entries) {
      if (!entry.isCheckSumOK()) {
        throw new BrokenFile(
            name, "byte " + (entry.getDataOffset() - BLOCK), "a tar header", "none");
      }
      long data = (entry.getSize() + BLOCK - 1) / BLOCK * BLOCK;
      end = entry.getDataOffset() + data + 2L * BLOCK;
    }
    long size = Files.size(file);
    if (size < end) {
      throw new BrokenFile(name, "bytes", "at least " + end, Long.toString(size));
    }
    byte[] rest =
        FinishedFolder.read(file, end - 2L * BLOCK, (int) Math.min(size - end, RECORD) + 2 * BLOCK);
    if (size - end >= RECORD || !Arrays.equals(rest, new byte[rest.length])) {
      throw new BrokenFile(name, "content behind its last member", "none", "bytes");
    }
    return new StoredTar(name, size, entries.stream().map(entry -> member(file, entry)).toList());
  }

  /**
   * The samples in the order of the file.
   *
   * @throws BrokenFile if a label row has no image before it
   */
  public List<LabelFile.Sample> samples() throws BrokenFile {
    List<LabelFile.Sample> samples = new ArrayList<>();
    Member image = null;
    for (Member member : members) {
      if (!member.isRow()) {
        image = member;
      } else if (image == null) {
        throw new BrokenFile(pathOf(member), "image before it", "there", "missing");
      } else {
        samples.add(sample(image, member));
        image = null;
      }
    }
    return samples;
  }

  private LabelFile.Sample sample(Member image, Member row) {
    // The file of the image is what merged rows have as their name.
    return new LabelFile.Sample(
        classes -> row(row, classes).withFileName(pathOf(image)), image::bytes);
  }

  /**
   * Reads a label row.
   *
   * @param classes how many there are; 0 if that is unknown
   * @throws BrokenFile if the member is no such row
   */
  public FinishedRow row(Member member, int classes) throws IOException {
    String reason;
    try {
      return FinishedRow.of(FinishedRow.JSON.readTree(member.bytes()), classes);
    } catch (JacksonException e) {
      reason = JsonReason.of(e);
    } catch (IllegalArgumentException e) {
      reason = String.valueOf(e.getMessage());
    }
    throw new BrokenFile(pathOf(member), "content", "a row of labels", reason);
  }

  private static Member member(Path file, TarArchiveEntry entry) {
    return new Member(entry.getName(), file, entry.getDataOffset(), (int) entry.getSize());
  }

  /** What a member is called outside of the file. */
  public String pathOf(Member member) {
    return name + "/" + member.name();
  }
}
