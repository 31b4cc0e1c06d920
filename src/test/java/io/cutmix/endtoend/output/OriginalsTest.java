package io.cutmix.endtoend.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --include-originals}. */
class OriginalsTest {
  @TempDir private Path temp;

  private Path augment(ImagesAndLabels input, String name, Object... options) {
    Path out = temp.resolve(name);
    Cutmix.Outcome outcome = Cutmix.augment(input, out, options);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void each_image_comes_out_as_it_was_after_the_mixed_ones(int copies) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 11, "jpg", 16, 24, 3);

    Path out = augment(input, "out", "--include-originals", "--copies", copies, "--batch-size", 4);

    List<JsonNode> rows = Oracle.rows(out);
    assertThat(rows).hasSize(11 * (copies + 1));
    List<JsonNode> originals = rows.subList(11 * copies, rows.size());
    assertThat(PlanCheck.texts(originals, "source"))
        .containsExactlyInAnyOrderElementsOf(input.names());
    for (int i = 0; i < 11; i++) {
      JsonNode row = originals.get(i);
      String source = row.get("source").asText();
      assertThat(row.get("file_name").asText())
          .isEqualTo("images/%06d.jpg".formatted(11 * copies + i));
      assertThat(row.get("partner").asText()).isEqualTo(source);
      assertThat(row.get("lam").asDouble()).isEqualTo(1);
      assertThat(row.get("bbox").toString()).isEqualTo("[0,0,0,0]");
      assertThat(row.get("copy").asInt()).isEqualTo(copies);
      double[] target = input.oneHot(source);
      for (int id = 0; id < target.length; id++) {
        assertThat(row.get("soft_label").get(id).asDouble()).isEqualTo(target[id]);
      }
      assertThat(out.resolve(row.get("file_name").asText()))
          .hasSameBinaryContentAs(input.images().resolve(source));
    }
  }

  @Test
  void the_mixed_ones_stay_as_they_are_without() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 11);

    Path with = augment(input, "with", "--include-originals", "--batch-size", 4);
    Path without = augment(input, "without", "--batch-size", 4);

    Map<String, String> images = FolderBytes.of(without.resolve("images"));
    assertThat(images).hasSize(11);
    assertThat(FolderBytes.of(with.resolve("images"))).hasSize(22).containsAllEntriesOf(images);
    assertThat(Oracle.rows(with).subList(0, 11)).isEqualTo(Oracle.rows(without));
  }

  @Test
  void originals_are_brought_to_the_size_and_format_of_the_others() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 5, "jpg", 16, 24, 3);

    Path out = augment(input, "out", "--include-originals", "--size=8x6", "--format=png");

    for (JsonNode row : Oracle.rows(out)) {
      int[][][] image = Oracle.read(out.resolve(row.get("file_name").asText()), 3);
      assertThat(image).hasNumberOfRows(8);
      assertThat(image[0]).hasNumberOfRows(6);
    }
  }
}
