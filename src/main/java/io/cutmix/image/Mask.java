package io.cutmix.image;

import io.cutmix.image.imageio.MaskPng;
import io.cutmix.image.imageio.StoredHeader;
import io.cutmix.image.pixels.Scaling;
import io.cutmix.image.pixels.Scaling.Region;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.job.Problem;
import io.cutmix.job.RunSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The class numbers of an image's pixels, with the palette that shows them. Nobody changes the
 * arrays.
 *
 * <p>It is read from a palette or gray PNG of 1 to 16 bits, and written as one. Numbers are copied,
 * never computed: scaling takes the nearest.
 *
 * @param depth bits of a class number: 1, 2, 4, 8 or 16
 * @param palette red, green and blue of each class; empty for gray
 * @param transparency of the first colors of the palette
 * @param classes row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Mask(
    int width, int height, int depth, byte[] palette, byte[] transparency, char[] classes) {

  /**
   * Reads a PNG.
   *
   * @param image whose size it must have; others are refused before memory is taken for them
   * @throws ImageReadException if it is damaged, of another size, or no PNG of one channel or with
   *     a palette
   */
  public static Mask read(byte[] encoded, ImageHeader image) throws ImageReadException {
    requireSize(MaskPng.header(encoded), image);
    return MaskPng.read(encoded);
  }

  /** Reads a PNG of any size up to {@link RunSpec#MAX_PIXELS}. */
  public static Mask read(byte[] encoded) throws ImageReadException {
    StoredHeader header = MaskPng.header(encoded);
    try {
      header.requireAtMost(RunSpec.MAX_PIXELS);
    } catch (IOException e) {
      throw ImageReadException.damaged(FileFormat.PNG, e);
    }
    return MaskPng.read(encoded);
  }

  /** As {@link #read}, but looks at the header alone: what is damaged behind it isn't seen. */
  public static void check(InputStream encoded, ImageHeader image) throws IOException {
    requireSize(MaskPng.header(encoded.readNBytes(MaskPng.HEAD)), image);
  }

  private static void requireSize(StoredHeader header, ImageHeader image)
      throws ImageReadException {
    image.requireSize(
        header.width(),
        header.height(),
        "masks",
        () ->
            Problem.of(
                "is %dx%d (width x height), but the image is %dx%d",
                header.width(), header.height(), image.width(), image.height()));
  }

  /** A palette or gray PNG; the same bytes on every machine. */
  public byte[] encode() {
    return MaskPng.write(this);
  }

  /** The class number of a pixel. */
  public int at(int x, int y) {
    return classes[y * width + x];
  }

  /**
   * Brought to the shape as its image is.
   *
   * @param fill the class of the bars of {@link Fit#CONTAIN}; where there are any, the mask has
   *     bits enough for it, and a palette a color, black if it had none
   */
  public Mask rendered(Rendering rendering, int fill) {
    ImageShape shape = rendering.shape();
    if (isOf(shape)) {
      return this;
    }
    Region all = new Region(0, 0, width, height);
    Scaling place = Scaling.of(all, shape, rendering.fit().orElseThrow());
    char[] nearest = new char[shape.width() * shape.height()];
    Arrays.fill(nearest, (char) fill);
    for (int y = 0; y < place.height(); y++) {
      int row = nearest(place.source().top(), place.source().height(), y, place.height());
      for (int x = 0; x < place.width(); x++) {
        int column = nearest(place.source().left(), place.source().width(), x, place.width());
        int to = (place.top() + y) * shape.width() + place.left() + x;
        nearest[to] = classes[row * width + column];
      }
    }
    boolean bars = place.width() < shape.width() || place.height() < shape.height();
    Mask colors = bars ? holding(fill) : this;
    return new Mask(
        shape.width(), shape.height(), colors.depth, colors.palette, colors.transparency, nearest);
  }

  /** The same with bits, and if it has a palette a color, for that class. */
  private Mask holding(int number) {
    int bits = depth;
    while (number >> bits > 0) {
      bits *= 2;
    }
    int colors = palette.length == 0 ? 0 : Math.max(palette.length, 3 * (number + 1));
    return new Mask(width, height, bits, Arrays.copyOf(palette, colors), transparency, classes);
  }

  /** Whether it has that shape's sides. */
  public boolean isOf(ImageShape shape) {
    return width == shape.width() && height == shape.height();
  }

  /** The stored line in which the center of a scaled line lies. */
  private static int nearest(double from, double length, int line, int lines) {
    return (int) (from + (line + 0.5) * length / lines);
  }

  /**
   * This mask with a box of another of the same size: columns {@code x1} to {@code x2 - 1}, rows
   * {@code y1} to {@code y2 - 1}. It has as many bits as the deeper of the two, and a palette if
   * both have one: its own, with the other's colors for classes behind its last.
   */
  public Mask withBox(Mask partner, int x1, int y1, int x2, int y2) {
    char[] mixed = classes.clone();
    for (int y = y1; y < y2; y++) {
      System.arraycopy(partner.classes, y * width + x1, mixed, y * width + x1, x2 - x1);
    }
    int deeper = Math.max(depth, partner.depth);
    return palette.length > 0 && partner.palette.length > 0
        ? new Mask(width, height, deeper, longer(partner), transparency, mixed)
        : new Mask(width, height, deeper, new byte[0], new byte[0], mixed);
  }

  private byte[] longer(Mask partner) {
    int behind = partner.palette.length - palette.length;
    if (behind <= 0) {
      return palette;
    }
    byte[] longer = Arrays.copyOf(palette, partner.palette.length);
    System.arraycopy(partner.palette, palette.length, longer, palette.length, behind);
    return longer;
  }
}
