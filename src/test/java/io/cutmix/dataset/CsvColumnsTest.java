package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvColumnsTest {
  private LabeledFiles input;

  @BeforeEach
  void makeImages(@TempDir Path folder) throws IOException {
    input = new LabeledFiles(folder).with("a.jpg", "b.jpg");
  }

  @ParameterizedTest
  @CsvSource({"where,what", "WHERE,What", "where,''"})
  void named_columns_are_taken(String image, String label) throws IOException {
    input.csv("class id,where,what", "7,a.jpg,cat", "8,b.jpg,dog");
    if (label.isEmpty()) {
      assertThat(LabeledFiles.labels(read(image, label))).containsExactly("7", "8");
    } else {
      assertThat(LabeledFiles.labels(read(image, label))).containsExactly("cat", "dog");
    }
  }

  @Test
  void the_other_of_two_columns_is_what_the_option_leaves() throws IOException {
    input.csv("foo,bar", "cat,a.jpg", "dog,b.jpg");

    assertThat(LabeledFiles.labels(read("", "foo"))).containsExactly("cat", "dog");
    assertThat(LabeledFiles.labels(read("bar", ""))).containsExactly("cat", "dog");
  }

  @Test
  void a_header_without_images_in_the_rows_is_still_a_header() throws IOException {
    input.with("a", "b").csv("species,file", "cat,a", "dog,b");

    assertThat(LabeledFiles.names(input.read())).containsExactly("a", "b");
  }

  @Test
  void a_label_that_is_also_a_known_column_name_does_not_make_the_first_row_a_header()
      throws IOException {
    input.csv("a.jpg,target", "b.jpg,class");

    assertThat(LabeledFiles.labels(input.read())).containsExactly("target", "class");
  }

  @Test
  void a_column_that_is_not_there_is_refused_with_those_there_are() throws IOException {
    input.csv("file,label", "a.jpg,cat");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read("picture", ""))
        .withMessage(
            input.labels()
                + ": no column \"picture\"; give --image-column one of its columns: file,"
                + " label");
  }

  @Test
  void a_column_name_that_stands_twice_is_refused() throws IOException {
    input.csv("file,x,x", "a.jpg,cat,dog");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read("", "x"))
        .withMessageContaining("more than one column \"x\"");
  }

  @Test
  void several_columns_that_could_be_the_label_are_not_guessed_at() throws IOException {
    input.csv("file,class_id,class_name", "a.jpg,0,cat");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessageContaining("can't tell which column is the label; choose with --label-column")
        .withMessageContaining("file, class_id, class_name");
  }

  @Test
  void three_columns_without_known_names_are_refused_with_the_options() throws IOException {
    input.csv("a.jpg,cat,1", "b.jpg,dog,2");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessageContaining("has 3 columns")
        .withMessageContaining("give it a header and name them with --image-column and");
  }

  @Test
  void three_columns_whose_names_say_nothing_are_to_be_chosen_from() throws IOException {
    input.csv("Image Index,Finding Labels,Age", "a.jpg,cat,1", "b.jpg,dog,2");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessage(
            input.labels()
                + ": has 3 columns, and its first row doesn't say which are the image and the label"
                + " (Image Index, Finding Labels, Age); choose with --image-column and"
                + " --label-column from its columns, or columns of numbers with --label-columns");
  }

  @Test
  void one_column_for_both_is_refused() throws IOException {
    input.csv("file,label", "a.jpg,cat");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read("FILE", "file"))
        .withMessageContaining("can't be both the image and a label");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("file", "file"))
        .withMessageContaining("can't be both");
  }

  @Test
  void number_columns_are_rows_of_targets_in_the_order_asked_for() throws IOException {
    input.csv("dog;cat;path;note", "1e-1;.9;b.jpg;x", "-0; 2. ;a.jpg;y");
    Dataset dataset = Sources.targets(input.source(), "cat", "DOG").read(LabeledFiles.IS_IMAGE);

    assertThat(dataset.labels().areClassIds()).isFalse();
    assertThat(dataset.labels().classes()).containsExactly("cat", "dog");
    assertThat(dataset.labels().row(0)).containsExactly(2, 0);
    assertThat(dataset.labels().row(1)).containsExactly(0.9, 0.1);
  }

  @Test
  void a_row_of_targets_is_a_copy() throws IOException {
    input.csv("file,x", "a.jpg,1");
    Dataset dataset = Sources.targets(input.source(), "x").read(LabeledFiles.IS_IMAGE);
    dataset.labels().row(0)[0] = 5;

    assertThat(dataset.labels().row(0)).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "1e999", "1f", "0x1p3", "one", "'0,5'"})
  void a_target_that_is_no_finite_number_is_refused(String value) throws IOException {
    input.csv("file;x", "a.jpg;1", "b.jpg;" + value);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Sources.targets(input.source(), "x").read(LabeledFiles.IS_IMAGE))
        .withMessage(
            "%s:3: \"%s\" in the column \"x\" is no finite number; write it like 0.25",
            input.labels(), value);
  }

  @Test
  void an_empty_target_is_refused() throws IOException {
    input.csv("file,x,y", "a.jpg,,1");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Sources.targets(input.source(), "x", "y").read(LabeledFiles.IS_IMAGE))
        .withMessageContaining("labels.csv:2: empty label in the column \"x\"");
  }

  @Test
  void options_that_contradict_each_other_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source(Optional.of("a"), List.of("b"), ClassList.found()))
        .withMessageContaining("label-columns (numbers) and --label-column (classes)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source(Optional.empty(), List.of("b"), ClassList.counted(2)))
        .withMessageContaining("remove --classes, --num-classes and --class-map");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source(Optional.empty(), List.of("b", "b"), ClassList.found()))
        .withMessageContaining("names a column twice: b,b");
  }

  private LabelFileSource source(Optional<String> label, List<String> labels, ClassList classes) {
    return Sources.rules(
        input.source(), new LabelRules(label, labels, Optional.empty(), false, classes));
  }

  private Dataset read(String image, String label) throws IOException {
    return Sources.columns(input.source(), image, label).read(LabeledFiles.IS_IMAGE);
  }
}
