package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReaderTest {
  private LabeledFiles input;

  @BeforeEach
  void choosePlace(@TempDir Path folder) {
    input = new LabeledFiles(folder);
  }

  @Test
  void each_folder_is_a_class_and_holds_all_images_below_it() throws IOException {
    Dataset dataset =
        input.with("große Katze/b.jpg", "dog/x/y/\"1\" %\n.png", "dog/a.jpg").folders();

    assertThat(LabeledFiles.names(dataset))
        .containsExactly("dog/a.jpg", "dog/x/y/\"1\" %\n.png", "große Katze/b.jpg");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("dog", "dog", "große Katze");
    assertThat(new String(dataset.read(1), StandardCharsets.UTF_8)).isEqualTo(dataset.name(1));
    assertThat(dataset.warnings()).map(Problem::toString).isEmpty();
  }

  @Test
  void hidden_files_and_what_systems_leave_behind_are_passed_over() throws IOException {
    input.with("cat/a.jpg", "dog/b.jpg", "cat/.c.jpg", ".git/d.jpg", "cat/.thumbs/e.jpg");
    input.with(
        "__MACOSX/cat/f.jpg", "cat/Thumbs.db", "cat/desktop.ini", ".DS_Store", "cat/._a.jpg");
    Dataset dataset = input.folders();

    assertThat(LabeledFiles.names(dataset)).containsExactly("cat/a.jpg", "dog/b.jpg");
    assertThat(dataset.warnings())
        .map(Problem::toString)
        .containsExactly("1 hidden image was skipped (cat/.c.jpg)");
  }

  @Test
  void a_hidden_images_folder_is_read(@TempDir Path folder) throws IOException {
    Path hidden = folder.resolve(".images");
    Files.createDirectories(hidden.resolve("cat"));
    Files.writeString(hidden.resolve("cat/a.jpg"), "");

    assertThat(
            new FolderSource(hidden, ClassList.found(), Links.INSIDE)
                .read(LabeledFiles.IS_IMAGE)
                .size())
        .isEqualTo(1);
  }

  @Test
  void what_is_left_out_is_counted() throws IOException {
    input.with("cat/a.jpg", "dog/b.jpg", "notes.txt", "cat/list.csv", "dog/readme");
    input.with("z.jpg", "y.jpg");
    Files.createDirectories(input.images().resolve("empty/below"));

    assertThat(input.folders().warnings())
        .map(Problem::toString)
        .containsExactly(
            "3 files are not images and were skipped (the first: cat/list.csv)",
            "2 images lie outside any class folder and were skipped (the first: y.jpg)",
            "1 class folder holds no image (empty)");
  }

  @Test
  void folders_with_numbers_are_in_numeric_order_and_gaps_are_told() throws IOException {
    Dataset dataset = input.with("10/a.jpg", "2/b.jpg").folders();

    assertThat(dataset.labels().classes()).containsExactly("2", "10");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("10", "2");
    assertThat(dataset.warnings())
        .map(Problem::toString)
        .singleElement()
        .asString()
        .contains("--num-classes 11");
  }

  @Test
  void without_images_in_class_folders_the_remedy_is_named() throws IOException {
    input.with("a.jpg", "cat/notes.txt");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::folders)
        .withMessageStartingWith(input.images() + ": no image lies in a class folder below it")
        .withMessageContaining("1 image lies outside any class folder and was skipped (a.jpg)")
        .withMessageEndingWith("or name a CSV file with --labels");
  }

  @Test
  void a_class_list_fixes_the_order() throws IOException {
    Dataset dataset =
        input.with("cat/a.jpg", "dog/b.jpg").folders(ClassList.named(List.of("dog", "ant", "cat")));

    assertThat(dataset.labels().classes()).containsExactly("dog", "ant", "cat");
    assertThat(dataset.labels().row(0)).containsExactly(0, 0, 1);
  }

  @Test
  void folders_that_are_not_in_the_list_are_refused_once_each() throws IOException {
    input.with("catt/a.jpg", "catt/b.jpg", "dog/c.jpg", "emu/d.jpg");
    ProblemException error =
        catchThrowableOfType(
            ProblemException.class, () -> input.folders(ClassList.named(List.of("cat", "dog"))));

    assertThat(error.problems())
        .map(Problem::toString)
        .containsExactly(
            input.images().resolve("catt")
                + ": unknown class \"catt\" (known: cat, dog; did you mean cat?);"
                + " add it with --classes or rename the folder",
            input.images().resolve("emu")
                + ": unknown class \"emu\" (known: cat, dog);"
                + " add it with --classes or rename the folder");
  }

  @Test
  void counted_classes_need_folders_with_numbers() throws IOException {
    input.with("1/a.jpg", "cat/b.jpg");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> input.folders(ClassList.counted(2)))
        .withMessageContaining("the label \"cat\" is no whole number from 0 to 1");
  }

  @Test
  void links_are_followed_but_not_in_circles() throws IOException {
    input.with("cat/a.jpg", ".all/b.jpg");
    Files.createSymbolicLink(input.images().resolve("dog"), Path.of(".all"));
    Files.createSymbolicLink(input.images().resolve("cat/up"), input.images());
    Dataset dataset = input.folders();

    assertThat(LabeledFiles.names(dataset)).containsExactly("cat/a.jpg", "dog/b.jpg");
    assertThat(dataset.warnings())
        .map(Problem::toString)
        .containsExactly("1 link leads back to a folder it lies in and was skipped (cat/up)");
  }

  @Test
  void an_image_that_is_a_link_to_nothing_is_refused() throws IOException {
    input.with("cat/a.jpg");
    Path link = input.images().resolve("cat/b.jpg");
    Files.createSymbolicLink(link, Path.of("gone.jpg"));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::folders)
        .withMessageStartingWith(link + ": a link to a file that isn't there");
  }
}
