package io.cutmix.endtoend.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples whose box holds no pixel are unmixed in every account. */
class EmptyBoxTest {
  @TempDir private Path temp;

  private JsonNode json(String name) throws IOException {
    return new JsonMapper().readTree(Files.readString(temp.resolve("out").resolve(name)));
  }

  private Cutmix.Outcome augment(ImagesAndLabels input, String options) {
    Object[] words = Stream.of(options.split(" ", -1)).toArray();
    return Cutmix.augment(input, temp.resolve("out"), words);
  }

  /** One box for each sample of 3 × 3 pixels: about half of them have a cut of less than 2. */
  @Test
  void rows_names_counts_and_bytes_are_those_of_unmixed_samples() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 40);
    String options =
        "--size 3x3 --fit stretch --box-scope sample --name-pattern {index}-{source}-{partner}";
    assertThat(augment(input, options).exit()).isZero();

    int unmixed = 0;
    for (JsonNode row : json("labels.json").path("samples")) {
      boolean empty = row.path("lam").doubleValue() == 1;
      assertThat(row.path("partner").equals(row.path("source"))).isEqualTo(empty);
      assertThat(row.path("bbox").toString().equals("[0,0,0,0]")).isEqualTo(empty);
      if (empty) {
        unmixed++;
        String stem = row.path("source").asText().replace(".png", "");
        assertThat(row.path("file_name").asText()).endsWith("-" + stem + "-" + stem + ".png");
        assertThat(row.path("soft_label").valueStream().mapToDouble(JsonNode::doubleValue))
            .containsOnlyOnce(1.0);
      }
    }
    assertThat(unmixed).isBetween(5, 35);
    assertThat(json("run.json").path("counts").path("mixed").asInt()).isEqualTo(40 - unmixed);
  }

  @Test
  void the_file_is_copied_as_an_unmixed_one_is() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);

    assertThat(augment(input, "--length 0.01").exit()).isZero();

    for (JsonNode row : json("labels.json").path("samples")) {
      assertThat(temp.resolve("out").resolve(row.path("file_name").asText()))
          .hasSameBinaryContentAs(input.images().resolve(row.path("source").asText()));
    }
    assertThat(json("run.json").path("counts").path("mixed").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --size 8x5 --length 0.1          | --length 0.1 leaves no pixel to mix at 5 x 8, so such images stay unmixed; give --length 0.2 or more
          --size 64x49 --length 0.02       | --length 0.02 leaves no pixel to mix at 49 x 64, so such images stay unmixed; give --length 0.0205 or more
          --size 8x5 --bbox 2,3,2,5        | --bbox 2,3,2,5 leaves no pixel to mix at 5 x 8
          --size 8x5 --max-box 0.02        | --max-box 0.02 leaves no pixel to mix at 5 x 8
          --size 8x1                       | any box leaves no pixel to mix at 1 x 8
          """)
  void options_that_leave_no_pixel_are_reported(String options, String warning) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);

    assertThat(augment(input, options + " --fit stretch").err()).contains(warning);
    assertThat(json("run.json").path("counts").path("mixed").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--size 8x5 --length 0.2",
    "--size 64x49 --length 0.0205",
    "--size 8x5 --max-box 0.025",
    "--size 8x5 --length 0.1 --prob 0"
  })
  void others_are_not(String options) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);

    assertThat(augment(input, options + " --fit stretch").err()).doesNotContain("no pixel");
  }
}
