package io.cutmix.image.pixels;

import java.util.Optional;

/**
 * Printing inks to RGB. Without a color profile each of cyan, magenta and yellow takes its share of
 * red, green and blue, black of all three. The factors of YCbCr are JFIF 1.02's in 16-bit fixed
 * point.
 */
public final class InkColors {
  private InkColors() {}

  /** Cyan, magenta, yellow, black with 255 for full ink; may change the samples. */
  public static Pixels inksToRgb(Pixels inks, Optional<IccProfile> profile) {
    if (profile.isPresent() && profile.get().isOfInks()) {
      return profile.get().rgb(inks);
    }
    invert(inks.samples());
    return paperToRgb(inks);
  }

  /** Turns 255 for bare paper, as Adobe's programs store JPEG, into 255 for full ink, and back. */
  public static void invert(byte[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) ~samples[i];
    }
  }

  private static Pixels paperToRgb(Pixels paper) {
    byte[] from = paper.samples();
    byte[] to = new byte[from.length / 4 * 3];
    for (int i = 0, at = 0; i < from.length; i += 4) {
      int light = from[i + 3] & 0xff;
      for (int c = 0; c < 3; c++) {
        to[at++] = (byte) Channels.over(from[i + c] & 0xff, 0, light, 255);
      }
    }
    return new Pixels(paper.width(), paper.height(), 3, to);
  }

  /** Turns luma, two chromas and black into four inks with 255 for bare paper, in place. */
  public static void yccToPaper(byte[] samples) {
    for (int i = 0; i < samples.length; i += 4) {
      int luma = (samples[i] & 0xff) << 16;
      int blue = (samples[i + 1] & 0xff) - 128;
      int red = (samples[i + 2] & 0xff) - 128;
      samples[i] = inverted(luma + 91881 * red);
      samples[i + 1] = inverted(luma - 22554 * blue - 46802 * red);
      samples[i + 2] = inverted(luma + 116130 * blue);
    }
  }

  private static byte inverted(int fixed) {
    return (byte) (255 - Math.max(0, Math.min(255, (fixed + 0x8000) >> 16)));
  }
}
