package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pyarrow, pandas and Hugging Face's datasets made: {@code parquet/make.py}. */
class ParquetLabelsTest {
  private static final List<String> FIRST =
      List.of("a/000.jpg", "a/002.jpg", "b/001.jpg", "b/003.jpg");

  @TempDir private Path temp;

  private static byte[] resource(String name) throws IOException {
    String file = "parquet/" + name + ".parquet";
    try (InputStream stream =
        Objects.requireNonNull(ParquetLabelsTest.class.getResourceAsStream(file))) {
      return stream.readAllBytes();
    }
  }

  private LabelFileSource source(byte[] file) throws IOException {
    Path labels = Files.write(temp.resolve("labels.parquet"), file);
    return Sources.missingAllowed(LabelFileSource.of(temp, labels));
  }

  private Dataset read(String name) throws IOException {
    return source(resource(name)).read(LabeledFiles.IS_IMAGE);
  }

  private void assertIsRefused(byte[] file, String message) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> source(file).read(LabeledFiles.IS_IMAGE))
        .withMessage("%s/labels.parquet%s", temp, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none-1",
        "none-2",
        "snappy-1",
        "snappy-2",
        "gzip-1",
        "gzip-2",
        "zstd-1",
        "zstd-2",
        "lz4-1",
        "lz4-2",
        "delta"
      })
  void paths_and_classes_are_read_however_they_are_packed(String name) throws IOException {
    Dataset dataset = read(name);

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String label = i % 3 == 0 ? "cat" : "dog";
      expected.add("%s/%03d.jpg=%s".formatted(i % 2 == 0 ? "a" : "b", i, label));
    }
    expected.sort(null);
    List<String> labels = LabeledFiles.labels(dataset);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      found.add(dataset.name(i) + "=" + labels.get(i));
    }
    assertThat(found).isEqualTo(expected);
    assertThat(dataset.labels().classes()).containsExactly("cat", "dog");
  }

  @ParameterizedTest
  @CsvSource({
    "pandas, cat dog dog cat, cat dog",
    "hugging-face-ids, 1 x 0 1, 1 0 x",
    "hugging-face-paths, 1 x 0 1, 1 0 x",
    "img2dataset, cat dog dog cat, cat dog",
    "types-unsigned-32, 4294967295 2 1 1, 1 2 4294967295",
    "types-unsigned-64, 18446744073709551615 2 1 1, 1 2 18446744073709551615",
    "types-boolean, true true false false, false true",
    "types-date, 2020-01-02 2020-01-02 2020-01-01 2020-01-01, 2020-01-01 2020-01-02",
    "types-time, 2020-01-02T00:00:00.000000 2020-01-02T00:00:00.000000 2020-01-01T00:00:00.000000"
        + " 2020-01-01T00:00:00.000000, 2020-01-01T00:00:00.000000 2020-01-02T00:00:00.000000"
  })
  void classes_are_called_as_the_file_names_them(String name, String labels, String classes)
      throws IOException {
    Dataset dataset = read(name);

    assertThat(LabeledFiles.labels(dataset)).containsExactly(labels.split(" ", -1));
    assertThat(dataset.labels().classes()).containsExactly(classes.split(" ", -1));
  }

  @Test
  void an_image_that_is_no_more_than_a_path_is_that_file() throws IOException {
    assertThat(LabeledFiles.names(read("hugging-face-paths"))).isEqualTo(FIRST);
  }

  @Test
  void lists_of_ids_are_sets_of_named_classes() throws IOException {
    Labels labels = read("hugging-face-several").labels();

    assertThat(labels.classes()).containsExactly("1", "0", "x");
    assertThat(labels.row(0)).containsExactly(1, 1, 0);
    assertThat(labels.row(1)).containsExactly(1, 0, 1);
    assertThat(labels.row(2)).containsExactly(0, 1, 0);
    assertThat(labels.row(3)).containsExactly(1, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"half", "float", "fixed", "old"})
  void lists_of_numbers_are_soft_labels(String name) throws IOException {
    Dataset dataset = read("soft-" + name);

    assertThat(LabeledFiles.names(dataset)).isEqualTo(FIRST);
    assertThat(dataset.labels().row(0)).containsExactly(0.5, 0.5, 0);
    assertThat(dataset.labels().row(1)).containsExactly(0, 0.25, 0.75);
    assertThat(dataset.labels().row(2)).containsExactly(1, 0, 0);
    assertThat(dataset.labels().row(3)).containsExactly(0, 0.125, 0.875);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "types-absent|:2: no label in the field \"label\"; write one or remove the row",
        "null|:3: no label in the field \"label\"; write one or remove the row",
        "hugging-face-unlabelled|:2: unknown class \"-1\" (known: 1, 0, x; did you mean 1?); add it with --classes or correct the row",
        "brotli-1|: is packed with BROTLI, which is not supported; write it again with zstd, snappy, gzip or none",
        "empty|: no row has an image; write a row for each image",
        "encrypted|: is encrypted, which is not supported; decrypt it first",
        "encrypted-columns|: is encrypted, which is not supported; decrypt it first",
      })
  void what_cannot_be_read_is_said_with_its_place(String name, String message) throws IOException {
    assertIsRefused(resource(name), message);
  }

  @Test
  void a_column_that_is_not_there_is_said_with_those_that_are() throws IOException {
    LabelFileSource source = Sources.columns(source(resource("none-1")), "path", "label");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> source.read(LabeledFiles.IS_IMAGE))
        .withMessageEndingWith(
            "no column \"path\"; give --image-column one of its columns: file_name, label, size,"
                + " note");
  }

  @Test
  void one_that_is_cut_off_anywhere_is_refused() throws IOException {
    byte[] whole = resource("snappy-1");
    for (int length = 4; length < whole.length; length += 5) {
      assertIsRefused(
          Arrays.copyOf(whole, length),
          (": truncated: it ends at byte %d without the mark of a Parquet file's end; get the file"
                  + " again")
              .formatted(length));
    }
    assertIsRefused(new byte[3], ": no Parquet file: it doesn't begin with PAR1; correct the name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy-1", "zstd-2", "gzip-1", "lz4-2", "delta", "none-2", "soft-half"})
  void damage_is_a_problem_of_the_file_and_no_bug(String name) throws IOException {
    byte[] whole = resource(name);
    Random random = new Random(name.hashCode());
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      try {
        source(damaged).read(LabeledFiles.IS_IMAGE);
      } catch (ProblemException e) {
        assertThat(e.getMessage())
            .startsWith(temp + "/labels.parquet")
            .doesNotContainPattern("parquet\\.|Exception|[A-Za-z]@[0-9a-f]|\\[B");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void a_page_that_was_changed_is_seen_where_it_has_a_checksum() throws IOException {
    byte[] file = resource("types-checksum");
    String text = new String(file, StandardCharsets.ISO_8859_1);
    file[text.indexOf("dog")] = 'f';

    assertIsRefused(file, ": damaged Parquet: row 1 is unreadable; get the file again");
  }
}
