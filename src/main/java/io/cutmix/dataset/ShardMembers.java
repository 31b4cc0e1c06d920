package io.cutmix.dataset;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Finds the files in a tar file by its headers, and refuses what no shard should hold. */
final class ShardMembers {
  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
  private static final String REMEDY = "; get the file anew";

  private final Problems.Place shard;

  /** For the tar file whose problems go there. */
  ShardMembers(Path shard, Problems problems) {
    this.shard = problems.at(shard.toString());
  }

  /** The files that the shard holds, in its order; none if it is cut off. Others are problems. */
  List<ShardMember> in(SeekableByteChannel channel) throws IOException {
    List<ShardMember> members = new ArrayList<>();
    TarEntries entries = new TarEntries(channel);
    try {
      for (TarArchiveEntry entry = entries.next(); entry != null; entry = entries.next()) {
        if (!entry.isCheckSumOK()) {
          long header = entry.getDataOffset() - RECORD;
          shard.problem(() -> "no tar header at byte " + header + REMEDY);
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

  /** By its plain name: packing a whole folder puts ./ before each. */
  private static ShardMember member(TarArchiveEntry entry) {
    return new ShardMember(
        requireNonNull(ImageName.of(entry.getName())),
        entry.getDataOffset(),
        Math.toIntExact(entry.getSize()));
  }

  private void tell(IOException e, long position, long size) {
    shard.problem(
        () ->
            position > size
                ? "truncated: it ends at byte %d, and what it holds goes on to byte %d"
                        .formatted(size, position)
                    + REMEDY
                : "no tar file: %s, before byte %d".formatted(e.getMessage(), position) + REMEDY);
  }

  /** A tar file ends in records of zeros; one that was cut off between two files doesn't. */
  private boolean isWhole(long size, long end) {
    if (size >= end + RECORD) {
      return true;
    }
    shard.problem(
        () ->
            "truncated: it ends at byte %d without the mark of a tar file's end".formatted(size)
                + REMEDY);
    return false;
  }

  private boolean isAllowed(TarArchiveEntry entry) {
    String name = entry.getName();
    if (entry.isSymbolicLink() || entry.isLink()) {
      return refused(name, "is a link; pack the file itself");
    }
    if (entry.isSparse() || entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()) {
      return refused(name, "is no ordinary file; leave it out");
    }
    if (Arrays.asList(name.split("[/\\\\]", -1)).contains("..")) {
      return refused(name, "has .. in its path; pack it by a path without");
    }
    if (ImageName.of(name) == null) {
      return refused(name, "has an absolute path; pack it by a relative one");
    }
    return entry.getSize() <= Integer.MAX_VALUE - RECORD
        || refused(name, "is larger than 2 GB; leave it out");
  }

  private boolean refused(String name, String reason) {
    shard.problem(() -> "the entry \"%s\" %s".formatted(name, reason));
    return false;
  }
}
