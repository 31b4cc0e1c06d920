package io.cutmix.report;

import java.nio.ByteBuffer;

/** Colours from dark to light that also those can tell apart who see few colours. */
final class ColourScale {
  private static final int[] STOPS = {
    0x1b1b3a, 0x3b2d6b, 0x6d2f7d, 0xa63a74, 0xd9535f, 0xf2864f, 0xfabf62, 0xfdf3b0
  };

  private ColourScale() {}

  /** Puts the red, green and blue of a number from 0 to 1. */
  static void put(ByteBuffer pixels, double number) {
    double at = Math.max(0, Math.min(1, number)) * (STOPS.length - 1);
    int below = Math.min(STOPS.length - 2, (int) at);
    double part = at - below;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = STOPS[below] >> shift & 0xff;
      int to = STOPS[below + 1] >> shift & 0xff;
      pixels.put((byte) Math.round(from + part * (to - from)));
    }
  }
}
