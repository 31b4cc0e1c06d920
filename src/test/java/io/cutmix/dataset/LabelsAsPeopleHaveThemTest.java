package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.image.FileFormat;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsAsPeopleHaveThemTest {
  @TempDir private Path temp;
  private Path images = Path.of("");

  @BeforeEach
  void makeImages() throws IOException {
    images = Files.createDirectories(temp.resolve("images"));
    for (int i = 0; i < 4; i++) {
      Files.write(images.resolve(i + ".jpg"), new byte[0]);
    }
    Files.write(images.resolve("\u00fc.jpg"), new byte[0]);
    Files.write(Files.createDirectory(images.resolve("deep")).resolve("Cat.PNG"), new byte[0]);
  }

  private Dataset read(String name, String text) throws IOException {
    Path labels = Files.writeString(temp.resolve(name), text);
    return LabelFileSource.of(images, labels).read(FileFormat::isImageName);
  }

  @Test
  void ids_as_pandas_writes_them_are_ids() throws IOException {
    assertThat(read("a.csv", "file,label\n0.jpg,0.0\n1.jpg,2.0\n2.jpg,10\n").labels().classes())
        .containsExactly("0", "2", "10");
    assertThat(read("a.jsonl", "{\"file\":\"0.jpg\",\"label\":3.0}").labels().classes())
        .containsExactly("3");
  }

  @Test
  void rows_of_a_name_white_space_and_a_label_are_read() throws IOException {
    Dataset dataset = read("a.txt", "0.jpg 0\n1.jpg   1\n2.jpg\t0\n3.jpg great owl\n");

    assertThat(dataset.labels().classes()).containsExactly("0", "1", "great owl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nan", "NaN", "<NA>"})
  void a_missing_label_is_refused(String label) {
    assertThatThrownBy(() -> read("a.csv", "file,label\n0.jpg,a\n1.jpg," + label + "\n"))
        .hasMessageContaining("a.csv:3")
        .hasMessageContaining("write a class or remove the row");
  }

  @ParameterizedTest
  @CsvSource({"0.25;0.5;0.75, --label-columns", "a red cat;an old dog;my new owl, --label-column"})
  void a_class_for_each_sample_is_warned_about(String labels, String option) throws IOException {
    String[] each = labels.split(";", -1);
    String rows =
        IntStream.range(0, each.length)
            .mapToObj(i -> i + ".jpg," + each[i] + "\n")
            .collect(Collectors.joining());

    assertThat(read("a.csv", "file,label\n" + rows).warnings())
        .extracting(Problem::toString)
        .anyMatch(
            warning -> warning.contains("3 classes for 3 samples") && warning.endsWith(option));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "False,True"})
  void one_hot_columns_are_recognized_and_read(String no, String yes) throws IOException {
    String rows = "file,cat,dog\n0.jpg,%1$s,%2$s\n1.jpg,%2$s,%1$s\n".formatted(no, yes);
    assertThatThrownBy(() -> read("a.csv", rows)).hasMessageContaining("--label-columns cat,dog");

    LabelFileSource source = LabelFileSource.of(images, temp.resolve("a.csv"));
    Dataset dataset = Sources.targets(source, "cat", "dog").read(FileFormat::isImageName);
    assertThat(dataset.labels().row(0)).containsExactly(0, 1);
    assertThat(dataset.labels().row(1)).containsExactly(1, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.jpg,\"['cat', 'dog']\"\n1.jpg,['cat']\n2.jpg,['dog']\n",
        "0.jpg,cat | dog\n1.jpg,cat\n2.jpg,dog\n"
      })
  void several_classes_in_one_label_are_warned_about(String rows) throws IOException {
    assertThat(read("a.csv", "file,label\n" + rows).warnings())
        .extracting(Problem::toString)
        .anyMatch(warning -> warning.contains("looks like several classes"));
  }

  @Test
  void lists_that_may_be_of_ids_are_warned_about() throws IOException {
    String rows = "{\"file\":\"0.jpg\",\"label\":[0]}\n{\"file\":\"1.jpg\",\"label\":[%s]}\n";

    assertThat(read("a.jsonl", rows.formatted("2")).warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "labels are lists of whole numbers, and are mixed as numbers; if they are ids of"
                + " classes, give --multi-label");
    assertThat(read("a.jsonl", rows.formatted("1")).warnings()).isEmpty();
    assertThat(read("a.jsonl", rows.formatted("1.5")).warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[0]; [1, 2]; if they are ids of classes, give --multi-label, or else correct the row",
        "[0]; [0.5, 0.5]; correct the row",
        "[0.5]; [1, 2]; correct the row"
      })
  void lists_of_different_length_may_be_of_ids(String first, String second, String remedy) {
    String row = "{\"file\":\"%d.jpg\",\"label\":%s}\n";

    assertThatThrownBy(() -> read("a.jsonl", row.formatted(0, first) + row.formatted(1, second)))
        .hasMessageEndingWith(", one for each class (0); " + remedy);
  }

  @Test
  void one_extension_that_all_paths_lack_is_added() throws IOException {
    Dataset dataset = read("a.csv", "id,label\n0,1\n1,0\n");

    assertThat(dataset.name(0)).isEqualTo("0.jpg");
    assertThat(dataset.warnings()).extracting(Problem::toString).anyMatch(w -> w.contains(".jpg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,breed", "id_code,diagnosis", "Id,x"})
  void ids_without_extension_have_a_header(String header) throws IOException {
    Dataset dataset = read("a.csv", header + "\n0,pug\n1,dingo\n");

    assertThat(dataset.name(0)).isEqualTo("0.jpg");
    assertThat(dataset.labels().classes()).containsExactly("dingo", "pug");
  }

  @Test
  void a_first_row_that_alone_names_no_image_may_be_a_header() {
    assertThatThrownBy(() -> read("a.csv", "scan,grade\n0,1\n1,0\n"))
        .hasMessageContaining(
            "a.csv:1: with .jpg added, all paths but this are those of images (scan.jpg); correct the"
                + " row, or if it is the header, name its columns with --image-column and --label-column");
  }

  @ParameterizedTest
  @CsvSource({"0.png,0.jpg", "0.JPG,0.jpg", "cat.png,deep/Cat.PNG", "images/1.jpg,1.jpg"})
  void a_near_file_is_suggested(String row, String meant) {
    assertThatThrownBy(() -> read("a.csv", "file,label\n2.jpg,0\n" + row + ",1\n"))
        .hasMessageContaining("did you mean \"" + meant + "\"?");
  }

  @Test
  void a_name_in_another_unicode_normalization_is_told_from_a_near_one() throws IOException {
    Files.write(images.resolve("o\u0308.jpg"), new byte[0]);
    String rows = "file,label\n2.jpg,0\n%s.jpg,1\n";
    String only = "; the file there differs in the Unicode normalization of its name only (%s): ";

    assertThatThrownBy(() -> read("a.csv", rows.formatted("u\u0308")))
        .hasMessageContaining(only.formatted("NFC"));
    assertThatThrownBy(() -> read("a.csv", rows.formatted("\u00f6")))
        .hasMessageContaining(only.formatted("NFD, as macOS writes it"));
  }

  @Test
  void an_absolute_path_inside_the_folder_is_taken() throws IOException {
    assertThat(read("a.csv", "file,label\n" + images.resolve("1.jpg") + ",0\n").name(0))
        .isEqualTo("1.jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"file\":\"0.jpg\",\"label\":\"a\\ud800\"}",
        "{\"version\":99,\"samples\":[{\"file\":\"0.jpg\",\"label\":\"a\"}]}",
        "{\"samples\":[{\"file\":\"0.jpg\",\"label\":\"a\"}],\"version\":99}",
        "{\"samples\":[{\"file\":\"0.jpg\",\"label\":\"a\"}],\"samples\":[]}",
        "{\"file\":\"0.jpg\",\"label\":\"a\",\"label\":\"b\"}"
      })
  void json_that_means_two_things_or_none_is_refused(String json) {
    assertThatThrownBy(() -> read("a.json", json)).hasMessageContaining("a.json:1: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"['cat', 'dog']", "[0.5 0.5]", "{'a': 1}", "b'cat'"})
  void a_value_as_python_shows_it_is_warned_about(String label) throws IOException {
    String rows = "file,label\n0.jpg,\"%s\"\n1.jpg,owl\n";

    assertThat(read("a.csv", rows.formatted(label)).warnings())
        .extracting(Problem::toString)
        .anyMatch(warning -> warning.startsWith("the label \"" + label + "\", as Python shows"));
    assertThat(read("a.csv", rows.formatted("[UNK]")).warnings()).isEmpty();
  }

  @Test
  void rows_of_several_splits_are_warned_about() throws IOException {
    String rows = "file,label,split\n0.jpg,0,train\n1.jpg,1,%s\n";

    assertThat(read("a.csv", rows.formatted("test")).warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "samples are of several splits (test, train), and all are taken; remove the rows of all"
                + " but one");
    assertThat(read("a.csv", rows.formatted("train")).warnings()).isEmpty();
    Files.createDirectories(images.resolve("train"));
    Files.write(Files.createDirectories(images.resolve("val")).resolve("1.jpg"), new byte[0]);
    Files.write(images.resolve("train/0.jpg"), new byte[0]);
    assertThat(read("a.csv", "file,label\ntrain/0.jpg,0\nval/1.jpg,1\n").warnings())
        .extracting(Problem::toString)
        .anyMatch(warning -> warning.contains("several splits (train, val)"));
  }

  @Test
  void images_that_rows_name_are_not_looked_at_for_those_that_none_names() throws IOException {
    Path looked = Files.createDirectories(images.resolve("4.jpg"));
    Files.write(looked.resolve("no file.jpg"), new byte[0]);
    Files.createSymbolicLink(images.resolve("link.jpg"), Path.of("0.jpg"));
    Files.write(images.resolve(".hidden.jpg"), new byte[0]);
    List<String> unnamed = new ArrayList<>();

    LabelFileSource.of(images, images.resolve("metadata.csv"))
        .forEachImage(Set.of("0.jpg", "4.jpg")::contains, FileFormat::isImageName, unnamed::add);

    assertThat(unnamed)
        .containsExactlyInAnyOrder("1.jpg", "2.jpg", "3.jpg", "\u00fc.jpg", "deep/Cat.PNG");
  }

  /** With names that are numbers, a whole number with a point is the name without it. */
  @ParameterizedTest
  @CsvSource({"0.0, 1", "1.0, 0", "1, 0", "13.00, 2"})
  void ids_as_pandas_writes_them_are_names_where_these_are_numbers(String label, int expected)
      throws IOException {
    Path labels = Files.writeString(temp.resolve("a.csv"), "file,label\n0.jpg," + label + "\n");
    ClassList classes = ClassList.named(List.of("1", "0", "13"));

    LabelFileSource source =
        new LabelFileSource(
            images, labels, Optional.empty(), LabelRules.of(classes), false, Links.INSIDE);
    Dataset dataset = source.read(FileFormat::isImageName);

    assertThat(dataset.labels().row(0)[expected]).isEqualTo(1);
  }
}
