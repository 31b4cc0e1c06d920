package io.cutmix.image.png;

import io.cutmix.image.ImageShape;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.png.PngChunk.PngText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A PNG of the most frequent kind, whose samples need nothing done to them: 8-bit gray, RGB or
 * RGBA, not interlaced, without a transparent color, an orientation or a color profile that isn't
 * sRGB.
 *
 * @param encoded the file
 * @param chunks all of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PlainPng(ImageShape shape, byte[] encoded, List<PngChunk> chunks) {
  private static final int HEADER_BYTES = 13;

  /** Pixels up to which libpng takes longer to begin than we take for all. */
  private static final int SMALL_BYTES = 1 << 16;

  /** As many bytes as deflate makes of one at most. */
  private static final long MOST_OF_A_BYTE = 1032;

  /**
   * The file as such a PNG; empty if it is another.
   *
   * @throws IOException if it has no end
   */
  public static Optional<PlainPng> of(byte[] encoded) throws IOException {
    List<PngChunk> chunks = PngChunk.all(encoded);
    PngChunk first = chunks.get(0);
    ByteBuffer header = ByteBuffer.wrap(encoded).position(first.start());
    if (first.type() != PngChunk.IHDR
        || first.length() != HEADER_BYTES
        || !chunks.stream().allMatch(chunk -> isPlain(chunk, encoded))) {
      return Optional.empty();
    }
    int width = header.getInt();
    int height = header.getInt();
    int channels = channels(header.getShort());
    boolean isUsual = header.getShort() == 0 && header.get() == 0; // filters and interlacing
    boolean isPossible = (long) width * height <= MOST_OF_A_BYTE * encoded.length;
    return channels == 0 || !isUsual || !isPossible
        ? Optional.empty()
        : Optional.of(new PlainPng(new ImageShape(height, width, channels), encoded, chunks));
  }

  private static int channels(short depthAndColors) {
    return switch (depthAndColors) {
      case 0x0800 -> 1;
      case 0x0802 -> 3;
      case 0x0806 -> 4;
      default -> 0;
    };
  }

  private static boolean isPlain(PngChunk chunk, byte[] encoded) {
    return switch (chunk.type()) {
      case PngChunk.TRNS, PngChunk.EXIF -> false;
      case PngChunk.TEXT, PngChunk.COMPRESSED_TEXT, PngChunk.INTERNATIONAL_TEXT ->
          PngText.exif(chunk.type(), chunk.data(encoded)).isEmpty();
      case PngChunk.ICCP -> IccProfile.ofCompressed(chunk.data(encoded)).isEmpty();
      default -> true;
    };
  }

  /** Whether it is small enough for {@link #read} to be faster than libpng. */
  public boolean isSmall() {
    return shape.bytes() <= SMALL_BYTES;
  }

  /**
   * Decodes it.
   *
   * @param pixels filled from its position on
   * @return false if its data isn't as it should be: then {@code pixels} may hold anything
   */
  public boolean read(ByteBuffer pixels) {
    int length = shape.width() * shape.channels();
    int line = 1 + length;
    byte[] rows = new byte[line * (1 + shape.height()) + 1]; // a row above, and room for too much
    if (!inflate(rows, line)) {
      return false;
    }
    for (int y = 0, at = line; y < shape.height(); y++, at += line) {
      if (!PngFilter.undo(rows, at, length, shape.channels())) {
        return false;
      }
      pixels.put(pixels.position() + y * length, rows, at + 1, length);
    }
    return true;
  }

  /**
   * Whether the data of all chunks are just as many bytes as there are behind that place, less one.
   */
  private boolean inflate(byte[] rows, int from) {
    Inflater inflater = new Inflater();
    try {
      int at = from;
      for (PngChunk chunk : chunks) {
        if (!chunk.isSound(encoded)) {
          return false;
        }
        if (chunk.type() == PngChunk.IDAT) {
          inflater.setInput(encoded, chunk.start(), chunk.length());
          for (int count = -1; count != 0; at += count) {
            count = inflater.inflate(rows, at, rows.length - at);
          }
        }
      }
      return at == rows.length - 1 && inflater.finished() && inflater.getRemaining() == 0;
    } catch (DataFormatException e) {
      return false;
    } finally {
      inflater.end();
    }
  }
}
