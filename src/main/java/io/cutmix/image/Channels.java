package io.cutmix.image;

/** From the channels that a file has to those that are wanted. */
final class Channels {
  private Channels() {}

  /**
   * The picture with 1, 3 or 4 channels; the same object if it has them already. Gray becomes red =
   * green = blue; colours become gray by the luma of ITU-R BT.601 in 16-bit fixed point, as in
   * Pillow's mode L. Alpha that is not wanted is laid over the background first.
   */
  static Picture convert(Picture picture, int wanted, Background background) {
    if (picture.channels() == wanted) {
      return picture;
    }
    Picture to = Picture.blank(picture.width(), picture.height(), wanted, picture.depth());
    int channels = picture.channels();
    int max = picture.max();
    int scale = max / 255;
    boolean gray = channels < 3;
    boolean blend = picture.hasAlpha() && wanted != 4;
    for (int i = 0; i < picture.width() * picture.height(); i++) {
      int at = i * channels;
      int red = picture.sample(at);
      int green = gray ? red : picture.sample(at + 1);
      int blue = gray ? red : picture.sample(at + 2);
      int alpha = picture.hasAlpha() ? picture.sample(at + channels - 1) : max;
      if (blend) {
        red = Alpha.over(red, background.red() * scale, alpha, max);
        green = Alpha.over(green, background.green() * scale, alpha, max);
        blue = Alpha.over(blue, background.blue() * scale, alpha, max);
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

  /** One opaque pixel of the colour. */
  static byte[] pixel(Background colour, ImageShape shape) {
    byte[] rgb = {(byte) colour.red(), (byte) colour.green(), (byte) colour.blue()};
    return convert(new Picture(1, 1, 3, rgb), shape.channels(), colour)
        .withDepth(shape.depth())
        .samples();
  }

  /** Of samples of 8 or 16 bits. */
  static int luma(int red, int green, int blue) {
    return (int) ((19595L * red + 38470L * green + 7471L * blue + 0x8000) >> 16);
  }
}
