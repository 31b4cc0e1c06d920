package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {
  private LabeledFiles csv;
  private LabeledFiles input;

  @BeforeEach
  void makeImages(@TempDir Path folder) throws IOException {
    csv = new LabeledFiles(folder).with("a.jpg", "sub/b.jpg");
    input = csv.labelledBy("labels.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"file_name\": \"a.jpg\", \"label\": \"cat\"}\n{\"file_name\": \"sub/b.jpg\", \"label\": \"dog\"}\n",
        "\uFEFF\r\n{\"label\":\"cat\",\"image\":\"a.jpg\"}\r\n\r\n{\"image\":\"./sub//b.jpg\",\"label\":\" dog \"}",
        "[{\"path\": \"a.jpg\", \"class\": \"cat\"},\n {\"path\": \"sub\\\\b.jpg\", \"class\": \"dog\"}]",
        "{\"note\": {\"x\": [1]}, \"samples\": [{\"path\": \"a.jpg\", \"class\": \"cat\"},"
            + "{\"path\": \"sub/b.jpg\", \"class\": \"dog\"}], \"end\": [[2]]}",
        "[{\"width\": 7, \"Image\": \"sub/b.jpg\", \"Class Name\": \"dog\", \"height\": 5},"
            + "{\"Class Name\": \"cat\", \"Image\": \"a.jpg\"}]",
      })
  void every_form_gives_the_samples_that_csv_gives(String text) throws IOException {
    Dataset expected = csv.csv("file,label", "a.jpg,cat", "sub/b.jpg,dog").read();
    Dataset dataset = read(text);

    assertThat(LabeledFiles.names(dataset)).containsExactly("a.jpg", "sub/b.jpg");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("cat", "dog");
    assertThat(dataset.fingerprint()).isEqualTo(expected.fingerprint());
    assertThat(dataset.warnings()).map(Problem::toString).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels.jsonl", "labels.NDJSON", "labels", "labels.labels"})
  void json_is_known_by_its_name_or_its_first_letter(String file) throws IOException {
    LabeledFiles others = csv.labelledBy(file);
    others.csv(
        "{\"file\": \"a.jpg\", \"label\": \"cat\"}", "{\"file\": \"sub/b.jpg\", \"label\": 7}");

    assertThat(LabeledFiles.labels(others.read())).containsExactly("cat", "7");
  }

  @Test
  void a_csv_may_begin_with_a_bracket(@TempDir Path folder) throws IOException {
    LabeledFiles odd = new LabeledFiles(folder).with("[1].jpg", "{2}.jpg");

    assertThat(LabeledFiles.names(odd.csv("[1].jpg,cat", "{2}.jpg,dog").read()))
        .containsExactly("[1].jpg", "{2}.jpg");
  }

  @Test
  void ids_are_classes_as_in_csv() throws IOException {
    write("{\"file\": \"a.jpg\", \"label\": 2}\n{\"file\": \"sub/b.jpg\", \"label\": \"0\"}");
    Dataset dataset = input.read(ClassList.counted(3));

    assertThat(dataset.labels().row(0)).containsExactly(0, 0, 1);
    assertThat(dataset.labels().row(1)).containsExactly(1, 0, 0);
  }

  @Test
  void lists_of_numbers_are_rows_of_the_target() throws IOException {
    write(
        "[{\"file\": \"a.jpg\", \"label\": [0, 0.25, 1e-1]}, {\"file\": \"sub/b.jpg\", \"label\":"
            + " [-1, 0, 0]}]");
    Dataset dataset = input.read();

    assertThat(dataset.labels().classes()).containsExactly("0", "1", "2");
    assertThat(dataset.labels().row(0)).containsExactly(0, 0.25, 0.1);
    assertThat(dataset.labels().row(1)).containsExactly(-1, 0, 0);
    assertThat(input.read(ClassList.named(List.of("x", "y", "z"))).labels().classes())
        .containsExactly("x", "y", "z");
  }

  @Test
  void ids_and_weights_are_rows_of_the_target() throws IOException {
    write(
        """
        {"file_name": "a.jpg", "label_ids": [3, 0], "label_weights": [0.25, 0.75], "lam": 0.25}
        {"file_name": "sub/b.jpg", "label_ids": [], "label_weights": [], "lam": 1}
        """);
    Dataset dataset = input.read(ClassList.counted(4));

    assertThat(dataset.labels().row(0)).containsExactly(0.75, 0, 0, 0.25);
    assertThat(dataset.labels().row(1)).containsExactly(0, 0, 0, 0);
    assertThat(catchThrowableOfType(ProblemException.class, input::read))
        .hasMessageContaining("labels.json:1: ids don't say how many classes there are")
        .hasMessageContaining("--num-classes");
  }

  @Test
  void wrong_ids_and_weights_are_refused_with_their_lines() throws IOException {
    write(
        """
        {"file_name": "a.jpg", "label_ids": [0, 4], "label_weights": [0.5, 0.5]}
        {"file_name": "a.jpg", "label_ids": [-1], "label_weights": [1]}
        {"file_name": "a.jpg", "label_ids": [0], "label_weights": []}
        {"file_name": "a.jpg", "label_ids": [0.5], "label_weights": [1]}
        {"file_name": "a.jpg", "label_ids": ["a"], "label_weights": [1]}
        {"file_name": "a.jpg", "label_ids": [0], "label_weights": ["x"]}
        {"file_name": "a.jpg", "label_ids": 0, "label_weights": 1}
        """);

    assertThat(
            catchThrowableOfType(ProblemException.class, () -> input.read(ClassList.counted(4)))
                .problems())
        .map(Problem::toString)
        .filteredOn(problem -> !problem.contains("duplicate"))
        .map(problem -> problem.substring(input.labels().toString().length()))
        .map(problem -> problem.replaceFirst("[(;].*", "").strip())
        .containsExactly(
            ":1: the id 4 is none of 0 to 3",
            ":2: the id -1 is none of 0 to 3",
            ":3: the ids [0] and weights [] are no two lists of numbers of one length",
            ":4: the ids [0.5] and weights [1] are no two lists of numbers of one length",
            ":5: the ids [\"a\"] and weights [1] are no two lists of numbers of one length",
            ":6: \"x\" in the field \"label_weights\" is no finite number",
            ":7: the ids 0 and weights 1 are no two lists of numbers of one length");
  }

  @Test
  void lists_of_names_are_ones_in_the_target() throws IOException {
    write(
        "[{\"file\": \"a.jpg\", \"label\": [\"dog\", \"cat\", \"dog\"]}, {\"file\": \"sub/b.jpg\","
            + " \"label\": []}]");
    Dataset dataset = input.read();

    assertThat(dataset.labels().classes()).containsExactly("cat", "dog");
    assertThat(dataset.labels().row(0)).containsExactly(1, 1);
    assertThat(dataset.labels().row(1)).containsExactly(0, 0);
  }

  @Test
  void classes_before_the_samples_are_their_order() throws IOException {
    write(
        "{\"classes\": [\"dog\", \"cat\", \"owl\"], \"samples\": [{\"file\": \"a.jpg\", \"label\":"
            + " 1},{\"file\": \"sub/b.jpg\", \"label\": \"dog\"}]}");
    Dataset dataset = input.read();

    assertThat(dataset.labels().classes()).containsExactly("dog", "cat", "owl");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("cat", "dog");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> input.read(ClassList.counted(3)))
        .withMessageContaining("names its classes itself (dog, cat, owl)")
        .withMessageContaining("--num-classes");
  }

  @Test
  void fields_of_numbers_are_the_target_in_the_order_asked_for() throws IOException {
    write(
        "{\"file\": \"a.jpg\", \"x\": -1.5, \"y\": 2}\n"
            + "{\"y\": 0, \"x\": 3, \"file\": \"sub/b.jpg\"}");
    Dataset dataset = Sources.targets(input.source(), "y", "X").read(LabeledFiles.IS_IMAGE);

    assertThat(dataset.labels().classes()).containsExactly("y", "x");
    assertThat(dataset.labels().row(0)).containsExactly(2, -1.5);
    assertThat(dataset.labels().row(1)).containsExactly(0, 3);
  }

  @Test
  void all_problems_come_at_once_with_their_lines() throws IOException {
    write(
        """
        {"file": "a.jpg", "label": "cat"}
        {"file": "x.jpg", "label": "cat"}
        {"file": "../a.jpg", "label": "cat"}

        {"file": "a.jpg", "label": "cat"}
        {"label": "cat"}
        {"file": "sub/b.jpg"}
        {"file": "sub/b.jpg", "label": [1, 2]}
        {"file": "sub/b.jpg", "label": 0.5}
        {"file": "sub/b.jpg", "label": ""}
        3
        ["a.jpg", "cat"]
        {"file": "sub/b.jpg" "label": "cat"}
        {"file": "y.jpg", "label": "cat"}
        """);
    ProblemException error = catchThrowableOfType(ProblemException.class, input::read);

    assertThat(error.problems())
        .map(Problem::toString)
        .map(problem -> problem.substring(input.labels().toString().length()))
        .map(problem -> problem.replaceFirst("[(;].*", "").strip())
        .contains(
            ":2: missing file \"x.jpg\"",
            ":3: the path \"../a.jpg\" leaves the images folder",
            ":5: duplicate row: \"a.jpg\" is already on line 1",
            ":6: the field \"file\" holds no path",
            ":7: no label in the field \"label\"",
            ":8: the label is a list, and that of the first row is one class",
            ":9: the label 0.5 is no class, id, list of names, or list of numbers",
            ":10: empty label")
        .anyMatch(problem -> problem.startsWith(":11: a row must be an object"))
        .anyMatch(problem -> problem.startsWith(":13: unreadable JSON: "))
        .noneMatch(problem -> problem.contains("y.jpg"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'file': {'0': 'a.jpg'}, 'label': {'0': 'cat'}}",
        "{'0': {'file': 'a.jpg', 'label': 'cat'}}",
        "{'columns': ['file', 'label'], 'index': [0], 'data': [['a.jpg', 'cat']]}",
        "{'schema': {'fields': []}, 'data': [{'index': 0, 'file': 'a.jpg', 'label': 'cat'}]}",
      })
  void tables_of_pandas_in_one_object_are_refused_with_the_orient_that_is_read(String json)
      throws IOException {
    write(json.replace('\'', '"'));

    assertThat(catchThrowableOfType(ProblemException.class, input::read))
        .hasMessage(
            input.labels()
                + ": holds one object of objects or lists where an image's is expected; write a list"
                + " of one object per image, such as pandas' orient=\"records\"");
  }

  @Test
  void rows_on_one_line_have_columns() throws IOException {
    write(
        """
        [{"file": "x.jpg", "label": "cat"}, {"file": "y.jpg", "label": "cat"},
         {"file": "a.jpg"}, 7, {"file": "z.jpg", "label": ""}]
        """);

    assertThat(catchThrowableOfType(ProblemException.class, input::read).problems())
        .map(Problem::toString)
        .map(problem -> problem.substring(input.labels().toString().length()))
        .map(problem -> problem.replaceFirst("[(;,].*", "").strip())
        .containsExactly(
            ":1: missing file \"x.jpg\"",
            ":1:37: missing file \"y.jpg\"",
            ":2: no label in the field \"label\"",
            ":2:21: a row must be an object such as {\"file_name\": \"a.jpg\"",
            ":2:24: empty label",
            ":2:24: missing file \"z.jpg\"");
  }

  @Test
  void a_list_on_many_lines_has_the_lines_of_its_rows() throws IOException {
    write(
        """
        [
          {
            "file": "a.jpg",
            "label": "cat"
          },
          {
            "file": "x.jpg",
            "label": "cat"
          }
        ]
        """);

    assertThat(catchThrowableOfType(ProblemException.class, input::read).problems())
        .map(Problem::toString)
        .singleElement()
        .asString()
        .contains("labels.json:6: missing file \"x.jpg\"");
  }

  @Test
  void rows_of_different_length_are_refused() throws IOException {
    write(
        "[{\"file\": \"a.jpg\", \"label\": [0, 1]},\n"
            + "{\"file\": \"sub/b.jpg\", \"label\": [0, 1, 0]}]");

    assertThat(catchThrowableOfType(ProblemException.class, input::read))
        .hasMessageContaining(
            "labels.json:2: the label has 3 numbers instead of 2, one for each class (0, 1)");
  }

  @Test
  void classes_behind_the_samples_are_refused() throws IOException {
    write("{\"samples\": [{\"file\": \"a.jpg\", \"label\": 0}],\n\"classes\": [\"cat\"]}");

    assertThat(catchThrowableOfType(ProblemException.class, input::read))
        .hasMessageContaining("labels.json:2: the classes stand behind the samples");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "[]", "{\"classes\": [\"cat\"], \"samples\": []}"})
  void a_file_without_rows_is_refused(String text) throws IOException {
    write(text);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessage(input.labels() + ": no row has an image; write a row for each image");
  }

  @Test
  void brackets_without_end_are_refused_with_their_line() throws IOException {
    write("{\"file\": \"a.jpg\", \"label\": \"cat\"}\n{\"x\": " + "[".repeat(100_000));

    assertThat(catchThrowableOfType(ProblemException.class, input::read))
        .hasMessageContaining("labels.json:2: unreadable JSON: ")
        .hasMessageContaining("nested deeper than 16 levels");
  }

  @Test
  void a_file_that_ends_in_the_middle_is_refused() throws IOException {
    write("[{\"file\": \"a.jpg\", \"label\": \"cat\"},\n{\"file\": \"sub/b.jpg\"");

    assertThat(catchThrowableOfType(ProblemException.class, input::read))
        .hasMessageContaining("labels.json:2: unreadable JSON: Unexpected end-of-input");
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused_with_their_line() throws IOException {
    input.text("\n{\"file\": \"ä.jpg\", \"label\": 1}", StandardCharsets.ISO_8859_1);

    assertThat(catchThrowableOfType(ProblemException.class, input::read))
        .hasMessage(input.labels() + ":2: the text is not UTF-8; save the file as UTF-8");
  }

  private Dataset read(String text) throws IOException {
    write(text);
    return input.read();
  }

  private void write(String text) throws IOException {
    input.text(text, StandardCharsets.UTF_8);
  }
}
