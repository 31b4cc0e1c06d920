package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transparent pixels that become the background are counted. */
class TransparencyTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path temp;
  private ImagesAndLabels images;

  /** Four have transparent pixels; one could have, but is opaque; one has none. */
  @BeforeEach
  void six_images() throws IOException {
    images =
        ImagesAndLabels.ofFixtures(
            temp,
            "rgba.png",
            "transparent.gif",
            "palette-transparent.png",
            "rgba.tif",
            "rgb.png",
            "gray-8.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--codec=auto",
        "--codec=imageio",
        "--output-format=webdataset",
        "--depth=16",
        "--channels=gray",
        "--prob=0"
      })
  void they_are_counted_in_the_summary_the_log_and_the_record(String option) throws IOException {
    Path out = temp.resolve("out");

    Cutmix.Outcome outcome =
        Cutmix.augment(
            images, out, "--copies=3", "--size=16", "--background=white", "--report", option);

    assertThat(outcome.out()).contains("18 images", " 0 skipped, 12 flattened)");
    assertThat(outcome.err())
        .containsOnlyOnce(
            "12 of 18 images have transparent pixels, which became white; choose the color by"
                + " --background, or keep them by --channels rgba");
    assertThat(counted(out)).isEqualTo(12);
    assertThat(Files.readString(out.resolve("report.html"))).contains("id=\"flattened\">12<");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--channels=rgba", "--recipes-only"})
  void nothing_is_said_where_they_stay(String option) throws IOException {
    Path out = temp.resolve("out");

    Cutmix.Outcome outcome = Cutmix.augment(images, out, "--size=16", option);

    assertThat(outcome.out() + outcome.err()).doesNotContain("flattened", "transparent");
    assertThat(counted(out)).isZero();
  }

  @Test
  void a_resumed_run_counts_what_was_made_before() throws IOException {
    Path out = temp.resolve("out");
    Cutmix.augment(images, out, "--copies=3", "--size=16", "--batch-size=2");
    Files.delete(out.resolve("run.json"));

    Cutmix.augment(images, out, "--copies=3", "--size=16", "--batch-size=2");

    assertThat(counted(out)).isEqualTo(12);
  }

  private static int counted(Path out) throws IOException {
    return JSON.readTree(out.resolve("run.json").toFile())
        .required("counts")
        .path("flattened")
        .asInt();
  }
}
