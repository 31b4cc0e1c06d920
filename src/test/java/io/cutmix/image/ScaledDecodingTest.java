package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.image.imageio.ImageIoCodec;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.job.RunSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large JPEGs are decoded at a part of their size; it must not show. */
final class ScaledDecodingTest {
  /** No multiple of eight, so that the last pixels of scaled images are parts of pixels. */
  private static final ImageShape LARGE = new ImageShape(777, 1001, 3);

  private static byte[] large = {};

  private final ImageCodec fast = Codecs.of(CodecChoice.OPENCV);
  private static final ImageCodec FULL = new ImageIoCodec(RunSpec.MAX_PIXELS, true, null);

  @BeforeAll
  static void tileThePhoto() throws IOException {
    byte[] photo = new byte[128 * 128 * 3];
    Rendering stored =
        new Rendering(new ImageShape(128, 128, 3), Optional.empty(), Background.BLACK);
    FULL.decode(Fixture.bytes("photo.png"), stored, ByteBuffer.wrap(photo));
    byte[] pixels = new byte[LARGE.bytes()];
    for (int y = 0; y < LARGE.height(); y++) {
      for (int x = 0; x < LARGE.width(); x++) {
        int from = (mirrored(y) * 128 + mirrored(x)) * 3;
        System.arraycopy(photo, from, pixels, (y * LARGE.width() + x) * 3, 3);
      }
    }
    large = FULL.encode(ByteBuffer.wrap(pixels), LARGE, new Encoding(FileFormat.JPEG, 95));
  }

  @ParameterizedTest
  @CsvSource({
    "STRETCH, 160, 120",
    "STRETCH, 80, 60",
    "STRETCH, 40, 30",
    "STRETCH, 150, 30",
    "COVER, 120, 120",
    "COVER, 30, 60",
    "CONTAIN, 120, 120",
    "CONTAIN, 30, 60"
  })
  void looks_as_if_decoded_in_full(Fit fit, int width, int height) throws IOException {
    Rendering rendering =
        new Rendering(new ImageShape(height, width, 3), Optional.of(fit), Background.BLACK);

    byte[] scaled = decode(fast, large, rendering);

    assertThat(scaled).isNotEqualTo(decode(FULL, large, rendering));
    assertThat(Psnr.of(scaled, decode(FULL, large, rendering))).isGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void turned_images_keep_their_place(int orientation) throws IOException {
    byte[] turned = turned(large, orientation);
    Rendering rendering =
        new Rendering(new ImageShape(40, 40, 3), Optional.of(Fit.COVER), Background.BLACK);

    assertThat(Psnr.of(decode(fast, turned, rendering), decode(FULL, turned, rendering)))
        .isGreaterThan(40);
  }

  @Test
  void an_image_not_six_times_as_large_is_decoded_in_full() throws IOException {
    Rendering rendering =
        new Rendering(new ImageShape(130, 167, 3), Optional.of(Fit.STRETCH), Background.BLACK);

    assertThat(decode(fast, large, rendering)).isEqualTo(decode(FULL, large, rendering));
  }

  private static int mirrored(int at) {
    return Math.min(at & 255, 255 - (at & 255));
  }

  private static byte[] decode(ImageCodec codec, byte[] encoded, Rendering rendering)
      throws ImageReadException {
    byte[] pixels = new byte[rendering.shape().bytes()];
    codec.decode(encoded, rendering, ByteBuffer.wrap(pixels));
    return pixels;
  }

  /** The same file with the EXIF segment of a fixture. */
  private static byte[] turned(byte[] upright, int orientation) {
    byte[] fixture = Fixture.bytes("orientation-%d.jpg".formatted(orientation));
    ByteBuffer from = ByteBuffer.wrap(fixture);
    int start = 2;
    while (from.getShort(start) != (short) 0xffe1) {
      start += 2 + from.getShort(start + 2);
    }
    byte[] exif = Arrays.copyOfRange(fixture, start, start + 2 + from.getShort(start + 2));
    return ByteBuffer.allocate(upright.length + exif.length)
        .put(upright, 0, 2)
        .put(exif)
        .put(upright, 2, upright.length - 2)
        .array();
  }
}
