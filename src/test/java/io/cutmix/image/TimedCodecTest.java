package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.image.pixels.EncodedInput;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimedCodecTest {
  private static final Codecs.ImageLimits SECOND = new Codecs.ImageLimits(1, 1, image -> {});

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_decoder_that_reads_for_ever_ends_with_a_reason() {
    EncodedInput input = new EncodedInput(new byte[100]);
    Work loop =
        () -> {
          while (true) {
            input.seek(0);
            input.readInt();
          }
        };

    assertThatThrownBy(() -> over(loop, SECOND))
        .isInstanceOf(ImageReadException.class)
        .hasMessage("takes longer than 1 s to decode; raise --image-timeout or remove the image");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void a_decoder_that_reads_on_behind_the_end_is_stopped_at_once() {
    EncodedInput whole = new EncodedInput(new byte[100]);
    EncodedInput stream = new EncodedInput(new ByteArrayInputStream(new byte[100]));

    assertThatThrownBy(() -> readForEver(whole)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> readForEver(stream)).isInstanceOf(EOFException.class);
  }

  private static void readForEver(EncodedInput input) throws IOException {
    while (true) {
      input.read();
    }
  }

  @Test
  void an_image_that_cannot_be_stopped_is_reported_by_its_name() throws Exception {
    CompletableFuture<String> reported = new CompletableFuture<>();
    CountDownLatch let = new CountDownLatch(1);
    Codecs.ImageLimits limits = new Codecs.ImageLimits(1, 1, reported::complete);
    Work deaf =
        () -> {
          while (let.getCount() > 0) {
            Thread.interrupted();
            Thread.onSpinWait();
          }
        };
    Thread stuck = new Thread(new FutureTask<>(() -> over(deaf, limits)));

    stuck.start();
    try {
      assertThat(reported.get(2, TimeUnit.MINUTES)).isEqualTo("cat/1.tif");
    } finally {
      let.countDown();
      stuck.join();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static ImageHeader over(Work work, Codecs.ImageLimits limits) throws IOException {
    ImageCodec codec = new TimedCodec(new Busy(work), limits, "").forImage("cat/1.tif");
    return codec.header(InputStream.nullInputStream());
  }

  /** A codec that does this instead of reading a header. */
  private record Busy(Work work) implements ImageCodec {
    @Override
    public ImageHeader header(InputStream encoded) throws IOException {
      work.run();
      return new ImageHeader(FileFormat.PNG, 1, 1, false, false, false, 1, true, false);
    }

    @Override
    public Decoded decode(byte[] encoded, Rendering rendering, ByteBuffer pixels) {
      throw new AssertionError("not asked for");
    }

    @Override
    public byte[] encode(ByteBuffer pixels, ImageShape shape, Encoding encoding) {
      throw new AssertionError("not asked for");
    }
  }
}
