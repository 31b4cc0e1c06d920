package io.cutmix.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngFilterTest {
  private static final int PAETH = 4;

  @Test
  void paeth_adds_the_nearest_of_all_neighbors_there_can_be() {
    byte[] rows = new byte[6];
    for (int corner = 0; corner < 256; corner++) {
      for (int up = 0; up < 256; up++) {
        for (int left = 0; left < 256; left++) {
          rows[1] = (byte) corner;
          rows[2] = (byte) up;
          rows[3] = PAETH;
          rows[4] = (byte) (left - corner);
          rows[5] = 7;

          PngFilter.undo(rows, 3, 2, 1);

          if ((rows[4] & 0xff) != left
              || rows[5] != (byte) (7 + PngCodecTest.paeth(left, up, corner))) {
            assertThat(rows).as("%d, %d, %d", left, up, corner).isNull();
          }
        }
      }
    }
  }

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
      byte[] rows = new byte[2 * (1 + row.length)];
      System.arraycopy(above, 0, rows, 1, above.length);
      System.arraycopy(filtered, 0, rows, 1 + above.length, filtered.length);
      assertThat(PngFilter.undo(rows, 1 + above.length, row.length, channels)).isTrue();
      assertThat(Arrays.copyOfRange(rows, 2 + above.length, rows.length)).isEqualTo(row);
    }
  }
}
