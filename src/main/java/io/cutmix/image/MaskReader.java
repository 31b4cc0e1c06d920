package io.cutmix.image;

import java.awt.image.Raster;
import java.io.IOException;

/** Takes the class numbers and the palette out of a PNG as they are stored. */
final class MaskReader {
  private static final int FIRST_CHUNK = 8;
  private static final int DEPTH = 24;
  private static final int COLOURS = 25;
  private static final int PLTE = 0x504c5445;
  private static final int TRNS = 0x74524e53;
  private static final int IDAT = 0x49444154;

  private MaskReader() {}

  interface HeaderCheck {
    void check(StoredHeader header) throws IOException;
  }

  static Mask read(byte[] encoded, HeaderCheck check) throws ImageReadException {
    if (!FileFormat.PNG.signs(encoded)) {
      throw new ImageReadException("is no PNG");
    }
    try {
      check.check(new PngReader().header(new EncodedInput(encoded)));
      Raster raster =
          Plugins.PNG.read(
              new EncodedInput(PngReader.bare(encoded)), reader -> reader.read(0).getRaster());
      boolean indexed = encoded[COLOURS] == PngChunks.PALETTE;
      if (!indexed && encoded[COLOURS] != PngChunks.GRAY) {
        throw new ImageReadException("has several channels; write class numbers, gray or palette");
      }
      return new Mask(
          raster.getWidth(),
          raster.getHeight(),
          encoded[DEPTH],
          indexed ? chunk(encoded, PLTE) : new byte[0],
          indexed ? chunk(encoded, TRNS) : new byte[0],
          classes(raster));
    } catch (ImageReadException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw ImageReadException.damaged(FileFormat.PNG, e);
    }
  }

  private static char[] classes(Raster raster) {
    int width = raster.getWidth();
    char[] classes = new char[width * raster.getHeight()];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        classes[y * width + x] = (char) row[x];
      }
    }
    return classes;
  }

  /** The data of the first such chunk before the pixels; empty if there is none. */
  private static byte[] chunk(byte[] encoded, int wanted) throws IOException {
    EncodedInput input = new EncodedInput(encoded);
    input.seek(FIRST_CHUNK);
    int length = input.readInt();
    for (int type = input.readInt(); type != IDAT; type = input.readInt()) {
      if (type == wanted) {
        byte[] data = new byte[length];
        input.readFully(data);
        return data;
      }
      input.seek(input.getStreamPosition() + length + 4);
      length = input.readInt();
    }
    return new byte[0];
  }
}
