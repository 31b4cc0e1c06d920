package io.cutmix.image;

/** Transparency of 8-bit samples, alpha last in each pixel. */
final class Alpha {
  private Alpha() {}

  /** Divides colours that were stored multiplied by alpha; fully transparent ones become black. */
  static void divide(byte[] samples, int channels) {
    for (int pixel = 0; pixel < samples.length; pixel += channels) {
      int alpha = samples[pixel + channels - 1] & 0xff;
      for (int i = pixel; i < pixel + channels - 1; i++) {
        int sample = samples[i] & 0xff;
        samples[i] = alpha == 0 ? 0 : (byte) Math.min(255, (sample * 255 + alpha / 2) / alpha);
      }
    }
  }

  /** A colour over an opaque background, rounded to nearest; 0 and 255 are exact. */
  static byte over(int colour, int background, int alpha) {
    return (byte) ((colour * alpha + background * (255 - alpha) + 127) / 255);
  }
}
