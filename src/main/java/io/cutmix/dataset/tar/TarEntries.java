package io.cutmix.dataset.tar;

import io.cutmix.storage.Strides;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar file, one after another: never more than one header is in memory, and no
 * header is believed that claims a name longer than any path. Not thread-safe.
 */
final class TarEntries {
  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
  private static final int FILLED = TarConstants.DEFAULT_BLKSIZE;
  private static final int LONGEST_NAME = 1 << 16;
  private static final String BROKEN = "a header that isn't as it should be";
  private static final int GOES_ON = 504; // in a record of an old sparse file
  private static final ZipEncoding UTF_8 =
      ZipEncodingHelper.getZipEncoding(StandardCharsets.UTF_8.name());

  private final Strides file;
  private final Map<String, String> global = new HashMap<>();
  private long end;
  private long position;

  TarEntries(Strides file) {
    this.file = file;
  }

  /** Where the data of the last entry ends, with what fills up its last record. */
  long end() {
    return end;
  }

  /** How far it has read, or has to. */
  long position() {
    return position;
  }

  /**
   * The next entry, with the names and numbers that the headers before it give it; null at the mark
   * of the end, or at the end of the file.
   *
   * @throws EOFException if the file ends within an entry
   * @throws IOException if this is no tar file, or it can't be read
   */
  @Nullable TarArchiveEntry next() throws IOException {
    Map<String, String> own = new HashMap<>();
    String name = null;
    for (TarArchiveEntry entry = header(); entry != null; entry = header()) {
      if (entry.isGNULongNameEntry()) {
        name = withoutZeros(data(entry));
      } else if (entry.isGNULongLinkEntry()) {
        data(entry);
      } else if (entry.isGlobalPaxHeader()) {
        global.putAll(fields(data(entry)));
      } else if (entry.isPaxHeader()) {
        own.putAll(fields(data(entry)));
      } else {
        if (name != null) {
          entry.setName(name);
        }
        return withFields(entry, own);
      }
    }
    return null;
  }

  private TarArchiveEntry withFields(TarArchiveEntry entry, Map<String, String> own)
      throws IOException {
    Map<String, String> fields = new HashMap<>(global);
    fields.putAll(own);
    try {
      for (String key : List.of("path", "size")) {
        if (fields.containsKey(key)) {
          entry.addPaxHeader(key, fields.get(key));
        }
      }
      if (fields.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse"))) {
        entry.addPaxHeader("SCHILY.filetype", "sparse");
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(BROKEN, e);
    }
    if (entry.isExtended()) {
      passSparseRecords(entry);
    }
    goBehind(entry);
    return entry;
  }

  private void passSparseRecords(TarArchiveEntry entry) throws IOException {
    byte[] record;
    do {
      record = read(entry.getDataOffset(), RECORD);
      entry.setDataOffset(entry.getDataOffset() + RECORD);
    } while (record[GOES_ON] != 0);
  }

  private @Nullable TarArchiveEntry header() throws IOException {
    if (end >= file.size()) {
      position = end;
      return null;
    }
    byte[] record = read(end, RECORD);
    if (isBlank(record)) {
      return null;
    }
    try {
      TarArchiveEntry entry = new TarArchiveEntry(record, UTF_8, false, end + RECORD);
      goBehind(entry);
      return entry;
    } catch (IllegalArgumentException e) {
      throw new IOException(BROKEN, e);
    }
  }

  /**
   * Whether entries follow behind the mark of the end, which readers pass over: at once, behind
   * half a mark, or where programs that fill up to so many bytes begin another tar file.
   */
  boolean goesOn() throws IOException {
    long filled = (end + 2 * RECORD + FILLED - 1) / FILLED * FILLED;
    return isHeader(end + RECORD) || isHeader(end + 2 * RECORD) || isHeader(filled);
  }

  private boolean isHeader(long at) throws IOException {
    if (at + RECORD > file.size()) {
      return false;
    }
    byte[] record = file.read(at, RECORD);
    try {
      return !isBlank(record) && TarUtils.verifyCheckSum(record);
    } catch (IllegalArgumentException e) {
      return false; // no number where the sum would stand
    }
  }

  private static boolean isBlank(byte[] record) {
    return Arrays.equals(record, new byte[RECORD]);
  }

  private void goBehind(TarArchiveEntry entry) throws IOException {
    if (entry.getSize() < 0 || entry.getSize() > Long.MAX_VALUE / 2) {
      throw new IOException("an entry of %d bytes".formatted(entry.getSize()));
    }
    end = entry.getDataOffset() + (entry.getSize() + RECORD - 1) / RECORD * RECORD;
    if (entry.getDataOffset() + entry.getSize() > file.size()) {
      position = end;
      throw new EOFException();
    }
  }

  /** The data of an entry that describes the next one. */
  private byte[] data(TarArchiveEntry entry) throws IOException {
    if (entry.getSize() > LONGEST_NAME) {
      throw new IOException("an entry whose name takes %d bytes".formatted(entry.getSize()));
    }
    return read(entry.getDataOffset(), (int) entry.getSize());
  }

  private static String withoutZeros(byte[] name) throws IOException {
    int length = name.length;
    while (length > 0 && name[length - 1] == 0) {
      length--;
    }
    return UTF_8.decode(Arrays.copyOf(name, length));
  }

  private byte[] read(long from, int count) throws IOException {
    position = from + count;
    return file.read(from, count);
  }

  /** Of lines such as {@code 18 path=cat/1.jpg}; the number counts the line's bytes. */
  private static Map<String, String> fields(byte[] bytes) throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (int at = 0; at < bytes.length; ) {
      int length = 0;
      int digits = at;
      for (; digits < bytes.length && bytes[digits] != ' ' && length < bytes.length; digits++) {
        length = 10 * length + Character.digit(bytes[digits], 10);
      }
      if (length < digits - at + 2 || length > bytes.length - at) {
        throw new IOException(BROKEN);
      }
      String field =
          new String(bytes, digits + 1, at + length - digits - 2, StandardCharsets.UTF_8);
      int equals = field.indexOf('=');
      if (equals < 0) {
        throw new IOException(BROKEN);
      }
      fields.put(field.substring(0, equals), field.substring(equals + 1));
      at += length;
    }
    return fields;
  }
}
