package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralClassesTest {
  private LabeledFiles input;

  @BeforeEach
  void makeImages(@TempDir Path folder) throws IOException {
    input = new LabeledFiles(folder).with("a.jpg", "b.jpg", "c.jpg");
  }

  @Test
  void a_separator_takes_labels_apart() throws IOException {
    input.csv("file,label", "a.jpg,cat|dog", "b.jpg,owl", "c.jpg, dog | dog ");
    Dataset dataset = read("|", false);

    assertThat(dataset.labels().classes()).containsExactly("cat", "dog", "owl");
    assertThat(dataset.labels().row(0)).containsExactly(1, 1, 0);
    assertThat(dataset.labels().row(1)).containsExactly(0, 0, 1);
    assertThat(dataset.labels().row(2)).containsExactly(0, 1, 0);
  }

  @Test
  void the_separator_may_be_a_blank() throws IOException {
    input.csv("file,label", "a.jpg,\" 16 0 \"", "b.jpg,2");

    assertThat(read(" ", false).labels().classes()).containsExactly("0", "2", "16");
  }

  @Test
  void without_a_separator_nothing_is_taken_apart() throws IOException {
    input.csv("file,label", "a.jpg,cat|dog", "b.jpg,owl");

    assertThat(LabeledFiles.labels(input.read())).containsExactly("cat|dog", "owl");
  }

  @Test
  void rows_of_the_same_image_add_up() throws IOException {
    input.csv("file,label", "a.jpg,dog", "b.jpg,owl", "./a.jpg,cat", "a.jpg,dog");
    Dataset dataset = read("", true);

    assertThat(LabeledFiles.names(dataset)).containsExactly("a.jpg", "b.jpg");
    assertThat(dataset.labels().classes()).containsExactly("cat", "dog", "owl");
    assertThat(dataset.labels().row(0)).containsExactly(1, 1, 0);
    assertThat(dataset.labels().row(1)).containsExactly(0, 0, 1);
  }

  @Test
  void the_order_of_rows_changes_nothing() throws IOException {
    input.csv("file,label", "a.jpg,dog;x", "b.jpg,owl", "a.jpg,cat");
    String fingerprint = read(";", true).fingerprint();
    input.csv("file,label", "a.jpg,cat", "a.jpg,x;dog", "b.jpg,owl");

    assertThat(read(";", true).fingerprint()).isEqualTo(fingerprint);
  }

  @Test
  void given_classes_are_kept_and_ids_are_positions_among_them() throws IOException {
    input.csv("file,label", "a.jpg,2|cat", "b.jpg,0");
    LabelFileSource source =
        Sources.classes(input.source(), ClassList.named(List.of("dog", "cat", "owl")));
    Dataset dataset = Sources.several(source, "|", false).read(LabeledFiles.IS_IMAGE);

    assertThat(dataset.labels().classes()).containsExactly("dog", "cat", "owl");
    assertThat(dataset.labels().row(0)).containsExactly(0, 1, 1);
  }

  @Test
  void numbers_in_a_json_list_are_ids() throws IOException {
    input = input.labelledBy("labels.jsonl");
    input.csv(
        "{\"file\": \"a.jpg\", \"label\": [0, 1]}", "{\"file\": \"b.jpg\", \"label\": [\"1\"]}");
    Dataset dataset = read("", true);

    assertThat(dataset.labels().classes()).containsExactly("0", "1");
    assertThat(dataset.labels().row(0)).containsExactly(1, 1);
    assertThat(dataset.labels().row(1)).containsExactly(0, 1);
  }

  @Test
  void labels_of_which_none_names_a_class_are_refused_unless_classes_are_given()
      throws IOException {
    input = input.labelledBy("labels.jsonl");
    input.csv("{\"file\": \"a.jpg\", \"label\": []}");

    assertThat(catchThrowableOfType(ProblemException.class, input::read))
        .hasMessageContaining("no label names a class")
        .hasMessageContaining("--classes");
    assertThat(input.read(ClassList.counted(2)).labels().row(0)).containsExactly(0, 0);
  }

  @Test
  void every_wrong_class_of_a_label_is_told() throws IOException {
    input.csv("file,label", "a.jpg,cat||catt", "x.jpg,cat", "a.jpg,doog");
    LabelFileSource source =
        Sources.classes(input.source(), ClassList.named(List.of("cat", "dog")));

    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () -> Sources.several(source, "|", true).read(LabeledFiles.IS_IMAGE))
                .problems())
        .map(Problem::toString)
        .map(problem -> problem.substring(input.labels().toString().length()))
        .map(problem -> problem.replaceFirst("[(;].*", "").strip())
        .containsExactly(
            ":2: empty label",
            ":2: unknown class \"catt\"",
            ":3: missing file \"x.jpg\"",
            ":4: unknown class \"doog\"");
  }

  @Test
  void numbers_where_classes_are_meant_are_refused() throws IOException {
    input = input.labelledBy("labels.jsonl");
    input.csv("{\"file\": \"a.jpg\", \"label\": [0.5, 1]}");

    assertThat(catchThrowableOfType(ProblemException.class, () -> read("", true)))
        .hasMessageContaining("labels.jsonl:1: the label is numbers, but here labels are classes");
  }

  @Test
  void options_that_contradict_each_other_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules(List.of("x"), Optional.of("|"), false))
        .withMessageContaining("label-columns (numbers) excludes --label-separator");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules(List.of("x"), Optional.empty(), true))
        .withMessageContaining("multi-label");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules(List.of(), Optional.of(""), false))
        .withMessage("label-separator must be a character such as '|', but was empty");
  }

  private static LabelRules rules(
      List<String> columns, Optional<String> separator, boolean multiLabel) {
    return new LabelRules(Optional.empty(), columns, separator, multiLabel, ClassList.found());
  }

  private Dataset read(String separator, boolean multiLabel) throws IOException {
    return Sources.several(input.source(), separator, multiLabel).read(LabeledFiles.IS_IMAGE);
  }
}
