package io.cutmix.endtoend.command;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that can't be read end the run: {@code --on-error fail}, the default. */
class FailuresTest {
  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void forty_images() throws IOException {
    input = ImagesAndLabels.make(temp, 40);
    out = temp.resolve("out");
  }

  @Test
  void a_damaged_image_is_named_with_reason_and_remedy() throws IOException {
    input.damage(17);

    Outcome outcome = Cutmix.augment(input, out, "--quiet");

    assertRefused(
        outcome,
        "cutmix: " + input.images() + "/p0017.png: damaged PNG: ",
        "fix it",
        "--on-error skip");
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(out.resolve("labels.json")).doesNotExist();
    assertThat(out.resolve("run.json")).doesNotExist();
  }

  @Test
  void all_damaged_images_are_named_at_once() throws IOException {
    for (int i = 0; i < 40; i += 3) {
      input.damage(i);
    }
    for (String more :
        List.of("", " --copies=3", " --output-format=npy --shard-size=8", " --prob=0")) {
      String options = "--batch-size=5 --overwrite --json" + more;

      Outcome outcome = Cutmix.augment(input, out, (Object[]) options.split(" ", -1));

      assertThat(outcome.err()).contains("can't be read; looking for others");
      assertThat(outcome.err().lines().filter(line -> line.contains("damaged PNG")))
          .as(more)
          .hasSize(10)
          .isSorted();
      assertThat(outcome.err()).contains("… and 4 more").doesNotContain("inspect");
      assertThat(outcome.out().split("\"file\"", -1)).hasSize(15);
      assertThat(out.resolve("labels.json")).doesNotExist();
    }
  }

  @Test
  void the_message_is_the_same_for_any_number_of_threads() throws IOException {
    for (int i = 3; i < 40; i += 5) {
      input.damage(i);
    }
    String expected = "";
    for (int threads : new int[] {1, 2, 8, 8, 8}) {
      Path out = temp.resolve("out");
      String options = "--batch-size=4 --quiet --overwrite --threads=" + threads;

      Outcome outcome = Cutmix.augment(input, out, (Object[]) options.split(" ", -1));

      assertThat(outcome.exit()).isEqualTo(3);
      expected = expected.isEmpty() ? outcome.err() : expected;
      assertThat(outcome.err()).isEqualTo(expected);
    }
  }

  @Test
  void unreadable_headers_are_all_named_at_once() throws IOException {
    Files.writeString(input.file(30), "no picture");
    Files.write(input.file(5), new byte[0]);

    Outcome outcome = Cutmix.augment(input, out);

    assertRefused(
        outcome,
        "p0005.png: is empty",
        "p0030.png: is a text file; download the file itself",
        "--on-error skip");
    assertThat(outcome.err().indexOf("p0005")).isLessThan(outcome.err().indexOf("p0030"));
    assertThat(out).doesNotExist();
  }

  @Test
  void many_unreadable_headers_are_counted() throws IOException {
    for (int i = 0; i < 40; i++) {
      Files.writeString(input.file(i), "no picture");
    }

    Outcome outcome = Cutmix.augment(input, out);
    Outcome json = Cutmix.augment(input, out, "--json");

    assertThat(json.out().split("p\\d{4}\\.png: ", -1)).hasSize(41);
    assertRefused(outcome, "p0000.png", "p0009.png", "and 30 more");
    assertThat(outcome.err()).doesNotContain("p0010.png");
  }

  @Test
  void a_missing_image_is_named_with_its_row() throws IOException {
    Files.delete(input.file(17));

    assertRefused(Cutmix.augment(input, out), "labels.csv:19: ", "p0017.png");
    assertThat(out).doesNotExist();
  }

  @Test
  void a_csv_or_folder_that_is_not_there_is_named_with_its_option() {
    assertRefused(
        Cutmix.run("augment", "--images", temp.resolve("none"), "--out", out), "none", "--images");
    assertRefused(
        Cutmix.run(
            "augment",
            "--images",
            input.images(),
            "--labels",
            temp.resolve("none.csv"),
            "--out",
            out),
        "none.csv",
        "--labels");
  }
}
