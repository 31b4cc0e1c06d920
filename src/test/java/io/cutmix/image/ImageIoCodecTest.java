package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.image.imageio.ImageIoCodec;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.job.RunSpec;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ImageIoCodecTest extends ImageCodecContract {
  private final ImageIoCodec codec = new ImageIoCodec(RunSpec.MAX_PIXELS, true, null);

  @Override
  ImageCodec codec() {
    return codec;
  }

  @ParameterizedTest
  @EnumSource
  void every_format_is_tried_with_files_of_other_programs(FileFormat format) {
    assertThat(Fixture.all()).anyMatch(fixture -> fixture.header().format() == format);
  }

  @Test
  void a_header_that_declares_too_much_is_refused_before_memory_is_taken() {
    byte[] huge = Fixture.bytes("baseline.jpg");
    for (int i = 0; i < huge.length - 8; i++) {
      if ((huge[i] & 0xff) == 0xff && (huge[i + 1] & 0xff) == 0xc0) {
        huge[i + 5] = huge[i + 7] = (byte) 0xff; // 65,309 x 65,317
      }
    }
    Rendering rendering =
        new Rendering(new ImageShape(8, 8, 3), Optional.of(Fit.COVER), Background.BLACK);

    assertThatThrownBy(() -> codec.decode(huge, rendering, ByteBuffer.allocate(192)))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining("limit of 128000000");
  }
}
