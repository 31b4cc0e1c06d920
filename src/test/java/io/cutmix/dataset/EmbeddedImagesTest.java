package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.job.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Hugging Face's datasets and pyarrow made: {@code parquet/make.py}. */
class EmbeddedImagesTest {
  @TempDir private Path temp;

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(EmbeddedImagesTest.class.getResourceAsStream("parquet/" + name))) {
      return stream.readAllBytes();
    }
  }

  private ShardSource source(String... names) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      String file = "images-" + name + ".parquet";
      files.add(Files.write(temp.resolve(file), resource(file)));
    }
    return new ShardSource(files, Optional.empty(), LabelRules.of(ClassList.found()));
  }

  private static Dataset read(ShardSource source) throws IOException {
    return source.read(LabeledFiles.IS_IMAGE);
  }

  private static byte[] list(Dataset dataset) throws IOException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    SampleList.write(dataset, list);
    return list.toByteArray();
  }

  private static void assertHoldsTheImages(Dataset dataset, int first) throws IOException {
    for (int i = 0; i < 6; i++) {
      byte[] expected = resource("image-" + i + ".png");
      assertThat(dataset.bytes(first + i)).isEqualTo(expected.length);
      assertThat(dataset.read(first + i)).as("image %d", i).isEqualTo(expected);
      assertThat(dataset.open(first + i).readAllBytes()).isEqualTo(expected);
      assertThat(dataset.labels().classId(first + i)).isEqualTo(i * i % 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hugging-face", "none", "snappy", "zstd", "bytes"})
  void images_and_labels_are_those_that_were_put_in(String name) throws IOException {
    Dataset dataset = read(source(name));

    assertHoldsTheImages(dataset, 0);
    assertThat(LabeledFiles.names(dataset))
        .startsWith("images-" + name + ".parquet/000000", "images-" + name + ".parquet/000001")
        .hasSize(6);
    assertHoldsTheImages(SampleList.read(new ByteArrayInputStream(list(dataset))), 0);
  }

  @Test
  void several_files_are_one_data_set() throws IOException {
    Dataset dataset = read(source("empty", "snappy", "hugging-face"));

    assertThat(dataset.labels().classes()).containsExactly("cat", "dog", "ox");
    assertHoldsTheImages(dataset, 0);
    assertHoldsTheImages(dataset, 6);
  }

  @ParameterizedTest
  @CsvSource({"hugging-face, false", "none, false", "snappy, true", "zstd, true", "bytes, true"})
  void only_what_is_packed_is_unpacked_first(String name, boolean unpacked) throws IOException {
    String list = new String(list(read(source(name))), StandardCharsets.ISO_8859_1);

    assertThat(list.contains("\"column\":\"")).isEqualTo(unpacked);
  }

  @Test
  void a_row_without_an_image_is_said_with_its_place() throws IOException {
    ShardSource source = source("null");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(source))
        .withMessage(
            "%s:3: no image in the column \"image\"; write its bytes, or give files and --labels",
            source.shards().get(0));
  }

  @Test
  void one_of_two_columns_of_images_is_chosen() throws IOException {
    ShardSource source = source("two");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(source))
        .withMessageEndingWith(
            "can't tell which column is the image; choose with --image-column from image, mask");

    ShardSource chosen = new ShardSource(source.shards(), Optional.of("mask"), source.rules());
    assertThat(read(chosen).read(5)).isEqualTo(resource("image-5.png"));
  }

  @Test
  void files_that_name_other_classes_are_no_one_data_set() throws IOException {
    ShardSource source =
        new ShardSource(
            source("hugging-face", "two").shards(),
            Optional.of("image"),
            LabelRules.of(ClassList.found()));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(source))
        .withMessageContaining("images-two.parquet: names other classes than " + temp);
  }

  @Test
  void neither_are_files_whose_labels_are_in_other_columns() throws IOException {
    ShardSource source = source("bytes", "color");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(source))
        .withMessage(
            "%s: the columns of images and labels are jpg, color, and in the files before jpg,"
                + " class; give them the same names, or give files of one data set",
            source.shards().get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hugging-face", "snappy", "zstd", "bytes"})
  void damage_is_a_problem_of_the_file_and_no_bug(String name) throws IOException {
    Path file = source(name).shards().get(0);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(name.hashCode());
    int refused = 0;
    for (int i = 0; i < 80; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      Files.write(file, damaged);
      try {
        Dataset dataset = read(source(file));
        for (int sample = 0; sample < dataset.size(); sample++) {
          dataset.read(sample);
        }
      } catch (ProblemException e) {
        assertThat(e).hasMessageStartingWith(file.toString());
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static ShardSource source(Path file) {
    return new ShardSource(List.of(file), Optional.empty(), LabelRules.of(ClassList.found()));
  }

  private static List<Path> made(Path folder, String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.createFile(folder.resolve(name));
    }
    return ShardPattern.in(folder, LabeledFiles.IS_IMAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "'README.md train-0.parquet train-1.parquet', 'train-0.parquet train-1.parquet'",
    "'.cache/x 0001.parquet 0000.parquet', '0000.parquet 0001.parquet'",
    "'a.tar b.tar shards.idx', 'a.tar b.tar'",
    "'run.json labels.json shards/0.tar', shards/0.tar",
    "'a.parquet a.jpg', ''",
    "'a.parquet cat/a.txt', ''",
    "a.txt, ''",
  })
  void a_folder_of_nothing_else_is_a_data_set(String names, String tables) throws IOException {
    assertThat(made(temp.resolve("f"), names.split(" ", -1)))
        .isEqualTo(
            Stream.of(tables.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(temp.resolve("f")::resolve)
                .toList());
  }

  @Test
  void splits_are_not_mixed() throws IOException {
    List<Path> files =
        made(
            temp.resolve("f"),
            "test-0-of-1.parquet",
            "train-0-of-2.parquet",
            "train-1-of-2.parquet");

    assertThat(Splits.ofShards(files, Optional.of("train"))).isEqualTo(files.subList(1, 3));
    assertThat(Splits.ofShards(files.subList(1, 3), Optional.empty()))
        .isEqualTo(files.subList(1, 3));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Splits.ofShards(files, Optional.empty()))
        .withMessageEndingWith("/f: holds several splits; give --split one of test, train");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Splits.ofShards(files, Optional.of("dev")))
        .withMessageEndingWith("/f: no such split; give --split one of test, train");
  }
}
