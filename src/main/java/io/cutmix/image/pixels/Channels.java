package io.cutmix.image.pixels;

import io.cutmix.image.ImageShape;
import io.cutmix.job.Background;

/** From the channels that a file has to those that are wanted. */
public final class Channels {
  private Channels() {}

  /**
   * The image with 1, 3 or 4 channels; the same object if it has them already. Gray becomes red =
   * green = blue; colors become gray by the luma of ITU-R BT.601 in 16-bit fixed point, as in
   * Pillow's mode L. Alpha that is not wanted is laid over the background first.
   */
  static Pixels convert(Pixels image, int wanted, Background background) {
    if (image.channels() == wanted) {
      return image;
    }
    Pixels to = Pixels.blank(image.width(), image.height(), wanted, image.depth());
    int channels = image.channels();
    int max = image.max();
    int scale = max / 255;
    boolean gray = channels < 3;
    boolean blend = image.hasAlpha() && wanted != 4;
    for (int i = 0; i < image.width() * image.height(); i++) {
      int at = i * channels;
      int red = image.sample(at);
      int green = gray ? red : image.sample(at + 1);
      int blue = gray ? red : image.sample(at + 2);
      int alpha = image.hasAlpha() ? image.sample(at + channels - 1) : max;
      if (blend) {
        red = over(red, background.red() * scale, alpha, max);
        green = over(green, background.green() * scale, alpha, max);
        blue = over(blue, background.blue() * scale, alpha, max);
      }
      if (wanted == 1) {
        to.setSample(i, luma(red, green, blue));
      } else {
        to.setSample(i * wanted, red);
        to.setSample(i * wanted + 1, green);
        to.setSample(i * wanted + 2, blue);
      }
      if (wanted == 4) {
        to.setSample(i * 4 + 3, alpha);
      }
    }
    return to;
  }

  /** One opaque pixel of the color. */
  static byte[] pixel(Background color, ImageShape shape) {
    byte[] rgb = {(byte) color.red(), (byte) color.green(), (byte) color.blue()};
    return convert(new Pixels(1, 1, 3, rgb), shape.channels(), color)
        .withDepth(shape.depth())
        .samples();
  }

  /** Of samples of 8 or 16 bits. */
  public static int luma(int red, int green, int blue) {
    return (int) ((19595L * red + 38470L * green + 7471L * blue + 0x8000) >> 16);
  }

  /** A color over an opaque background, rounded to nearest; 0 and {@code max} are exact. */
  static int over(int color, int background, int alpha, int max) {
    return (int) (((long) color * alpha + (long) background * (max - alpha) + max / 2) / max);
  }
}
