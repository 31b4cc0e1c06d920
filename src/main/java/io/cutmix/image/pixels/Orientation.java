package io.cutmix.image.pixels;

import io.cutmix.image.pixels.Scaling.Region;

/**
 * The eight ways a camera may have held the sensor, in the order of the EXIF values 1..8 (EXIF 2.3,
 * tag 0x0112). An upright pixel (x, y) is the stored pixel (x, y) after the axes are exchanged, if
 * {@code transposed}, and the stored column and row are counted from the other end.
 */
public enum Orientation {
  UPRIGHT(1, false, false, false),
  MIRRORED(2, false, true, false),
  UPSIDE_DOWN(3, false, true, true),
  MIRRORED_UPSIDE_DOWN(4, false, false, true),
  TRANSPOSED(5, true, false, false),
  TO_TURN_RIGHT(6, true, false, true),
  TRANSVERSED(7, true, true, true),
  TO_TURN_LEFT(8, true, true, false);

  private final int exif;
  private final boolean transposed;
  private final boolean columnsReversed;
  private final boolean rowsReversed;

  Orientation(int exif, boolean transposed, boolean columnsReversed, boolean rowsReversed) {
    this.exif = exif;
    this.transposed = transposed;
    this.columnsReversed = columnsReversed;
    this.rowsReversed = rowsReversed;
  }

  /** The orientation of an EXIF value; values outside 1..8 mean nothing and count as upright. */
  public static Orientation of(int exif) {
    return exif >= 1 && exif <= 8 ? values()[exif - 1] : UPRIGHT;
  }

  public int exif() {
    return exif;
  }

  public boolean transposed() {
    return transposed;
  }

  /** Where a part of the stored image lies in the upright one. */
  public Region upright(Region part, Pixels stored) {
    double left = columnsReversed ? stored.width() - part.right() : part.left();
    double right = columnsReversed ? stored.width() - part.left() : part.right();
    double top = rowsReversed ? stored.height() - part.bottom() : part.top();
    double bottom = rowsReversed ? stored.height() - part.top() : part.bottom();
    return transposed ? new Region(top, left, bottom, right) : new Region(left, top, right, bottom);
  }

  /** The image as it is meant to be seen; the same object if it is stored so. */
  public Pixels upright(Pixels stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int bytes = stored.pixelBytes();
    int width = transposed ? stored.height() : stored.width();
    int height = transposed ? stored.width() : stored.height();
    int right = columnsReversed ? -bytes : bytes;
    int down = (rowsReversed ? -stored.width() : stored.width()) * bytes;
    int start =
        ((rowsReversed ? stored.height() - 1 : 0) * stored.width()
                + (columnsReversed ? stored.width() - 1 : 0))
            * bytes;
    byte[] samples = new byte[stored.samples().length];
    for (int y = 0, to = 0; y < height; y++) {
      int from = start + y * (transposed ? right : down);
      for (int x = 0; x < width; x++, from += transposed ? down : right) {
        for (int i = 0; i < bytes; i++) {
          samples[to++] = stored.samples()[from + i];
        }
      }
    }
    return new Pixels(width, height, stored.channels(), stored.depth(), samples);
  }
}
