package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images with colour profiles; those come from the codec's fixtures, which show one motif. */
class ColorsTest {
  @TempDir private Path temp;

  @Test
  void colours_come_out_in_srgb_unless_profiles_are_to_be_ignored() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.ofFixtures(temp, "rgb.png", "red-green-profile.png");

    Cutmix.augment(input, temp.resolve("converted"), "--prob", 0);
    Cutmix.augment(input, temp.resolve("stored"), "--prob", 0, "--icc", "ignore");

    int[][][] plain = Oracle.read(input.file(0), 3);
    int[][][] converted = Oracle.read(image(temp.resolve("converted"), input, 1), 3);
    int[][][] stored = Oracle.read(image(temp.resolve("stored"), input, 1), 3);
    assertThat(stored).isDeepEqualTo(plain);
    for (int y = 0; y < plain.length; y++) {
      for (int x = 0; x < plain[y].length; x++) {
        // The profile says red for green, and green for red.
        assertThat(converted[y][x][0]).isCloseTo(plain[y][x][1], within(2));
        assertThat(converted[y][x][1]).isCloseTo(plain[y][x][0], within(2));
        assertThat(converted[y][x][2]).isCloseTo(plain[y][x][2], within(2));
      }
    }
  }

  @Test
  void a_file_is_passed_on_as_it_is_only_without_a_foreign_profile() throws IOException {
    ImagesAndLabels input =
        ImagesAndLabels.ofFixtures(temp, "srgb-profile.png", "red-green-profile.png");

    for (String icc : List.of("convert", "ignore")) {
      Path out = temp.resolve(icc);
      assertThat(Cutmix.augment(input, out, "--prob", 0, "--icc", icc).exit()).isZero();

      assertThat(image(out, input, 0)).hasSameBinaryContentAs(input.file(0));
      assertThat(new String(Files.readAllBytes(image(out, input, 1)), StandardCharsets.ISO_8859_1))
          .doesNotContain("iCCP");
    }
  }

  @Test
  void what_became_of_profiles_is_part_of_the_record() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.ofFixtures(temp, "rgb.png", "red-green-profile.png");
    Path out = temp.resolve("out");

    Cutmix.augment(input, out);
    Cutmix.Outcome changed = Cutmix.augment(input, out, "--icc", "ignore");

    assertThat(changed.exit()).isEqualTo(3);
    assertThat(changed.err()).contains("--icc was convert and is ignore");
  }

  /** The image that an image was the base of. */
  private static Path image(Path out, ImagesAndLabels input, int i) throws IOException {
    return Oracle.rows(out).stream()
        .filter(row -> row.get("source").asText().equals(input.names().get(i)))
        .map(row -> out.resolve(row.get("file_name").asText()))
        .findFirst()
        .orElseThrow();
  }
}
