package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanesTest {
  /** More than 256 pixels, and not a multiple of what a processor does at once. */
  private static final int PLANE = 263;

  static Stream<Arguments> memories() {
    return Stream.<IntFunction<ByteBuffer>>of(ByteBuffer::allocate, ByteBuffer::allocateDirect)
        .flatMap(memory -> Stream.of(1, 3, 4).map(channels -> Arguments.of(memory, channels)));
  }

  @ParameterizedTest
  @MethodSource("memories")
  void eachChannelIsOnePlane(IntFunction<ByteBuffer> memory, int channels) {
    ByteBuffer pixels = pixels(memory, channels);
    ByteBuffer planes = memory.apply(PLANE * channels + 2).put((byte) 77);
    Planes.split(pixels, channels, planes);
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < PLANE; i++) {
        assertThat(planes.get(1 + channel * PLANE + i)).isEqualTo(value(i, channel));
      }
    }
    assertThat(List.of(planes.get(0), planes.get(PLANE * channels + 1)))
        .containsExactly((byte) 77, (byte) 0);
    assertThat(List.of(pixels.position(), planes.position())).containsExactly(3, 1);
  }

  @ParameterizedTest
  @MethodSource("memories")
  void floatsAreTheNearestToA255th(IntFunction<ByteBuffer> memory, int channels) {
    ByteBuffer planes = memory.apply(4 * PLANE * channels).order(ByteOrder.nativeOrder());
    Planes.splitToFloats(pixels(memory, channels), channels, planes);
    FloatBuffer floats = planes.asFloatBuffer();
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < PLANE; i++) {
        float nearest = (float) ((value(i, channel) & 0xff) / 255.0);
        assertThat(floats.get(channel * PLANE + i)).isEqualTo(nearest);
      }
    }
  }

  /** Begins at another place than the memory. */
  private static ByteBuffer pixels(IntFunction<ByteBuffer> memory, int channels) {
    ByteBuffer pixels = memory.apply(3 + PLANE * channels).position(3);
    for (int i = 0; i < PLANE; i++) {
      for (int channel = 0; channel < channels; channel++) {
        pixels.put(value(i, channel));
      }
    }
    return pixels.position(3);
  }

  private static byte value(int pixel, int channel) {
    return (byte) (pixel + 61 * channel);
  }
}
