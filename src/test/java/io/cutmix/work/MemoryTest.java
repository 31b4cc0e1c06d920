package io.cutmix.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.image.ImageShape;
import io.cutmix.job.ProblemException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void a_batch_that_no_machine_can_hold_is_refused_before_it_is_begun() {
    BatchTensor.Pool tensors = new BatchTensor.Pool(Memory::hasRoom);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> tensors.take(100_000, new ImageShape(20_000, 30_000, 3)))
        .withMessageStartingWith("a batch of 100000 images of 30000x20000 takes 180000.0 GB, but")
        .withMessageEndingWith("use a smaller --batch-size, or scale them by --size");
  }

  @Test
  void a_large_one_that_fits_is_not() {
    assertThatCode(() -> Memory.require(64, new ImageShape(1500, 1000, 3)))
        .doesNotThrowAnyException();
  }

  @Test
  void where_there_is_no_room_for_one_more_it_waits_for_another() throws Exception {
    ImageShape wide = new ImageShape(10, 20, 3);
    ImageShape high = new ImageShape(20, 10, 3);
    try (BatchTensor.Pool tensors = new BatchTensor.Pool(bytes -> bytes <= 1000)) {
      BatchTensor first = tensors.take(1, wide);
      FutureTask<BatchTensor> second = new FutureTask<>(() -> tensors.take(1, high));
      Thread other = new Thread(second);
      other.start();
      while (other.getState() != Thread.State.WAITING) {
        assertThat(other.isAlive()).as("it waits").isTrue();
        Thread.onSpinWait();
      }

      tensors.giveBack(first);
      tensors.giveBack(second.get(1, TimeUnit.MINUTES));

      assertThat(tensors.take(1, high)).isSameAs(second.get());
    }
  }
}
