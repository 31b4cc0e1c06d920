package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Image folders as Hugging Face has them, through the command line. */
class ImageFolderTest {
  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void make_images() throws IOException {
    input = ImagesAndLabels.make(temp.resolve("images/train"), 6);
    out = temp.resolve("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metadata.csv", "metadata.jsonl"})
  void metadata_among_the_images_is_found_and_told(String name) throws IOException {
    Path metadata = writeMetadata(name);

    Cutmix.Outcome outcome = Cutmix.run("augment", "--images", input.images(), "--out", out);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("cutmix: labels are those of " + metadata);
    assertThat(outcome.err()).doesNotContain("named in no row");
    Oracle.exact(input, out, 3).check();
  }

  @Test
  void images_that_the_metadata_does_not_name_are_counted() throws IOException {
    writeMetadata("metadata.csv");
    for (String more : List.of("x.png", "y.png")) {
      Files.copy(input.file(0), input.images().resolve(more));
    }

    Cutmix.Outcome mixed = Cutmix.run("augment", "--images", input.images(), "--out", out);
    Cutmix.Outcome inspected = Cutmix.run("inspect", "--images", input.images());

    String unnamed = "2 images are named in no row and were skipped (the first: x.png)";
    assertThat(mixed.err()).contains(unnamed);
    assertThat(inspected.err()).doesNotContain(unnamed);
    assertThat(inspected.out()).contains("2 images have no row");
  }

  @Test
  void labels_come_before_metadata() throws IOException {
    Files.writeString(input.images().resolve("metadata.csv"), "nonsense");

    Cutmix.Outcome outcome = Cutmix.augment(input, out);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).doesNotContain("metadata");
  }

  @Test
  void columns_may_be_those_of_the_metadata() throws IOException {
    writeMetadata("metadata.csv");

    Cutmix.Outcome outcome =
        Cutmix.run("augment", "--images", input.images(), "--out", out, "--label-column", "label");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  @Test
  void a_split_is_the_folder_with_its_own_metadata_and_is_recorded() throws IOException {
    writeMetadata("metadata.jsonl");
    Path whole = temp.resolve("whole");

    Cutmix.Outcome outcome =
        Cutmix.run("augment", "--images", input.root(), "--split", "images", "--out", out);
    Cutmix.run("augment", "--images", input.images(), "--out", whole);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    Map<String, String> actual = FolderBytes.of(out);
    Map<String, String> expected = FolderBytes.of(whole);
    JsonNode run = new JsonMapper().readTree(out.resolve("run.json").toFile());
    assertThat(run.at("/input/source/split").asText()).isEqualTo("images");
    actual.remove("run.json");
    expected.remove("run.json");
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void splits_alone_are_no_classes() throws IOException {
    Path test = temp.resolve("images/test");
    Files.createDirectories(test);
    Files.copy(input.file(0), test.resolve("t.png"));

    Cutmix.Outcome outcome =
        Cutmix.run("augment", "--images", temp.resolve("images"), "--out", out);

    assertThat(outcome.err()).contains("splits and no classes (test, train)", "--split train");
  }

  @Test
  void a_split_that_is_a_path_is_wrong_usage_and_one_that_is_missing_wrong_input() {
    Path images = temp.resolve("images");

    assertThat(Cutmix.run("augment", "--images", images, "--out", out, "--split", "../images"))
        .satisfies(outcome -> assertThat(outcome.exit()).isEqualTo(2))
        .satisfies(outcome -> assertThat(outcome.err()).contains("--split", "../images"));
    assertThat(Cutmix.run("augment", "--images", images, "--out", out, "--split", "val"))
        .satisfies(outcome -> assertThat(outcome.exit()).isEqualTo(3))
        .satisfies(outcome -> assertThat(outcome.err()).contains("no such split", "train"));
  }

  private Path writeMetadata(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    if (name.endsWith(".csv")) {
      lines.add("file_name,label");
    }
    for (String image : input.names()) {
      String label = ImagesAndLabels.label(image);
      lines.add(
          name.endsWith(".csv")
              ? image + "," + label
              : "{\"file_name\": \"%s\", \"label\": \"%s\"}".formatted(image, label));
    }
    return Files.write(input.images().resolve(name), lines);
  }
}
