package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassesTest {
  private LabeledFiles input;
  private Path list;

  @BeforeEach
  void makeImages(@TempDir Path folder) throws IOException {
    input = new LabeledFiles(folder).with("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg");
    list = folder.resolve("classes.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "dog cat ant, ant cat dog",
    "10 2 1, 1 2 10",
    "10.5 -2 9.25, -2 9.25 10.5",
    "10 2 x, 10 2 x",
    "12345678901 -2 3, -2 3 12345678901",
    "b B a, B a b",
  })
  void classes_are_in_numeric_order_if_all_are_numbers_and_else_sorted(String given, String order)
      throws IOException {
    assertThat(labelled(given.split(" ")).read().labels().classes())
        .containsExactly(order.split(" "));
  }

  @Test
  void a_row_has_a_one_for_the_class_and_is_a_copy() throws IOException {
    Labels labels = labelled("dog", "cat", "dog").read().labels();
    labels.row(0)[0] = 7;

    assertThat(labels.row(0)).containsExactly(0, 1);
    assertThat(labels.row(1)).containsExactly(1, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '`',
      value = {
        "0 1 3 = labels are numbers with gaps (2 is missing): 3 classes; use --num-classes 4 to"
            + " keep ids as positions",
        "1 2 3 = labels are numbers with gaps (0 is missing): 3 classes; use --num-classes 4 to"
            + " keep ids as positions",
        "0 7 3 = labels are numbers with gaps (1 and 4 more are missing): 3 classes; use"
            + " --num-classes 8 to keep ids as positions",
        "-1 0 1 = the label -1 is taken as a class; remove its rows if it means none",
        "0 1 01 = the classes \"01\" and \"1\" differ in their spelling only, and are taken as two;"
            + " write one of them if they are the same",
        "Bird Cat bird cat = the classes \"Bird\" and \"bird\" differ in their spelling only, and are"
            + " taken as two, and so is 1 more; write one of them if they are the same",
        "1.5 1.50 1.5 1.5 = the classes \"1.5\" and \"1.50\" differ in their spelling only, and are taken"
            + " as two; write one of them if they are the same",
        "Cat cat dog = the classes \"Cat\" and \"cat\" differ in their spelling only, and are taken as"
            + " two; write one of them if they are the same",
        "\u00e9 e\u0301 dog = the classes \"e\u0301\" and \"\u00e9\" differ in their spelling only, and"
            + " are taken as two; write one of them if they are the same",
        "0 1 cat = some labels are numbers (0), others are names (cat), and each is a class; if the"
            + " numbers are ids, list the names with --classes",
        "cat dog cat;dog = the class \"cat;dog\" looks like several classes; if it is, give"
            + " --label-separator ';'",
        "cat dog cup cat;dog|cup = the class \"cat;dog|cup\" looks like several classes; if it is,"
            + " write them as in a|b and give --label-separator '|'",
        "cat cat cat = there is one class only: cat",
        "cat dog NA = the class \"NA\" looks like a missing label, and is taken as a class; remove its"
            + " rows if it is one",
        "cat dog #N/A = the class \"#N/A\" looks like a missing label, and is taken as a class; remove"
            + " its rows if it is one",
      })
  void suspicious_labels_give_a_warning(String given, String warning) throws IOException {
    assertThat(labelled(given.split(" ")).read().warnings())
        .map(Problem::toString)
        .containsExactly(warning);
  }

  @Test
  void classes_of_one_number_are_counted_one_by_one() throws IOException {
    assertThat(labelled("007", "07", "7", "08", "8").read().warnings())
        .map(Problem::toString)
        .containsExactly(
            "the classes \"007\" and \"07\" differ in their spelling only, and are taken as two, and"
                + " so are 2 more; write one of them if they are the same",
            "labels are numbers with gaps (0 and 6 more are missing): 5 classes; use --num-classes 9"
                + " to keep ids as positions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 1 2", "2 1 0", "cat dog 7", "cat dog none"})
  void usual_labels_give_no_warning(String given) throws IOException {
    assertThat(labelled(given.split(" ")).read().warnings()).map(Problem::toString).isEmpty();
  }

  @Test
  void a_class_list_fixes_the_order_and_takes_names_before_positions() throws IOException {
    Dataset dataset =
        labelled("cat", "0", "2", "dog", "ox").read(ClassList.named(List.of("dog", " ox ", "cat")));

    assertThat(dataset.labels().classes()).containsExactly("dog", " ox ", "cat");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("cat", "dog", "cat", "dog", " ox ");
  }

  @Test
  void among_names_that_are_numbers_a_label_is_no_position() {
    assertThat(refusal(ClassList.named(List.of("01", "02")), "01", "1"))
        .endsWith(
            ":3: unknown class \"1\" (known: 01, 02; did you mean 01?); add it with --classes or"
                + " correct the row");
  }

  @Test
  void an_unknown_class_is_refused_with_those_known_and_the_nearest() {
    assertThat(refusal(ClassList.named(List.of("cat", "dog")), "cat", "Catt"))
        .isEqualTo(
            input.labels()
                + ":3: unknown class \"Catt\" (known: cat, dog; did you mean cat?);"
                + " add it with --classes or correct the row");
    assertThat(refusal(ClassList.named(List.of("cat", "dog")), "horse"))
        .endsWith(
            ":2: unknown class \"horse\" (known: cat, dog); add it with --classes or correct the"
                + " row");
  }

  @Test
  void of_many_known_classes_ten_are_shown() {
    List<String> many = IntStream.range(0, 1_000).mapToObj(i -> "class" + i).toList();

    assertThat(refusal(ClassList.named(many), "x"))
        .contains("(known: class0, class1, ", ", class9 and 990 more);");
  }

  @Test
  void counted_classes_are_there_whether_they_occur_or_not() throws IOException {
    Dataset dataset = labelled("3", "0", "03").read(ClassList.counted(5));

    assertThat(dataset.labels().classes()).containsExactly("0", "1", "2", "3", "4");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("3", "0", "3");
    assertThat(dataset.warnings()).map(Problem::toString).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "-1", "cat", "1.5", "99999999999"})
  void a_label_beyond_the_count_is_refused(String label) {
    assertThat(refusal(ClassList.counted(5), label))
        .isEqualTo(
            "%s:2: the label \"%s\" is no whole number from 0 to 4; raise --num-classes or correct the row"
                .formatted(input.labels(), label));
  }

  @Test
  void a_list_file_may_have_a_mark_blank_lines_and_windows_line_ends() throws IOException {
    Files.writeString(list, "\uFEFFdog\r\n\r\n  großer Bär \r\ncat");

    assertThat(ClassList.read(list).names()).contains(List.of("dog", "großer Bär", "cat"));
  }

  @Test
  void a_comment_in_a_list_file_is_no_class() throws IOException {
    Files.writeString(list, "# animals\n#1\ncat\n");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ClassList.read(list))
        .withMessage(list + ":1: \"# animals\" is no class; remove the comment");
  }

  @Test
  void a_list_file_with_a_name_twice_is_refused_with_both_lines() throws IOException {
    Files.writeString(list, "dog\n\ncat\ndog \n");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ClassList.read(list))
        .withMessage(list + ":4: class \"dog\" is already on line 1");
  }

  @Test
  void a_list_file_that_is_empty_missing_or_not_utf_8_is_refused() throws IOException {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ClassList.read(list))
        .withMessage(list + ": no such file; correct --classes");
    Files.writeString(list, "\n \n");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ClassList.read(list))
        .withMessage(list + ": holds no class; write a class name on each line");
    Files.writeString(list, "cat\nBär\n", StandardCharsets.ISO_8859_1);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ClassList.read(list))
        .withMessage(list + ":2: the text is not UTF-8; save the file as UTF-8");
  }

  @Test
  void class_lists_that_make_no_sense_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ClassList.named(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> ClassList.named(List.of("a", " ")));
    assertThatIllegalArgumentException().isThrownBy(() -> ClassList.named(List.of("a", "a")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassList.counted(0))
        .withMessage("num-classes must be at least 1, but was 0");
  }

  private String refusal(ClassList classes, String... labels) {
    return catchThrowableOfType(ProblemException.class, () -> labelled(labels).read(classes))
        .getMessage();
  }

  /** Labels for the images a, b, c and so on. */
  private LabeledFiles labelled(String... labels) throws IOException {
    StringBuilder text = new StringBuilder("file,label\n");
    for (int i = 0; i < labels.length; i++) {
      text.append((char) ('a' + i)).append(".jpg,").append(labels[i]).append('\n');
    }
    return input.text(text.toString(), StandardCharsets.UTF_8);
  }
}
