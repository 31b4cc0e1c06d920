package io.cutmix.endtoend.verify;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every pixel and label, computed anew from what {@code labels.json} says. */
class RecomputationTest {
  private static final Path SAMPLES = Path.of("samples");
  private static final List<String> SAMPLE_CLASSES =
      List.of("astronaut", "cat", "coffee", "rocket");

  @TempDir private Path temp;
  private Path out = Path.of("");

  @BeforeEach
  void a_new_folder() {
    out = temp.resolve("out");
  }

  @Test
  void the_samples_as_png_differ_by_two_levels_at_most() throws IOException {
    Path images = SAMPLES.resolve("images");

    Cutmix.Outcome outcome =
        Cutmix.run(
            "augment",
            "--images",
            images,
            "--labels",
            SAMPLES.resolve("labels.csv"),
            "--out",
            out,
            "--format",
            "png",
            "--box-scope",
            "sample");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    new Oracle(images, out, 3, RecomputationTest::classOfSample, 2).check();
    assertThat(Oracle.rows(out)).hasSize(24);
  }

  private static double[] classOfSample(String name) {
    double[] target = new double[SAMPLE_CLASSES.size()];
    target[SAMPLE_CLASSES.indexOf(name.substring(0, name.indexOf('-')))] = 1;
    return target;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--alpha 0.2",
        "--box-scope sample",
        "--uniform",
        "--uniform --box-scope sample",
        "--length 0.5",
        "--length 1",
        "--bbox 1,2,6,4",
        "--bbox 0,0,7,5",
        "--pairing permutation --box-scope sample",
        "--pairing different-class",
        "--box-scope pair",
        "--prob 0.6 --prob-scope sample --box-scope sample",
        "--mix-classes c,a",
        "--min-box 0.3 --max-box 0.6 --box-scope sample",
        "--prob 0.5",
        "--prob 0"
      })
  void every_way_to_mix_is_as_its_rows_say(String options) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 40);

    augment(input, "--batch-size 4 --seed 5 " + options);

    Oracle.exact(input, out, 3).check();
    new PlanCheck(40, 4, 1).check(out, input.names());
  }

  @ParameterizedTest
  @CsvSource({"1,auto", "3,auto", "3,rgba", "4,rgba", "1,rgb", "3,rgb"})
  void every_number_of_channels_is_as_its_rows_say(int stored, String wanted) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 9, "png", 7, 5, stored);

    augment(input, "--box-scope sample --channels " + wanted);

    int channels = wanted.equals("auto") ? stored : wanted.length();
    Oracle.exact(input, out, channels).check();
    assertThat(Files.size(out.resolve("images/000000.png"))).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "1,64,1", "2,64,1", "3,2,1", "3,3,1", "4,3,2", "7,3,1", "9,2,3", "65,64,2", "66,64,1", "20,64,3"
  })
  void batches_and_copies_hold_each_sample_once(int samples, int batchSize, int copies)
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, samples);

    augment(input, "--length 0.5 --batch-size %d --copies %d".formatted(batchSize, copies));

    Oracle.exact(input, out, 3).check();
    new PlanCheck(samples, batchSize, copies).check(out, input.names());
    List<JsonNode> rows = Oracle.rows(out);
    if (samples > 1) {
      assertThat(rows).noneMatch(row -> row.get("source").equals(row.get("partner")));
    }
    if (copies > 1 && samples > 4) {
      List<String> order = PlanCheck.texts(rows, "source");
      assertThat(order.subList(0, samples)).isNotEqualTo(order.subList(samples, 2 * samples));
    }
  }

  @Test
  void a_batch_has_one_box_and_each_sample_its_own_on_request() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 30, "png", 40, 40, 1);

    augment(input, "--batch-size 10");
    Set<JsonNode> ofBatches = boxes(out);
    out = temp.resolve("out2");
    augment(input, "--batch-size 10 --box-scope sample");

    assertThat(ofBatches).hasSizeLessThanOrEqualTo(3);
    assertThat(boxes(out)).hasSizeGreaterThan(20);
  }

  private static Set<JsonNode> boxes(Path out) throws IOException {
    Set<JsonNode> boxes = new HashSet<>();
    Oracle.rows(out).forEach(row -> boxes.add(row.get("bbox")));
    return boxes;
  }

  @ParameterizedTest
  @CsvSource({"png, batch", "jpg, batch", "png, sample"})
  void unmixed_images_are_copies_of_their_files(String extension, String probScope)
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 40, extension, 8, 8, 3);

    augment(input, "--batch-size 4 --prob 0.5 --prob-scope " + probScope);

    int unmixed = 0;
    for (JsonNode row : Oracle.rows(out)) {
      Path source = input.images().resolve(row.get("source").asText());
      Path image = out.resolve(row.get("file_name").asText());
      boolean alone = row.get("source").equals(row.get("partner"));
      if (alone) {
        assertThat(image).hasSameBinaryContentAs(source);
        assertThat(row.get("lam").asDouble()).isEqualTo(1);
        assertThat(row.get("bbox").toString()).isEqualTo("[0,0,0,0]");
        unmixed++;
      }
    }
    assertThat(unmixed).isBetween(4, 36);
  }

  @Test
  void row_targets_are_mixed_as_numbers() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 20);
    Map<String, double[]> targets = new HashMap<>();
    List<String> lines = new ArrayList<>(List.of("file,height,weight"));
    Random random = new Random(1);
    for (String name : input.names()) {
      double[] target = {random.nextGaussian() * 100, random.nextDouble()};
      targets.put(name, target);
      lines.add(name + "," + target[0] + "," + target[1]);
    }
    Files.write(input.labels(), lines);

    augment(input, "--label-columns height,weight");

    new Oracle(input.images(), out, 3, name -> requireNonNull(targets.get(name)), 0).check();
  }

  @Test
  void a_folder_is_a_class_without_a_csv_file() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 10);
    for (String name : input.names()) {
      Path folder = input.images().resolve(ImagesAndLabels.label(name));
      Files.createDirectories(folder);
      Files.move(input.images().resolve(name), folder.resolve(name));
    }

    Cutmix.Outcome outcome = Cutmix.run("augment", "--images", input.images(), "--out", out);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    Oracle.exact(input, out, 3).check();
    assertThat(PlanCheck.texts(Oracle.rows(out), "source")).contains("a/p0000.png", "b/p0001.png");
  }

  private void augment(ImagesAndLabels input, String options) {
    Cutmix.Outcome outcome = Cutmix.augment(input, out, words(options));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  private static Object[] words(String options) {
    return options.isBlank() ? new Object[0] : options.strip().split(" +", -1);
  }
}
