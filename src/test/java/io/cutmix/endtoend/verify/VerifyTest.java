package io.cutmix.endtoend.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Tampering;
import io.cutmix.testing.WrittenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code cutmix verify} finds what is wrong with a run, whatever its form. */
class VerifyTest {
  @TempDir private static Path runs;
  private static final Map<Form, WrittenRun> WRITTEN = new EnumMap<>(Form.class);

  @TempDir private Path temp;

  /** A form of the output, as the options that ask for it. */
  private enum Form {
    PNG("png", ""),
    JPEG("jpg", "--quality 80"),
    TIFF("png", "--format tiff"),
    BMP("png", "--format bmp"),
    WEBP("png", "--format webp"),
    DEEP("png", "--depth 16"),
    BUCKET("png", "--size bucket"),
    NAMED("png", "--layout tree --name-pattern {index}-{source}-{partner} --copies 2"),
    SHARDED("jpg", "--layout sharded --labels-format jsonl --label-encoding sparse"),
    ALL_LABELS("png", "--labels-format json,jsonl,csv,parquet --embed-images"),
    ORIGINALS("png", "--include-originals --box-scope sample --prob 0.7 --prob-scope sample"),
    SMOOTH("png", "--label-smoothing 0.1 --box-scope pair"),
    BALANCED("png", "--balance --copies 3"),
    PERMUTED("png", "--pairing permutation --batch-size 3 --copies 4"),
    NPY("png", "--output-format npy --shard-size 8"),
    WEBDATASET("jpg", "--output-format webdataset --shard-size 8"),
    SPLIT_SHARDS("png", "--output-format webdataset --shard-size 8 --shard-bytes 6000"),
    MDS("jpg", "--output-format mds --shard-size 8"),
    SPLIT_MDS("png", "--output-format mds --shard-bytes 6000 --label-encoding sparse"),
    RECIPES("png", "--recipes-only");

    private final String extension;
    private final String options;

    Form(String extension, String options) {
      this.extension = extension;
      this.options = options;
    }
  }

  static Stream<Arguments> everyTamperingOfEveryForm() {
    return Arrays.stream(Form.values())
        .flatMap(
            form ->
                Arrays.stream(Tampering.values())
                    .filter(tampering -> isPossible(form, tampering))
                    .map(tampering -> Arguments.of(form, tampering)));
  }

  private static boolean isPossible(Form form, Tampering tampering) {
    return switch (form) {
      case RECIPES -> Tampering.OF_ROWS.contains(tampering);
      case WEBP -> tampering != Tampering.FLIPPED_PIXEL; // ImageIO can't write it
      default -> true;
    };
  }

  @ParameterizedTest
  @MethodSource("everyTamperingOfEveryForm")
  void what_is_wrong_is_found_and_named(Form form, Tampering tampering) throws IOException {
    WrittenRun run = written(form).copy(temp.resolve("out"));
    String file = tampering.doTo(run);

    Outcome outcome = Cutmix.call(List.of("verify", run.out().toString()));

    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.out().lines().filter(line -> line.contains(": expected ")))
        .as(outcome.out())
        .anyMatch(line -> line.substring(0, line.indexOf(": ")).contains(file));
    assertThat(outcome.err()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void all_is_well_with_a_run_that_nobody_touched(Form form) throws IOException {
    Outcome outcome = Cutmix.call(List.of("verify", written(form).out().toString()));

    assertThat(outcome.out()).contains("is as it should be");
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
  }

  static Stream<Form> forms() {
    return Arrays.stream(Form.values());
  }

  private static WrittenRun written(Form form) throws IOException {
    WrittenRun there = WRITTEN.get(form);
    if (there != null) {
      return there;
    }
    Path root = Files.createDirectories(runs.resolve("pictures für " + form));
    ImagesAndLabels input = ImagesAndLabels.make(root, 20, form.extension, 16, 24, 3);
    if (form == Form.BUCKET) {
      for (int i = 0; i < 20; i += 2) {
        ImagesAndLabels.write(input.file(i), ImagesAndLabels.image(i, 12, 20, 3));
      }
    }
    WrittenRun run = new WrittenRun(runs.resolve("out of " + form));
    String[] options = form.options.isEmpty() ? new String[0] : form.options.split(" ", -1);
    Outcome outcome = Cutmix.augment(input, run.out(), (Object[]) options);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    WRITTEN.put(form, run);
    return run;
  }
}
