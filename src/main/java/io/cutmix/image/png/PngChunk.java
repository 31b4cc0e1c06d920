package io.cutmix.image.png;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import javax.imageio.IIOException;

/**
 * A chunk of a PNG file (ISO/IEC 15948, 5).
 *
 * @param start where its data starts in the file
 * @param length bytes of its data
 */
public record PngChunk(int type, int start, int length) {
  public static final int SIGNATURE_BYTES = 8;
  private static final int DEPTH = 24;
  private static final int COLORS = 25;
  public static final int IHDR = 0x49484452;
  public static final int CGBI = 0x43674249;
  public static final int PLTE = 0x504c5445;
  public static final int TRNS = 0x74524e53;
  public static final int EXIF = 0x65584966;
  public static final int ICCP = 0x69434350;
  public static final int TEXT = 0x74455874;
  public static final int COMPRESSED_TEXT = 0x7a545874;
  public static final int INTERNATIONAL_TEXT = 0x69545874;
  public static final int IDAT = 0x49444154;
  public static final int IEND = 0x49454e44;

  /** Length and type before the data, a checksum behind it. */
  private static final int OVERHEAD = 12;

  private static final byte[] END =
      ByteBuffer.allocate(OVERHEAD).putInt(4, IEND).putInt(8, 0xae426082).array();

  /** Takes what is damaged in a file that can be read, or refuses it. */
  @FunctionalInterface
  public interface Damage {
    void accept(String reason) throws IOException;
  }

  /**
   * All chunks of a file up to its end, in order.
   *
   * @throws EOFException if the file ends before
   */
  public static List<PngChunk> all(byte[] encoded) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(encoded);
    List<PngChunk> chunks = new ArrayList<>();
    int at = SIGNATURE_BYTES;
    for (int type = 0; type != IEND; ) {
      if (encoded.length - at < OVERHEAD) {
        throw new EOFException();
      }
      int length = file.getInt(at);
      if (length < 0) {
        throw withoutLength(at);
      }
      if (length > encoded.length - at - OVERHEAD) {
        throw new EOFException();
      }
      type = file.getInt(at + 4);
      chunks.add(new PngChunk(type, at + 8, length));
      at += OVERHEAD + length;
    }
    return chunks;
  }

  public static IIOException withoutLength(long at) {
    return new IIOException("a chunk at byte %d has no length".formatted(at));
  }

  /** As below, for those who take no damage. */
  public static byte[] bare(byte[] encoded) throws IOException {
    return bare(
        encoded,
        reason -> {
          throw new IIOException(reason);
        });
  }

  /**
   * The same image with nothing but the chunks that make its pixels, all of them sound: not all
   * decoders check them, and some fail on the others, or warn of them. An image whose transparency
   * isn't sound or isn't in its place becomes opaque, as in libpng.
   */
  public static byte[] bare(byte[] encoded, Damage damage) throws IOException {
    ByteArrayOutputStream bare = new ByteArrayOutputStream(encoded.length);
    bare.write(encoded, 0, SIGNATURE_BYTES);
    boolean palette = false;
    boolean late = false;
    for (PngChunk chunk : all(encoded)) {
      palette |= chunk.type == PLTE;
      late |= chunk.type == IDAT;
      if (chunk.makesPixels() && !chunk.isSound(encoded)) {
        String name = new String(encoded, chunk.start - 4, 4, StandardCharsets.ISO_8859_1);
        String reason =
            "the checksum of the %s chunk at byte %d is wrong".formatted(name, chunk.start - 8);
        if (chunk.type != TRNS && chunk.type != IEND) {
          throw new IIOException(reason);
        }
        damage.accept(reason);
      } else if (chunk.type == TRNS
          && (late || !isTransparency(encoded[COLORS], palette, chunk.length))) {
        damage.accept("the tRNS chunk at byte %d is out of place".formatted(chunk.start - 8));
      } else if (chunk.type == PLTE) {
        bare.write(chunk.palette(encoded));
      } else if (chunk.makesPixels() && chunk.type != IEND) {
        bare.write(encoded, chunk.start - 8, chunk.length + OVERHEAD);
        late |= chunk.type == TRNS;
      }
    }
    bare.write(END);
    return bare.toByteArray();
  }

  /**
   * Whether a chunk of transparency says something of the image. One behind the data, or behind
   * another, never does.
   *
   * @param colors how the header says that they are stored
   * @param palette whether there is one before it
   * @param length of its data
   */
  public static boolean isTransparency(int colors, boolean palette, int length) {
    return switch (colors) {
      case PngWriter.GRAY -> length == 2;
      case PngWriter.RGB -> length == 6;
      case PngWriter.PALETTE -> palette && length > 0 && length <= 256;
      default -> false;
    };
  }

  /** The chunk with a color for each number that pixels can have: black where there is none. */
  private byte[] palette(byte[] encoded) {
    int bytes = Math.max(length, 3 << (encoded[DEPTH] & 15));
    ByteBuffer full = ByteBuffer.allocate(bytes + OVERHEAD).putInt(bytes).putInt(PLTE);
    full.put(encoded, start, length);
    return full.putInt(bytes + 8, checksum(full.array(), 4, bytes)).array();
  }

  private boolean makesPixels() {
    return switch (type) {
      case IHDR, PLTE, TRNS, IDAT, IEND -> true;
      default -> false;
    };
  }

  boolean isSound(byte[] encoded) {
    return checksum(encoded, start - 4, length) == ByteBuffer.wrap(encoded).getInt(start + length);
  }

  /** That of a chunk whose type is there, with so much data behind it. */
  public static int checksum(byte[] bytes, int type, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, type, Integer.BYTES + length);
    return (int) sum.getValue();
  }

  public byte[] data(byte[] encoded) {
    return Arrays.copyOfRange(encoded, start, start + length);
  }

  /**
   * Text chunks of PNG files (ISO/IEC 15948, 11.3.4). Programs kept EXIF data in one, written out
   * in hexadecimal digits, before there was a chunk for it, and some still do.
   */
  public static final class PngText {
    private static final Set<String> EXIF =
        Set.of("Raw profile type exif", "Raw profile type APP1");

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
}
