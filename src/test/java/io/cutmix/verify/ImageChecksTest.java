package io.cutmix.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.finished.BrokenFile;
import io.cutmix.image.Codecs;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.Parallel;
import io.cutmix.testing.SlowStorage;
import io.cutmix.verify.Verification.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageChecksTest {
  @TempDir private Path temp;
  private SmallRun run;
  private ImageChecks checks;

  @BeforeEach
  void a_run() throws IOException {
    run = new SmallRun(temp, "", "");
    Subject subject = run.subject();
    checks =
        new ImageChecks(
            new ExpectedImages(
                subject.dataset(),
                subject.options(),
                Codecs.of(CodecChoice.IMAGEIO),
                subject.sizes()),
            Optional.empty(),
            subject,
            new Sampling(1, 0),
            Parallel.SEQUENTIAL,
            SmallRun.NOBODY);
  }

  @Test
  void where_storage_is_slow_many_images_are_read_at_once() throws IOException {
    SlowStorage storage = new SlowStorage();
    for (int i = 0; i < 200; i++) {
      checks.add(
          SmallRun.item(0, 1),
          () -> {
            storage.answer();
            return new byte[] {1};
          });
    }
    checks.end();

    assertThat(storage.mostAtOnce()).isGreaterThan(10);
    assertThat(checks.compared()).isEqualTo(200);
  }

  @Test
  void an_image_that_is_not_there_is_a_difference_and_not_compared() throws IOException {
    checks.add(
        SmallRun.item(0, 1),
        () -> {
          throw new BrokenFile("images/000000.png", "file", "there", "missing");
        });
    checks.end();

    assertThat(run.differences())
        .containsExactly("images/000000.png: file: expected there, found missing");
    assertThat(checks.compared()).isZero();
  }
}
