package io.cutmix.image.png;

import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import io.cutmix.image.pixels.Renderer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes PNGs of the most frequent kind, some rows at a time: straight into the wanted memory, if
 * nothing is left to do after it. They are 8-bit gray, RGB or RGBA, not interlaced, without a
 * transparent color, an orientation or a color profile that isn't sRGB.
 */
public final class PlainPngReader {
  private static final int BYTES_AT_A_TIME = 1 << 16;
  private static final int HEADER_BYTES = 13;

  private final byte[] encoded;
  private final int width;
  private final int height;
  private final int channels;

  /** The parts of the one zlib stream that aren't read yet. */
  private final Iterator<PngChunk> parts;

  private PlainPngReader(byte[] encoded, List<PngChunk> chunks) {
    ByteBuffer header = ByteBuffer.wrap(encoded).position(chunks.get(0).start());
    this.encoded = encoded;
    this.width = header.getInt();
    this.height = header.getInt();
    this.channels = channels(header.getShort());
    this.parts = chunks.stream().filter(chunk -> chunk.type() == PngChunk.IDAT).iterator();
  }

  private static int channels(short depthAndColors) {
    return switch (depthAndColors) {
      case 0x0800 -> 1;
      case 0x0802 -> 3;
      case 0x0806 -> 4;
      default -> 0;
    };
  }

  /**
   * Decodes the image if it is a plain one.
   *
   * @return false if it isn't plain, is damaged, or does not fit: then {@code pixels} may hold
   *     anything
   */
  public static boolean decode(
      byte[] encoded, Rendering rendering, long maxPixels, ByteBuffer pixels) {
    try {
      List<PngChunk> chunks = PngChunk.all(encoded);
      return isPlain(encoded, chunks)
          && new PlainPngReader(encoded, chunks).decode(rendering, maxPixels, pixels);
    } catch (IOException | DataFormatException damaged) {
      return false;
    }
  }

  private static boolean isPlain(byte[] encoded, List<PngChunk> chunks) {
    for (int i = 0; i < chunks.size(); i++) {
      PngChunk chunk = chunks.get(i);
      boolean plain =
          (i == 0) == (chunk.type() == PngChunk.IHDR)
              && switch (chunk.type()) {
                case PngChunk.IHDR, PngChunk.IDAT, PngChunk.IEND -> chunk.isSound(encoded);
                case PngChunk.TRNS, PngChunk.EXIF -> false;
                case PngChunk.TEXT, PngChunk.COMPRESSED_TEXT, PngChunk.INTERNATIONAL_TEXT ->
                    PngText.exif(chunk.type(), chunk.data(encoded)).isEmpty();
                case PngChunk.ICCP -> IccProfile.ofCompressed(chunk.data(encoded)).isEmpty();
                default -> true;
              };
      if (!plain) {
        return false;
      }
    }
    return isPlainHeader(ByteBuffer.wrap(encoded), chunks.get(0));
  }

  private static boolean isPlainHeader(ByteBuffer file, PngChunk header) {
    int start = header.start();
    return header.length() == HEADER_BYTES
        && channels(file.getShort(start + 8)) > 0
        && file.getShort(start + 10) == 0 // compression and filters
        && file.get(start + 12) == 0; // interlacing
  }

  private boolean decode(Rendering rendering, long maxPixels, ByteBuffer pixels)
      throws DataFormatException {
    if (width < 1 || height < 1 || (long) width * height > maxPixels) {
      return false;
    }
    ImageShape shape = rendering.shape();
    boolean sameSize = width == shape.width() && height == shape.height();
    if (sameSize && channels == shape.channels()) {
      return read(pixels.slice(pixels.position(), shape.bytes()));
    }
    if (!sameSize && rendering.fit().isEmpty()) {
      return false;
    }
    byte[] stored = new byte[Math.multiplyExact(width * height, channels)];
    if (!read(ByteBuffer.wrap(stored))) {
      return false;
    }
    byte[] samples = Renderer.render(new Pixels(width, height, channels, stored), rendering);
    pixels.put(pixels.position(), samples, 0, samples.length);
    return true;
  }

  private boolean read(ByteBuffer to) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      return read(inflater, to);
    } finally {
      inflater.end();
    }
  }

  private boolean read(Inflater inflater, ByteBuffer to) throws DataFormatException {
    int length = width * channels;
    int line = 1 + length;
    int lines = Math.max(1, Math.min(height, BYTES_AT_A_TIME / line));
    byte[] rows = new byte[Math.multiplyExact(1 + lines, line)]; // the first is the one above
    for (int y = 0; y < height; y += lines) {
      int end = line * (1 + Math.min(lines, height - y));
      if (inflate(inflater, rows, line, end) < end) {
        return false;
      }
      for (int at = line; at < end; at += line) {
        if (!PngFilter.undo(rows, at, length, channels)) {
          return false;
        }
        to.put(rows, at + 1, length);
      }
      System.arraycopy(rows, end - line, rows, 0, line);
    }
    return inflate(inflater, rows, 0, 1) == 0 && inflater.finished();
  }

  /** Fills {@code to[from..end)}; returns where it stopped, before the end if the data did. */
  private int inflate(Inflater inflater, byte[] to, int from, int end) throws DataFormatException {
    int at = from;
    while (at < end && !inflater.finished()) {
      int count = inflater.inflate(to, at, end - at);
      at += count;
      if (count == 0 && inflater.needsInput()) {
        if (!parts.hasNext()) {
          return at;
        }
        PngChunk part = parts.next();
        inflater.setInput(encoded, part.start(), part.length());
      } else if (count == 0 && inflater.needsDictionary()) {
        return at;
      }
    }
    return at;
  }
}
