package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PictureWatchTest {
  private static final PictureLimits SECOND = new PictureLimits(1, 1, picture -> {});

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_decoder_that_reads_for_ever_ends_with_a_reason() {
    EncodedInput input = new EncodedInput(new byte[100]);
    PictureWatch.Work<Integer, IOException> loop =
        () -> {
          while (true) {
            input.seek(0);
            input.readInt();
          }
        };

    assertThatThrownBy(() -> PictureWatch.over(loop, "a.gif", SECOND))
        .isInstanceOf(ImageReadException.class)
        .hasMessage("takes longer than 1 s to decode; raise --picture-timeout or leave it out");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void a_decoder_that_reads_on_behind_the_end_is_stopped_at_once() {
    EncodedInput input = new EncodedInput(new byte[100]);

    assertThatThrownBy(
            () -> {
              while (true) {
                input.read();
              }
            })
        .isInstanceOf(EOFException.class);
  }

  @Test
  void a_picture_that_cannot_be_stopped_is_told_by_its_name() throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    CountDownLatch let = new CountDownLatch(1);
    PictureLimits limits = new PictureLimits(1, 1, told::complete);
    PictureWatch.Work<Integer, IOException> deaf =
        () -> {
          while (let.getCount() > 0) {
            Thread.interrupted();
            Thread.onSpinWait();
          }
          return 1;
        };
    Thread stuck = new Thread(() -> over(deaf, limits));

    stuck.start();
    try {
      assertThat(told.get(2, TimeUnit.MINUTES)).isEqualTo("cat/1.tif");
    } finally {
      let.countDown();
      stuck.join();
    }
  }

  private static void over(PictureWatch.Work<Integer, IOException> work, PictureLimits limits) {
    try {
      PictureWatch.over(work, "cat/1.tif", limits);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
