package io.cutmix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.image.Codecs;
import io.cutmix.image.FileFormat;
import io.cutmix.inspect.Inspection;
import io.cutmix.inspect.Inspector;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.InputSpec;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Tampering;
import io.cutmix.testing.WrittenRun;
import io.cutmix.verify.RecordedRun;
import io.cutmix.verify.Verification;
import io.cutmix.verify.Verification.Sampling;
import io.cutmix.verify.Verification.Verdict;
import io.cutmix.verify.Verification.Watcher;
import io.cutmix.work.Companions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code verify} and {@code inspect} tell of how far they are. */
class ProgressOfChecksTest {
  @TempDir private Path temp;
  private ImagesAndLabels images = new ImagesAndLabels(Path.of(""), List.of());

  @BeforeEach
  void ten_images() throws IOException {
    images = ImagesAndLabels.make(temp, 10);
  }

  private Dataset dataset() throws IOException {
    return dataset(() -> {});
  }

  private Dataset dataset(Runnable rowRead) throws IOException {
    InputSpec input =
        InputSpec.given(
            Map.of("images", images.images().toString(), "labels", images.labels().toString()));
    return InputReader.source(input, OnError.SKIP)
        .read(FileFormat::isImageName, rowRead, Source.Glance.NONE);
  }

  @Test
  void each_row_of_a_label_file_is_told() throws IOException {
    AtomicInteger rows = new AtomicInteger();

    dataset(rows::incrementAndGet);

    assertThat(rows).hasValue(10);
  }

  /** Counts what it is told. */
  private static final class Counter implements Watcher {
    private final List<String> steps = new ArrayList<>();
    private final List<Long> checked = new ArrayList<>();
    private long different;

    @Override
    public void begins(String name, String unit, long total) {
      steps.add(name + " " + total + " " + unit);
      checked.add(0L);
    }

    @Override
    public void checked(long more) {
      checked.set(checked.size() - 1, checked.get(checked.size() - 1) + more);
    }

    @Override
    public void differed() {
      different++;
    }
  }

  private Counter verified(Verdict[] verdict) throws IOException {
    Counter counter = new Counter();
    verdict[0] =
        new Verification(
                RecordedRun.read(temp.resolve("out")),
                new Verification.Inputs(dataset(), Optional.empty(), Optional.empty(), true),
                Codecs.of(CodecChoice.AUTO),
                (count, step) -> {
                  for (int i = 0; i < count; i++) {
                    step.run(i);
                  }
                },
                counter)
            .verify(new Sampling(1, 0));
    return counter;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--seed=1", "--recipes-only", "--output-format=npy", "--output-format=webdataset"})
  void each_row_is_counted_once_whatever_is_wrong_with_it(String options) throws IOException {
    Cutmix.augment(images, temp.resolve("out"), options, "--copies=2");
    Verdict[] verdict = new Verdict[1];
    Counter sound = verified(verdict);

    assertThat(sound.steps).containsExactly("comparing 20 images");
    assertThat(sound.checked).containsExactly(20L);
    assertThat(sound.different).isZero();

    WrittenRun run = new WrittenRun(temp.resolve("out"));
    Tampering.WRONG_LABEL.doTo(run);
    run.changeRow(0, row -> row.put("source", "nobody.png"));
    run.changeRow(19, row -> row.put("copy", 7));
    Counter broken = verified(verdict);

    assertThat(broken.checked).containsExactly(20L);
    assertThat(broken.different).isEqualTo(verdict[0].differences()).isGreaterThan(2);
  }

  @Test
  void headers_of_all_images_are_a_step_before() throws IOException {
    Cutmix.augment(images, temp.resolve("out"), "--size=bucket", "--copies=2");

    Counter counter = verified(new Verdict[1]);

    assertThat(counter.steps).containsExactly("surveying 10 images", "comparing 20 images");
    assertThat(counter.checked).containsExactly(10L, 20L);
  }

  @Test
  void each_image_that_is_inspected_is_counted_and_what_is_lost_too() throws IOException {
    images.damage(3);
    images.damage(4);
    int[] counts = new int[2];

    new Inspector(dataset(), Companions.NONE, Codecs.of(CodecChoice.AUTO), true)
        .inspect(
            new Inspection.FirstNames(0, List.of()),
            (count, step) -> {
              for (int i = 0; i < count; i++) {
                step.run(i);
              }
            },
            (looked, lost) -> {
              counts[0] += looked;
              counts[1] += lost;
            });

    assertThat(counts).containsExactly(10, 2);
  }
}
