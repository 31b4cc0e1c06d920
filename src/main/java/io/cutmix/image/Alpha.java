package io.cutmix.image;

/** Transparency, alpha last in each pixel. */
final class Alpha {
  private Alpha() {}

  /** Divides colours that were stored multiplied by alpha; fully transparent ones become black. */
  static void divide(Picture picture) {
    int channels = picture.channels();
    int max = picture.max();
    int count = picture.width() * picture.height() * channels;
    for (int pixel = 0; pixel < count; pixel += channels) {
      int alpha = picture.sample(pixel + channels - 1);
      for (int i = pixel; i < pixel + channels - 1; i++) {
        long scaled = (long) picture.sample(i) * max + alpha / 2;
        picture.setSample(i, alpha == 0 ? 0 : (int) Math.min(max, scaled / alpha));
      }
    }
  }

  /** A colour over an opaque background, rounded to nearest; 0 and {@code max} are exact. */
  static int over(int colour, int background, int alpha, int max) {
    return (int) (((long) colour * alpha + (long) background * (max - alpha) + max / 2) / max);
  }
}
