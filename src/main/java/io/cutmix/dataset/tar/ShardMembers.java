package io.cutmix.dataset.tar;

import static java.util.Objects.requireNonNull;

import io.cutmix.dataset.Dataset.Glimpse;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.labelfile.ImageName;
import io.cutmix.job.ForeignFile;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Strides;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Finds the files in a tar file by its headers, and refuses what no shard should hold.
 *
 * @param shard where its problems go
 */
record ShardMembers(Problems.At shard, Passing passing) {
  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
  private static final int MAGIC = 257;
  private static final String REMEDY = "get the file again";

  /**
   * A file in a tar file.
   *
   * @param name its path in the shard
   * @param offset where its bytes begin
   * @param size how many there are
   * @param content the bytes, if they were kept; otherwise none
   * @param glimpse what was seen of an image
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record ShardMember(
      String name, long offset, int size, byte[] content, Optional<Glimpse> glimpse) {
    static final byte[] NOT_KEPT = {};

    /** One of which nothing is known but where it is. */
    ShardMember(String name, long offset, int size) {
      this(name, offset, size, NOT_KEPT, Optional.empty());
    }

    /** The same elsewhere. */
    ShardMember at(long place) {
      return new ShardMember(name, place, size, content, glimpse);
    }

    ShardMember with(byte[] bytes, Optional<Glimpse> seen) {
      return new ShardMember(name, offset, size, bytes, seen);
    }
  }

  /** Looks at a file whose bytes pass by. */
  @FunctionalInterface
  interface Passing {
    ShardMember at(ShardMember member, Strides file) throws IOException;
  }

  /** The files that the shard holds, in its order; none if it is cut off. Others are problems. */
  List<ShardMember> in(Strides file) throws IOException {
    byte[] head = file.read(0, (int) Math.min(RECORD, file.size()));
    Optional<Problem> other = isTar(head) ? Optional.empty() : ForeignFile.problem(head);
    if (other.isPresent()) {
      shard.add(other::get);
      return List.of();
    }
    List<ShardMember> members = new ArrayList<>();
    TarEntries entries = new TarEntries(file);
    try {
      for (TarArchiveEntry entry = entries.next(); entry != null; entry = entries.next()) {
        if (!entry.isCheckSumOK()) {
          long header = entry.getDataOffset() - RECORD;
          shard.add(() -> Problem.of("no tar header at byte %d", header).remedy(REMEDY));
        } else if (!entry.isDirectory() && isAllowed(entry)) {
          members.add(member(entry, file));
        }
      }
    } catch (ProblemException e) {
      throw e;
    } catch (IOException e) {
      tell(e, entries.position(), file.size());
      return List.of();
    }
    if (entries.goesOn()) {
      shard.add(
          () ->
              Problem.of("another tar file follows where it ends, at byte %d", entries.end())
                  .remedy("unpack each, and pack them as one"));
    }
    return isWhole(file.size(), entries.end()) ? members : List.of();
  }

  /** Whether it begins as those that are sound, damaged, or hold nothing. */
  private static boolean isTar(byte[] head) {
    return (head.length > MAGIC && head[MAGIC] == 'u')
        || (head.length == RECORD && Arrays.equals(head, new byte[RECORD]));
  }

  /** By its plain name: packing a whole folder puts ./ before each. */
  private ShardMember member(TarArchiveEntry entry, Strides file) throws IOException {
    String name = requireNonNull(ImageName.of(entry.getName()));
    int size = Math.toIntExact(entry.getSize());
    return passing.at(new ShardMember(name, entry.getDataOffset(), size), file);
  }

  private void tell(IOException e, long position, long size) {
    Problem problem =
        position > size
            ? Problem.of(
                "truncated: it ends at byte %d, and what it holds continues to byte %d",
                size, position)
            : e instanceof EOFException
                ? Problem.of("was truncated while it was read: it had %d bytes", size)
                : Problem.of(
                    "no tar file: %2$s, before byte %1$d",
                    position, String.valueOf(e.getMessage()));
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
    if (entry.isSparse()) {
      return refused(name, "is a sparse file, which is not supported", "pack it without --sparse");
    }
    if (entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()) {
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
