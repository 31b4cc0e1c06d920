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
    int channels = picture.channels();
    int pixels = picture.width() * picture.height();
    byte[] from = picture.samples();
    byte[] to = new byte[Math.multiplyExact(pixels, wanted)];
    boolean gray = channels < 3;
    boolean blend = picture.hasAlpha() && wanted != 4;
    for (int i = 0; i < pixels; i++) {
      int at = i * channels;
      int red = from[at] & 0xff;
      int green = gray ? red : from[at + 1] & 0xff;
      int blue = gray ? red : from[at + 2] & 0xff;
      int alpha = picture.hasAlpha() ? from[at + channels - 1] & 0xff : 255;
      if (blend) {
        red = Alpha.over(red, background.red(), alpha) & 0xff;
        green = Alpha.over(green, background.green(), alpha) & 0xff;
        blue = Alpha.over(blue, background.blue(), alpha) & 0xff;
      }
      if (wanted == 1) {
        to[i] = luma(red, green, blue);
      } else {
        to[i * wanted] = (byte) red;
        to[i * wanted + 1] = (byte) green;
        to[i * wanted + 2] = (byte) blue;
      }
      if (wanted == 4) {
        to[i * 4 + 3] = (byte) alpha;
      }
    }
    return new Picture(picture.width(), picture.height(), wanted, to);
  }

  /** One opaque pixel of the colour. */
  static byte[] pixel(Background colour, int channels) {
    byte[] rgb = {(byte) colour.red(), (byte) colour.green(), (byte) colour.blue()};
    return convert(new Picture(1, 1, 3, rgb), channels, colour).samples();
  }

  static byte luma(int red, int green, int blue) {
    return (byte) ((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16);
  }
}
