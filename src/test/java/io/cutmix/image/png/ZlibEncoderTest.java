package io.cutmix.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK's zlib reads back is what was written. */
final class ZlibEncoderTest {
  static Stream<byte[]> data() {
    return Stream.of(
            IntStream.range(0, 40).mapToObj(length -> noise(length, 256)),
            IntStream.range(0, 40).mapToObj(byte[]::new),
            IntStream.of(65_535, 65_536, 65_537, 65_538, 300_000).mapToObj(byte[]::new),
            IntStream.of(65_536, 200_001).mapToObj(length -> noise(length, 256)),
            IntStream.of(2, 3, 20).mapToObj(values -> noise(150_000, values)),
            IntStream.of(8, 9, 257, 258, 259, 32_767, 32_768, 32_769, 40_000)
                .mapToObj(period -> repeated(noise(period, 256), 100_000)),
            IntStream.of(1, 4, 100).mapToObj(gap -> wordsAmongNoise(gap)))
        .flatMap(pieces -> pieces);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("data")
  void comes_back_unchanged(byte[] data) throws DataFormatException {
    BitWriter out = new BitWriter(0);

    ZlibEncoder.encode(data, out);

    Inflater inflater = new Inflater();
    try {
      inflater.setInput(out.array(), 0, out.length());
      byte[] back = new byte[data.length + 1];
      int length = inflater.inflate(back);
      assertThat(inflater.finished()).isTrue(); // its checksum has been compared
      assertThat(inflater.getRemaining()).isZero();
      assertThat(Arrays.copyOf(back, length)).isEqualTo(data);
    } finally {
      inflater.end();
    }
  }

  @Test
  void noise_grows_by_less_than_a_percent_and_repetition_vanishes() {
    assertThat(encodedLength(noise(100_000, 256))).isLessThan(101_000);
    assertThat(encodedLength(new byte[100_000])).isLessThan(1000);
    assertThat(encodedLength(repeated(noise(1000, 256), 100_000))).isLessThan(3000);
  }

  private static int encodedLength(byte[] data) {
    BitWriter out = new BitWriter(0);
    ZlibEncoder.encode(data, out);
    return out.length();
  }

  private static byte[] noise(int length, int values) {
    SplittableRandom random = new SplittableRandom(length);
    byte[] noise = new byte[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (byte) random.nextInt(values);
    }
    return noise;
  }

  private static byte[] repeated(byte[] piece, int length) {
    byte[] repeated = new byte[length];
    for (int i = 0; i < length; i++) {
      repeated[i] = piece[i % piece.length];
    }
    return repeated;
  }

  /** Matches of all lengths with some literals between them. */
  private static byte[] wordsAmongNoise(int gap) {
    byte[] data = noise(200_000, 256);
    SplittableRandom random = new SplittableRandom(gap);
    for (int at = 1000; at < data.length - 300; at += gap) {
      int length = random.nextInt(3, 300);
      System.arraycopy(data, at - random.nextInt(length, 1000), data, at, length);
      at += length;
    }
    return data;
  }
}
