package io.cutmix.image;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes PNGs of the most frequent kind, some rows at a time: straight into the wanted memory, if
 * nothing is left to do after it.
 */
final class PlainPngReader {
  private static final int BYTES_AT_A_TIME = 1 << 16;

  private final byte[] encoded;
  private final Iterator<PlainPng.Part> parts;
  private final Inflater inflater;

  private PlainPngReader(byte[] encoded, PlainPng png, Inflater inflater) {
    this.encoded = encoded;
    this.parts = png.data().iterator();
    this.inflater = inflater;
  }

  /**
   * Decodes the picture if it is a plain one.
   *
   * @return false if it isn't plain, is damaged, or does not fit: then {@code pixels} may hold
   *     anything
   */
  static boolean decode(byte[] encoded, Rendering rendering, long maxPixels, ByteBuffer pixels) {
    return PlainPng.of(encoded)
        .filter(png -> (long) png.width() * png.height() <= maxPixels)
        .filter(png -> decode(encoded, png, rendering, pixels))
        .isPresent();
  }

  private static boolean decode(
      byte[] encoded, PlainPng png, Rendering rendering, ByteBuffer pixels) {
    ImageShape shape = rendering.shape();
    boolean sameSize = png.width() == shape.width() && png.height() == shape.height();
    if (sameSize && png.channels() == shape.channels()) {
      return read(encoded, png, pixels.slice(pixels.position(), shape.bytes()));
    }
    if (!sameSize && rendering.fit().isEmpty()) {
      return false;
    }
    byte[] stored = new byte[Math.multiplyExact(png.width() * png.height(), png.channels())];
    if (!read(encoded, png, ByteBuffer.wrap(stored))) {
      return false;
    }
    Picture picture = new Picture(png.width(), png.height(), png.channels(), stored);
    byte[] samples = Renderer.render(picture, rendering);
    pixels.put(pixels.position(), samples, 0, samples.length);
    return true;
  }

  private static boolean read(byte[] encoded, PlainPng png, ByteBuffer to) {
    Inflater inflater = new Inflater();
    try {
      return new PlainPngReader(encoded, png, inflater).read(png, to);
    } catch (DataFormatException damaged) {
      return false;
    } finally {
      inflater.end();
    }
  }

  private boolean read(PlainPng png, ByteBuffer to) throws DataFormatException {
    int length = png.width() * png.channels();
    int line = 1 + length;
    int lines = Math.max(1, Math.min(png.height(), BYTES_AT_A_TIME / line));
    byte[] rows = new byte[Math.multiplyExact(1 + lines, line)]; // the first is the one above
    for (int y = 0; y < png.height(); y += lines) {
      int end = line * (1 + Math.min(lines, png.height() - y));
      if (inflate(rows, line, end) < end) {
        return false;
      }
      for (int at = line; at < end; at += line) {
        if (!PngFilter.undo(rows, at, length, png.channels())) {
          return false;
        }
        to.put(rows, at + 1, length);
      }
      System.arraycopy(rows, end - line, rows, 0, line);
    }
    return inflate(rows, 0, 1) == 0 && inflater.finished();
  }

  /** Fills {@code to[from..end)}; returns where it stopped, before the end if the data did. */
  private int inflate(byte[] to, int from, int end) throws DataFormatException {
    int at = from;
    while (at < end && !inflater.finished()) {
      int count = inflater.inflate(to, at, end - at);
      at += count;
      if (count == 0 && inflater.needsInput()) {
        if (!parts.hasNext()) {
          return at;
        }
        PlainPng.Part part = parts.next();
        inflater.setInput(encoded, part.start(), part.length());
      } else if (count == 0 && inflater.needsDictionary()) {
        return at;
      }
    }
    return at;
  }
}
