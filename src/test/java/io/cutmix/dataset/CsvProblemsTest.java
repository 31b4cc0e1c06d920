package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvProblemsTest {
  private LabeledFiles input;

  @BeforeEach
  void makeImages(@TempDir Path folder) throws IOException {
    input = new LabeledFiles(folder).with("a.jpg", "b.jpg", "sub/c.jpg");
  }

  @Test
  void a_missing_file_is_named_with_the_place_it_was_looked_for() throws IOException {
    assertThat(problems("file,label", "a.jpg,cat", "sub/x y.jpg,cat"))
        .containsExactly(
            "%s:3: missing file \"sub/x y.jpg\" (looked for %s); add it or correct the row: paths are relative to --images %s"
                .formatted(input.labels(), input.images().resolve("sub/x y.jpg"), input.images()));
  }

  @Test
  void a_folder_is_not_taken_for_a_file() throws IOException {
    assertThat(problems("file,label", "sub,cat"))
        .singleElement()
        .asString()
        .contains("labels.csv:2: the file \"sub\" can't be used")
        .endsWith("is not a file");
  }

  @Test
  void a_name_that_no_path_can_have_is_a_missing_file(@TempDir Path folder) throws IOException {
    ImageFolder images = ImageFolder.open(folder, Links.INSIDE);

    assertThat(images.state("a\0b.jpg").isMissing()).isTrue();
    assertThat(images.whyMissing("a\0b.jpg", java.util.Optional.empty()).what())
        .startsWith("missing file")
        .contains("character set");
  }

  @Test
  void a_duplicate_row_is_reported_with_both_lines_however_the_path_is_spelt() throws IOException {
    assertThat(problems("file,label", "a.jpg,cat", "b.jpg,cat", "./a.jpg,dog", "sub/../a.jpg,cat"))
        .containsExactly(
            input.labels()
                + ":4: duplicate row: \"a.jpg\" is already on line 2; keep one of them, or let"
                + " rows add up with --multi-label",
            input.labels()
                + ":5: duplicate row: \"a.jpg\" is already on line 2; keep one of them, or let"
                + " rows add up with --multi-label");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a.jpg",
        "sub/../../a.jpg",
        "/etc/a.jpg",
        "C:\\a.jpg",
        "c:/a.jpg",
        "..\\a.jpg",
        "..",
        "."
      })
  void a_path_that_leaves_the_images_folder_is_refused(String path) throws IOException {
    assertThat(problems("file,label", path + ",cat"))
        .containsExactly(
            "%s:2: the path \"%s\" leaves the images folder; write it relative to --images %s"
                .formatted(input.labels(), path, input.images()));
  }

  @Test
  void all_problems_come_at_once_in_the_order_of_lines() throws IOException {
    assertThat(
            problems(
                "file,label",
                "x.jpg,cat",
                "a.jpg,",
                "\"\",cat",
                "",
                "a.jpg",
                "b.jpg,cat,dog",
                "a.jpg,cat",
                "\"two\nlines.jpg\",cat",
                "b.jpg,\"dog\""))
        .map(problem -> problem.substring(input.labels().toString().length()))
        .map(problem -> problem.replaceFirst("[(;].*", "").strip())
        .containsExactly(
            ":2: missing file \"x.jpg\"",
            ":3: empty label",
            ":4: empty image",
            ":6: the row has 1 column, the first one 2",
            ":7: the row has 3 columns, the first one 2",
            ":8: duplicate row: \"a.jpg\" is already on line 3",
            ":9: missing file \"two\\nlines.jpg\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void the_line_of_a_row_behind_line_breaks_in_cells_is_right(String eol) throws IOException {
    String text =
        "file,label~\"~~a.jpg\",\"c~at\"~~b.jpg,\"dog~\"~\"~x.jpg\",dog~y.jpg,dog"
            .replace("~", eol);
    input.text(text, StandardCharsets.UTF_8);
    ProblemException error = catchThrowableOfType(ProblemException.class, input::read);

    assertThat(error.problems())
        .map(Problem::toString)
        .map(problem -> problem.substring(input.labels().toString().length()))
        .map(problem -> problem.substring(0, 3))
        .containsExactly(":2:", ":9:", ":11");
  }

  @Test
  void the_message_shows_ten_problems_and_counts_the_rest() throws IOException {
    String[] rows = rows(5_000);
    input.csv(rows);
    ProblemException error = catchThrowableOfType(ProblemException.class, input::read);

    assertThat(error.problems()).map(Problem::toString).hasSize(1_000);
    assertThat(error.getMessage().lines()).hasSize(11);
    assertThat(error).hasMessageEndingWith("\n… and 4990 more");
  }

  @Test
  void ten_problems_are_all_shown() throws IOException {
    input.csv(rows(10));
    ProblemException error = catchThrowableOfType(ProblemException.class, input::read);

    assertThat(error.getMessage().lines()).hasSize(10).noneMatch(line -> line.startsWith("…"));
  }

  @Test
  void a_missing_file_that_is_allowed_fails_when_it_is_read() throws IOException {
    input.csv("file,label", "a.jpg,cat", "x.jpg,dog");
    Dataset dataset = Sources.missingAllowed(input.source()).read(LabeledFiles.IS_IMAGE);

    assertThat(LabeledFiles.names(dataset)).containsExactly("a.jpg", "x.jpg");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> dataset.read(1))
        .withMessage(input.images().resolve("x.jpg") + ": no such file");
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> dataset.open(1).close());
  }

  @Test
  void every_reading_error_begins_with_the_path() throws IOException {
    input.csv("file,label", "sub,cat");
    Dataset dataset = Sources.missingAllowed(input.source()).read(LabeledFiles.IS_IMAGE);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> dataset.read(0))
        .withMessageStartingWith(input.images().resolve("sub") + ": ");
  }

  @Test
  void folders_and_files_that_are_not_what_they_should_be_are_refused(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path none = folder.resolve("none");

    assertThat(refusal(none, input.labels()))
        .isEqualTo(none + ": no such folder; correct --images");
    assertThat(refusal(file, input.labels()))
        .isEqualTo(
            file
                + ": this is a file; give --images a folder; an archive that is no .tar, .tar.gz or"
                + " .tgz must be unpacked first");
    assertThat(refusal(folder, none)).isEqualTo(none + ": no such file; correct --labels");
    assertThat(refusal(folder, folder))
        .isEqualTo(folder + ": this is a folder; give --labels a file");
  }

  private static String refusal(Path images, Path labels) {
    return catchThrowableOfType(
            ProblemException.class,
            () -> LabelFileSource.of(images, labels).read(LabeledFiles.IS_IMAGE))
        .getMessage();
  }

  private List<String> problems(String... lines) throws IOException {
    input.csv(lines);
    return catchThrowableOfType(ProblemException.class, input::read).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private static String[] rows(int missing) {
    List<String> rows = new ArrayList<>(Collections.nCopies(missing + 1, "file,label"));
    for (int i = 1; i <= missing; i++) {
      rows.set(i, "missing-" + i + ".jpg,cat");
    }
    return rows.toArray(String[]::new);
  }
}
