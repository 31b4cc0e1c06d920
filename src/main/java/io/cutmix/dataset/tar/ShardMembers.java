package io.cutmix.dataset.tar;

import static java.util.Objects.requireNonNull;

import io.cutmix.dataset.Problems;
import io.cutmix.dataset.labelfile.ImageName;
import io.cutmix.job.Problem;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Finds the files in a tar file by its headers, and refuses what no shard should hold. */
final class ShardMembers {
  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
  private static final short GZIP = 0x1f8b;
  private static final String REMEDY = "get the file again";

  private final Problems.At shard;

  /**
   * A file in a tar file.
   *
   * @param name its path in the shard
   * @param offset where its bytes begin
   * @param size how many there are
   */
  record ShardMember(String name, long offset, int size) {
    byte[] read(SeekableByteChannel shard) throws IOException {
      return Storage.read(shard, offset, size);
    }
  }

  /** For the tar file whose problems go there. */
  ShardMembers(Problems.At shard) {
    this.shard = shard;
  }

  /** The files that the shard holds, in its order; none if it is cut off. Others are problems. */
  List<ShardMember> in(SeekableByteChannel channel) throws IOException {
    if (isGzip(channel)) {
      shard.add(
          () ->
              Problem.of("is compressed by gzip")
                  .remedy("unpack it with gunzip, and give the .tar"));
      return List.of();
    }
    List<ShardMember> members = new ArrayList<>();
    TarEntries entries = new TarEntries(channel);
    try {
      for (TarArchiveEntry entry = entries.next(); entry != null; entry = entries.next()) {
        if (!entry.isCheckSumOK()) {
          long header = entry.getDataOffset() - RECORD;
          shard.add(() -> Problem.of("no tar header at byte %d", header).remedy(REMEDY));
        } else if (!entry.isDirectory() && isAllowed(entry)) {
          members.add(member(entry));
        }
      }
    } catch (IOException e) {
      tell(e, entries.position(), channel.size());
      return List.of();
    }
    return isWhole(channel.size(), entries.end()) ? members : List.of();
  }

  private static boolean isGzip(SeekableByteChannel channel) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(2);
    int count = Storage.read(channel, 0, first);
    return count == 2 && first.getShort(0) == GZIP;
  }

  /** By its plain name: packing a whole folder puts ./ before each. */
  private static ShardMember member(TarArchiveEntry entry) {
    return new ShardMember(
        requireNonNull(ImageName.of(entry.getName())),
        entry.getDataOffset(),
        Math.toIntExact(entry.getSize()));
  }

  private void tell(IOException e, long position, long size) {
    Problem problem =
        position > size
            ? Problem.of(
                "truncated: it ends at byte %d, and what it holds continues to byte %d",
                size, position)
            : Problem.of(
                "no tar file: %2$s, before byte %1$d", position, String.valueOf(e.getMessage()));
    shard.add(() -> problem.remedy(REMEDY));
  }

  /** A tar file ends in records of zeros; one that was cut off between two files doesn't. */
  private boolean isWhole(long size, long end) {
    if (size >= end + RECORD) {
      return true;
    }
    shard.add(
        () ->
            Problem.of("truncated: it ends at byte %d without the mark of a tar file's end", size)
                .remedy(REMEDY));
    return false;
  }

  private boolean isAllowed(TarArchiveEntry entry) {
    String name = entry.getName();
    if (entry.isSymbolicLink() || entry.isLink()) {
      return refused(name, "is a link", "pack the file itself");
    }
    if (entry.isSparse() || entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()) {
      return refused(name, "is no ordinary file", "remove it");
    }
    if (Arrays.asList(name.split("[/\\\\]", -1)).contains("..")) {
      return refused(name, "has .. in its path", "pack it by a path without");
    }
    if (ImageName.of(name) == null) {
      return refused(name, "has an absolute path", "pack it by a relative one");
    }
    return entry.getSize() <= Integer.MAX_VALUE - RECORD
        || refused(name, "is larger than 2 GB", "remove it");
  }

  private boolean refused(String name, String what, String remedy) {
    shard.add(() -> Problem.of("the entry \"%s\" %s", name, what).remedy(remedy));
    return false;
  }
}
