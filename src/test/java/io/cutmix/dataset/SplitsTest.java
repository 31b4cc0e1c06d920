package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitsTest {
  @TempDir private Path folder;
  private LabeledFiles input = new LabeledFiles(Path.of(""));

  @BeforeEach
  void makeImages() throws IOException {
    input = new LabeledFiles(folder).with("train/cat/a.jpg", "test/dog/b.jpg");
  }

  @Test
  void class_folders_that_are_all_called_like_splits_are_refused() {
    assertThatThrownBy(() -> input.folders())
        .hasMessageContaining(
            "splits and no classes (test, train); take one split with --split train");
  }

  @Test
  void class_folders_of_which_one_is_no_split_are_not_told() throws IOException {
    assertThat(input.with("owl/c.jpg").folders().warnings())
        .map(Problem::toString)
        .noneMatch(warning -> warning.contains("--split"));
  }

  @Test
  void a_split_is_a_folder_in_the_images_folder() throws IOException {
    assertThat(Splits.folder(input.images(), "test", Links.INSIDE))
        .isEqualTo(input.images().resolve("test"));
  }

  @Test
  void a_split_that_is_not_there_is_refused_with_those_there_are() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Splits.folder(input.images(), "val", Links.INSIDE))
        .withMessage(
            "%s: no such split; give --split one of the folders in --images: test, train",
            input.images().resolve("val"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "..", "../x", "train/cat", "a\\b", "/etc"})
  void a_split_that_is_no_name_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Splits.folder(input.images(), name, Links.INSIDE))
        .withMessage("split must be the name of a folder in --images, but was \"" + name + "\"");
  }

  @Test
  void two_metadata_files_are_refused() throws IOException {
    Files.writeString(input.images().resolve("metadata.csv"), "");
    assertThat(LabelFileSource.among(input.images(), Links.INSIDE))
        .contains(input.images().resolve("metadata.csv"));
    Files.writeString(input.images().resolve("metadata.jsonl"), "");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> LabelFileSource.among(input.images(), Links.INSIDE))
        .withMessageContaining("both metadata.csv and metadata.jsonl; choose with --labels");
  }
}
