package io.cutmix.endtoend.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bytes of a run depend on, and what they don't. */
class DeterminismTest {
  private static final Object[] OPTIONS = {
    "--batch-size", 8, "--copies", 2, "--prob", 0.8, "--threads", 1
  };

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path first = Path.of("");

  @BeforeEach
  void a_run() throws IOException {
    input = ImagesAndLabels.make(temp, 50, "jpg", 24, 32, 3);
    first = temp.resolve("first");
    assertThat(Cutmix.augment(input, first, OPTIONS).exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void not_on_the_number_of_threads(int threads) throws IOException {
    assertThat(again(input, "--threads", threads)).isEqualTo(FolderBytes.of(first));
  }

  @Test
  void not_on_the_order_of_the_rows() throws IOException {
    List<String> order = new ArrayList<>(input.names());
    Collections.shuffle(order, new Random(1));
    input.writeLabels(order);

    assertThat(again(input)).isEqualTo(FolderBytes.of(first));
  }

  @Test
  void not_on_where_the_images_are_and_when_they_were_made() throws IOException {
    ImagesAndLabels elsewhere =
        ImagesAndLabels.make(temp.resolve("elsewhere ü"), 50, "jpg", 24, 32, 3);

    Map<String, String> bytes = again(elsewhere);

    Map<String, String> expected = FolderBytes.of(first);
    // That says where they are.
    bytes.remove("run.json");
    expected.remove("run.json");
    assertThat(bytes).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seed=1", "--alpha=0.9", "--uniform", "--batch-size=7", "--prob=0.5"})
  void but_on_every_option_that_mixes(String option) throws IOException {
    Map<String, String> bytes = again(input, option);

    assertThat(bytes.get("labels.json")).isNotEqualTo(FolderBytes.of(first).get("labels.json"));
  }

  @Test
  void each_copy_is_another() throws IOException {
    List<String> partners = PlanCheck.texts(Oracle.rows(first), "partner");

    assertThat(partners.subList(0, 50)).isNotEqualTo(partners.subList(50, 100));
  }

  @Test
  void the_images_themselves_stay_as_they_are() throws IOException {
    ImagesAndLabels same = ImagesAndLabels.make(temp.resolve("same"), 50, "jpg", 24, 32, 3);

    assertThat(FolderBytes.of(input.images())).isEqualTo(FolderBytes.of(same.images()));
    assertThat(Files.readAllLines(input.labels())).hasSize(51);
  }

  private Map<String, String> again(ImagesAndLabels from, Object... more) throws IOException {
    List<Object> options = new ArrayList<>();
    for (int i = 0; i < OPTIONS.length; i += 2) {
      String name = OPTIONS[i].toString();
      if (more.length == 0 || !more[0].toString().startsWith(name)) {
        options.add(name + "=" + OPTIONS[i + 1]);
      }
    }
    Collections.addAll(options, more);
    Path out = temp.resolve("again");
    Cutmix.Outcome outcome = Cutmix.augment(from, out, options.toArray());
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return FolderBytes.of(out);
  }
}
