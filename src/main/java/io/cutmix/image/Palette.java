package io.cutmix.image;

import java.awt.image.IndexColorModel;
import javax.imageio.IIOException;

/** The colours of a palette as red, green, blue, alpha bytes, one after the other. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Palette(byte[] rgba, boolean hasAlpha) {
  static Palette of(IndexColorModel model) {
    int size = model.getMapSize();
    byte[] rgba = new byte[4 * size];
    for (int i = 0; i < size; i++) {
      rgba[4 * i] = (byte) model.getRed(i);
      rgba[4 * i + 1] = (byte) model.getGreen(i);
      rgba[4 * i + 2] = (byte) model.getBlue(i);
      rgba[4 * i + 3] = (byte) model.getAlpha(i);
    }
    return new Palette(rgba, model.hasAlpha());
  }

  boolean isGray() {
    for (int i = 0; i < rgba.length; i += 4) {
      if (rgba[i] != rgba[i + 1] || rgba[i] != rgba[i + 2]) {
        return false;
      }
    }
    return true;
  }

  /** Writes the colours of {@code count} indices; 3 or 4 bytes each, with alpha or without. */
  void look(int[] indices, int count, byte[] to, int offset) throws IIOException {
    int channels = hasAlpha ? 4 : 3;
    for (int i = 0, at = offset; i < count; i++, at += channels) {
      int from = 4 * indices[i];
      if (from >= rgba.length) {
        throw new IIOException(
            "a pixel has colour %d of a palette of %d".formatted(indices[i], rgba.length / 4));
      }
      System.arraycopy(rgba, from, to, at, channels);
    }
  }
}
