package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --size bucket}. */
class BucketTest {
  private static final int IMAGES = 24;

  /** Height and width by turns; the last image is the only one of its size. */
  private static final int[][] SIZES = {{5, 7}, {7, 5}, {5, 7}, {9, 9}};

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());

  @BeforeEach
  void images_of_several_sizes() throws IOException {
    input = ImagesAndLabels.make(temp, IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      int[] size = i == IMAGES - 1 ? new int[] {3, 4} : SIZES[i % SIZES.length];
      ImagesAndLabels.write(input.file(i), ImagesAndLabels.image(i, size[0], size[1], 3));
    }
  }

  private Cutmix.Outcome augment(String name, Object... options) {
    Cutmix.Outcome outcome = Cutmix.augment(input, temp.resolve(name), options);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 64})
  void images_are_mixed_with_images_of_their_own_size(int batchSize) throws IOException {
    augment("out", "--size=bucket", "--copies=2", "--batch-size=" + batchSize);

    Oracle.exact(input, temp.resolve("out"), 3).check();
    List<JsonNode> rows = Oracle.rows(temp.resolve("out"));
    assertThat(PlanCheck.texts(rows, "file_name"))
        .hasSize(2 * IMAGES)
        .isSorted()
        .doesNotHaveDuplicates();
    for (List<JsonNode> copy : List.of(rows.subList(0, IMAGES), rows.subList(IMAGES, 48))) {
      assertThat(PlanCheck.texts(copy, "source"))
          .containsExactlyInAnyOrderElementsOf(input.names());
    }
    Set<String> batches = new HashSet<>();
    for (JsonNode row : rows) {
      BufferedImage source = ImageIO.read(input.images().resolve(text(row, "source")).toFile());
      BufferedImage partner = ImageIO.read(input.images().resolve(text(row, "partner")).toFile());
      assertThat(partner.getHeight()).isEqualTo(source.getHeight());
      assertThat(partner.getWidth()).isEqualTo(source.getWidth());
      batches.add(row.get("copy") + " " + row.get("batch") + " " + source.getHeight());
    }
    assertThat(batches.stream().map(batch -> batch.replaceAll(" \\d+$", "")))
        .as("one size a batch")
        .doesNotHaveDuplicates();
  }

  @Test
  void an_image_that_is_the_only_one_of_its_size_is_reported_and_stays_as_it_is()
      throws IOException {
    Cutmix.Outcome outcome = augment("out", "--size", "bucket");

    assertThat(outcome.err())
        .contains("1 image is the only one of its size and stays unmixed (p0023.png)");
    JsonNode row =
        Oracle.rows(temp.resolve("out")).stream()
            .filter(sample -> text(sample, "source").equals("p0023.png"))
            .findFirst()
            .orElseThrow();
    assertThat(text(row, "partner")).isEqualTo("p0023.png");
    assertThat(temp.resolve("out").resolve(text(row, "file_name")))
        .hasSameBinaryContentAs(input.file(IMAGES - 1));
  }

  @Test
  void the_number_of_threads_changes_nothing() throws IOException {
    augment("one", "--size=bucket", "--batch-size=3", "--threads=1");
    augment("four", "--size=bucket", "--batch-size=3", "--threads=4");

    assertThat(FolderBytes.of(temp.resolve("four/images")))
        .isEqualTo(FolderBytes.of(temp.resolve("one/images")));
    assertThat(temp.resolve("four/labels.json"))
        .hasSameBinaryContentAs(temp.resolve("one/labels.json"));
  }

  @Test
  void images_of_one_size_come_out_as_without() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      ImagesAndLabels.write(input.file(i), ImagesAndLabels.image(i, 5, 7, 3));
    }

    augment("with", "--size=bucket", "--batch-size=5");
    augment("without", "--batch-size=5");

    assertThat(FolderBytes.of(temp.resolve("with/images")))
        .isEqualTo(FolderBytes.of(temp.resolve("without/images")));
  }

  @Test
  void an_unreadable_image_leaves_a_gap() throws IOException {
    input.damage(0);

    Cutmix.Outcome outcome =
        Cutmix.augment(input, temp.resolve("out"), "--size=bucket", "--on-error=skip");

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.SKIPPED);
    assertThat(Oracle.rows(temp.resolve("out"))).hasSize(IMAGES - 1);
  }

  private static String text(JsonNode row, String field) {
    return row.get(field).asText();
  }
}
