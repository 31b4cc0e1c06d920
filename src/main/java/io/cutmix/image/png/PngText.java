package io.cutmix.image.png;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.zip.InflaterInputStream;

/**
 * Text chunks of PNG files (ISO/IEC 15948, 11.3.4). Programs kept EXIF data in one, written out in
 * hexadecimal digits, before there was a chunk for it, and some still do.
 */
public final class PngText {
  private static final Set<String> EXIF = Set.of("Raw profile type exif", "Raw profile type APP1");

  /** More than EXIF data can have, as a segment of JPEG holds it. */
  private static final int MOST_BYTES = 1 << 18;

  private PngText() {}

  /** The EXIF data in a chunk; empty if it has none, or it can't be read. */
  public static Optional<byte[]> exif(int type, byte[] data) {
    int nameEnd = zero(data, 0);
    if (!EXIF.contains(new String(data, 0, nameEnd, StandardCharsets.ISO_8859_1))) {
      return Optional.empty();
    }
    int start = nameEnd + 1;
    boolean compressed = type == PngChunk.COMPRESSED_TEXT;
    if (type == PngChunk.INTERNATIONAL_TEXT) {
      compressed = start < data.length && data[start] == 1;
      start = zero(data, zero(data, start + 2) + 1) + 1; // behind language and translation
    } else if (compressed) {
      start++; // the method
    }
    start = Math.min(start, data.length);
    InputStream bytes = new ByteArrayInputStream(data, start, data.length - start);
    try (InputStream text = compressed ? new InflaterInputStream(bytes) : bytes) {
      String lines = new String(text.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
      String[] words = lines.strip().split("\\s+", 3); // a name, how many bytes, their digits
      return Optional.of(HexFormat.of().parseHex(words[words.length - 1].replaceAll("\\s", "")));
    } catch (IOException | IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  /** Where the next zero is, or the end. */
  private static int zero(byte[] data, int from) {
    int at = Math.min(from, data.length);
    while (at < data.length && data[at] != 0) {
      at++;
    }
    return at;
  }
}
