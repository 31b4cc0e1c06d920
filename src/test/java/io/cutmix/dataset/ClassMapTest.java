package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassMapTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dog\": 1, \"cat\": 0, \"owl\": 2}",
        "\uFEFF{\"1\": \"dog\", \"2\": \"owl\", \"0\": \"cat\"}",
        "{\"2\": [\"owl\", \"bird\"], \"0\": [\"cat\", \"tabby\"], \"1\": [\"dog\"]}",
      })
  void ids_are_those_of_the_file(String json) throws IOException {
    LabeledFiles input = new LabeledFiles(folder).with("a.jpg", "b.jpg");
    input.csv("file,label", "a.jpg,owl", "b.jpg,1");
    Dataset dataset = input.read(map(json));

    assertThat(dataset.labels().classes()).containsExactly("cat", "dog", "owl");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("owl", "dog");
  }

  @Test
  void every_name_of_a_class_is_known_unless_two_classes_share_it() throws IOException {
    LabeledFiles input = new LabeledFiles(folder).with("crane/a.jpg", "n1/b.jpg", "tabby/c.jpg");
    ClassList classes =
        map("{\"0\": [\"n1\", \"crane\"], \"1\": [\"n2\", \"crane\"], \"2\": [\"n3\", \"tabby\"]}");

    assertThat(catchThrowableOfType(ProblemException.class, () -> input.folders(classes)))
        .hasMessageContaining("unknown class \"crane\" (known: n1, n2, n3")
        .hasMessageContaining("add it with --class-map or rename the folder");
    Files.delete(input.images().resolve("crane/a.jpg"));
    assertThat(LabeledFiles.labels(input.folders(classes))).containsExactly("n1", "n3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"cat": 0, "dog": 2}                  | : ids must be 0 to 2 without gaps, but 1 is missing
          {"cat": 1, "dog": 4}                  | : ids must be 0 to 4 without gaps, but 0 and 2 more are missing
          {"cat": 0, "dog": 0}                  | :1: the id 0 of dog is already that of cat
          {"0": ["cat"], "1": ["cat"]}          | :1: the class cat is there twice
          {"cat": -1}                           | :1: the id "-1" of cat is no whole number from 0
          {"cat": 0.5}                          | :1: "cat" has neither an id nor names
          {"x": ["cat"]}                        | :1: the id "x" of cat is no whole number
          {"0": []}                             | :1: "0" has neither an id nor names
          {"0": ["cat", 7]}                     | :1: "0" has neither an id nor names
          {}                                    | holds no class
          ["cat"]                               | holds no object of classes
          {"cat": 0                             | :1: unreadable JSON
          """)
  void what_is_wrong_is_told(String json, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("map.json"), json);

    assertThat(catchThrowableOfType(ProblemException.class, () -> ClassList.map(file)))
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void lines_of_problems_are_right_and_all_are_told() throws IOException {
    Path file =
        Files.writeString(folder.resolve("map.json"), "{\n\"cat\": 0,\n\"dog\": 0,\n\"owl\": -1}");

    assertThat(catchThrowableOfType(ProblemException.class, () -> ClassList.map(file)).problems())
        .map(Problem::toString)
        .map(problem -> problem.substring(file.toString().length(), file.toString().length() + 3))
        .containsExactly(":3:", ":4:");
  }

  private ClassList map(String json) throws IOException {
    return ClassList.map(Files.writeString(folder.resolve("map.json"), json));
  }
}
