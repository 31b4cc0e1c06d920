package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.ImageSpec.Fit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage to JPEGs that libjpeg passes over. */
class DamagedJpegTest {
  private static final int START_OF_SCAN = 0xda;

  @ParameterizedTest
  @CsvSource({
    "progressive.jpg, OPENCV",
    "progressive.jpg, IMAGEIO",
    "baseline.jpg, IMAGEIO",
    "restarts.jpg, IMAGEIO",
    "gray.jpg, IMAGEIO"
  })
  void an_image_that_is_cut_off_anywhere_is_refused_though_it_has_an_end_marker(
      String name, CodecChoice codec) throws IOException {
    byte[] whole = Fixture.bytes(name);
    int data = whole.length - firstScan(whole);

    assertThatCode(() -> decode(whole, codec)).doesNotThrowAnyException();
    for (int share = 1; share < 24; share++) {
      byte[] cut = ended(whole, firstScan(whole) + data * share / 24);
      assertThatThrownBy(() -> decode(cut, codec))
          .as(share + " of 24")
          .isInstanceOf(ImageReadException.class)
          .hasMessageContaining("JPEG");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENCV", "IMAGEIO"})
  void one_that_lacks_whole_scans_is_refused_as_well(CodecChoice codec) throws IOException {
    byte[] whole = Fixture.bytes("progressive.jpg");
    int[] scans =
        IntStream.range(0, whole.length - 1)
            .filter(i -> whole[i] == (byte) 0xff && whole[i + 1] == (byte) START_OF_SCAN)
            .skip(1)
            .toArray();

    assertThat(scans.length).isGreaterThan(5);
    for (int scan : scans) {
      assertThatThrownBy(() -> decode(ended(whole, scan), codec))
          .isInstanceOf(ImageReadException.class)
          .hasMessage("truncated JPEG: the data ends before the image does");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "progressive.jpg"})
  void memory_is_taken_only_for_blocks_that_the_data_can_hold(String name) throws IOException {
    byte[] huge = Fixture.bytes(name);
    int frame =
        IntStream.range(0, huge.length - 1)
            .filter(i -> huge[i] == (byte) 0xff && (huge[i + 1] & 0xfd) == 0xc0)
            .findFirst()
            .orElseThrow();
    ByteBuffer.wrap(huge).putShort(frame + 5, (short) 11_000).putShort(frame + 7, (short) 11_000);

    assertThatThrownBy(() -> decode(huge, CodecChoice.IMAGEIO))
        .hasMessage("truncated JPEG: the data ends before the image does");
  }

  private static int firstScan(byte[] jpeg) {
    return IntStream.range(0, jpeg.length - 1)
        .filter(i -> jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) START_OF_SCAN)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] ended(byte[] jpeg, int length) {
    byte[] cut = Arrays.copyOf(jpeg, length + 2);
    cut[length] = (byte) 0xff;
    cut[length + 1] = (byte) 0xd9;
    return cut;
  }

  private static void decode(byte[] jpeg, CodecChoice codec) throws IOException {
    ImageShape shape = new ImageShape(16, 16, 3);
    Codecs.of(codec)
        .decode(
            jpeg,
            new Rendering(shape, Optional.of(Fit.STRETCH), Background.BLACK),
            ByteBuffer.allocate(shape.bytes()));
  }
}
