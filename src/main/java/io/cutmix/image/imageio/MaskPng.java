package io.cutmix.image.imageio;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.Mask;
import io.cutmix.image.png.PngChunk;
import io.cutmix.image.png.PngWriter;
import io.cutmix.job.Problem;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.IIOException;

/** Class numbers and their palette in a PNG, as they are stored. */
public final class MaskPng {
  /** How many bytes the header takes, with all before it. */
  public static final int HEAD = 33;

  private static final int SIDES = 16;
  private static final int DEPTH = 24;
  private static final int COLORS = 25;

  private MaskPng() {}

  /** That of a file of which no more than the first {@value #HEAD} bytes are needed. */
  public static StoredHeader header(byte[] head) throws ImageReadException {
    if (!FileFormat.PNG.signs(head)) {
      throw new ImageReadException(Problem.of("is no PNG"));
    }
    if (head.length < HEAD) {
      throw ImageReadException.damaged(FileFormat.PNG, new EOFException());
    }
    ByteBuffer fields = ByteBuffer.wrap(head);
    if (fields.getInt(PngChunk.SIGNATURE_BYTES + 4) != PngChunk.IHDR) {
      throw ImageReadException.damaged(FileFormat.PNG, new IIOException("there is no header"));
    }
    if (head[COLORS] != PngWriter.PALETTE && head[COLORS] != PngWriter.GRAY) {
      throw new ImageReadException(
          Problem.of("has several channels").remedy("write class numbers, gray or palette"));
    }
    return new StoredHeader(fields.getInt(SIDES), fields.getInt(SIDES + 4), true, false);
  }

  /** The pixels of a file whose header was found to be fine. */
  public static Mask read(byte[] encoded) throws ImageReadException {
    try {
      Raster raster = Plugin.PNG.read(PngChunk.bare(encoded), reader -> reader.read(0).getRaster());
      boolean indexed = encoded[COLORS] == PngWriter.PALETTE;
      List<PngChunk> chunks = indexed ? PngChunk.all(encoded) : List.of();
      return new Mask(
          raster.getWidth(),
          raster.getHeight(),
          encoded[DEPTH],
          data(encoded, chunks, PngChunk.PLTE),
          data(encoded, chunks, PngChunk.TRNS),
          classes(raster, indexed ? 1 : step(raster, encoded[DEPTH])));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw ImageReadException.damaged(FileFormat.PNG, e);
    }
  }

  /** The data of the first such chunk; empty if there is none. */
  private static byte[] data(byte[] encoded, List<PngChunk> chunks, int type) {
    return chunks.stream()
        .filter(chunk -> chunk.type() == type)
        .findFirst()
        .map(chunk -> chunk.data(encoded))
        .orElse(new byte[0]);
  }

  /** Between the stored grays: beside a transparent one, Java widens those of few bits to 8. */
  private static int step(Raster raster, int depth) {
    return raster.getNumBands() > 1 && depth < 8 ? 255 / ((1 << depth) - 1) : 1;
  }

  private static char[] classes(Raster raster, int step) {
    int width = raster.getWidth();
    char[] classes = new char[width * raster.getHeight()];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        classes[y * width + x] = (char) (row[x] / step);
      }
    }
    return classes;
  }

  public static byte[] write(Mask mask) {
    int rowBytes = (mask.width() * mask.depth() + 7) / 8;
    boolean indexed = mask.palette().length > 0;
    PngWriter png =
        new PngWriter(
            mask.width(),
            mask.height(),
            mask.depth(),
            indexed ? PngWriter.PALETTE : PngWriter.GRAY,
            rowBytes * mask.height() / 8);
    if (indexed) {
      png.add(PngChunk.PLTE, mask.palette());
    }
    if (mask.transparency().length > 0) {
      png.add(PngChunk.TRNS, mask.transparency());
    }
    return png.end(rows(mask, rowBytes));
  }

  /** Unfiltered, as differences between class numbers mean nothing. */
  private static byte[] rows(Mask mask, int rowBytes) {
    byte[] rows = new byte[Math.multiplyExact(1 + rowBytes, mask.height())];
    int depth = mask.depth();
    for (int y = 0; y < mask.height(); y++) {
      int start = y * (1 + rowBytes) + 1;
      for (int x = 0; x < mask.width(); x++) {
        int number = mask.at(x, y);
        if (depth == 16) {
          rows[start + 2 * x] = (byte) (number >> 8);
          rows[start + 2 * x + 1] = (byte) number;
        } else {
          int bit = x * depth;
          rows[start + bit / 8] |= (byte) (number << (8 - depth - bit % 8));
        }
      }
    }
    return rows;
  }
}
