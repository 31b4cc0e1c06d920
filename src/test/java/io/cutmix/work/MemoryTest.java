package io.cutmix.work;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.image.ImageShape;
import io.cutmix.job.ProblemException;
import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void a_batch_that_no_machine_can_hold_is_refused_before_it_is_begun() {
    BatchTensor.Pool tensors = new BatchTensor.Pool();

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
}
