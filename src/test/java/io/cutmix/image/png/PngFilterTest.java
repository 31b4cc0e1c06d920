package io.cutmix.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngFilterTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 8})
  void average_subtracts_half_of_both_neighbors(int channels) {
    Random random = new Random(channels);
    for (int pixels = 1; pixels < 40; pixels++) {
      byte[] above = new byte[pixels * channels];
      byte[] row = new byte[pixels * channels];
      random.nextBytes(above);
      random.nextBytes(row);
      byte[] filtered = new byte[1 + row.length];

      PngWriter.average(row, above, channels, filtered, 0);

      for (int i = 0; i < row.length; i++) {
        int left = i < channels ? 0 : row[i - channels] & 0xff;
        assertThat(filtered[1 + i]).isEqualTo((byte) (row[i] - (left + (above[i] & 0xff)) / 2));
      }
    }
  }
}
