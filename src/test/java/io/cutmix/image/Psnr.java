package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;

/** How near two images are, in decibels. */
final class Psnr {
  private Psnr() {}

  static double of(byte[] a, byte[] b) {
    assertThat(a).hasSameSizeAs(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (a[i] & 0xff) - (b[i] & 0xff);
      sum += difference * difference;
    }
    return 10 * Math.log10(255 * 255 * a.length / Math.max(sum, 1e-9));
  }
}
