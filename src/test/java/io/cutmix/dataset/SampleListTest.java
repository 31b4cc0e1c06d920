package io.cutmix.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.job.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set is the same in a process that only reads the list of its samples. */
class SampleListTest {
  @TempDir private Path temp;
  private LabeledFiles input = new LabeledFiles(Path.of(""));

  @BeforeEach
  void write_images() throws IOException {
    input = new LabeledFiles(temp).with("a/2.jpg", "a/sub/1.jpg", "é/3.jpg", "z/4.jpg");
  }

  @Test
  void class_folders() throws IOException {
    assertSame(new FolderSource(input.images(), ClassList.found(), Links.INSIDE));
    assertSame(new FolderSource(input.images(), ClassList.found(), Links.ALL));
  }

  @Test
  void rows_of_csv_of_which_one_has_no_file() throws IOException {
    LabeledFiles rows = input.csv("file,label", "0.jpg,cat", "a/2.jpg,dog", "z/4.jpg,cat");

    assertSame(Sources.missingAllowed(rows.source()));
  }

  @Test
  void rows_of_json_with_classes_of_which_some_do_not_occur() throws IOException {
    Files.writeString(
        temp.resolve("labels.json"),
        "{\"classes\":[\"dog\",\"ant\",\"cat\"],\"samples\":["
            + "{\"file_name\":\"a/2.jpg\",\"label\":\"cat\"},"
            + "{\"file_name\":\"é/3.jpg\",\"label\":\"dog\"}]}");

    assertSame(input.labelledBy("labels.json").source());
  }

  @Test
  void several_classes_each() throws IOException {
    LabeledFiles rows = input.csv("file,label", "a/2.jpg,dog|cat", "z/4.jpg,cat");

    assertSame(Sources.several(rows.source(), "|", true));
  }

  @Test
  void numbers() throws IOException {
    LabeledFiles rows = input.csv("file,x,y,z", "a/2.jpg,0,-1.5,1e-300", "z/4.jpg,0,0,0");

    assertSame(Sources.targets(rows.source(), "x", "y", "z"));
  }

  @Test
  void shards_with_a_name_longer_than_java_writes_at_once() throws IOException {
    Path first = TarShard.of(temp.resolve("b.tar"), "2.jpg", "two", "2.cls", "cat");
    String key = "long/".repeat(12_000) + "1";
    Path other = TarShard.of(temp.resolve("a.tar"), key + ".png", "one", key + ".cls", "dog");

    assertSame(
        new ShardSource(List.of(first, other), Optional.empty(), LabelRules.of(ClassList.found())));
  }

  @Test
  void a_name_that_an_executor_cannot_have_is_refused() throws IOException {
    byte[] list =
        list(
            new FolderSource(input.images(), ClassList.found(), Links.INSIDE)
                .read(LabeledFiles.IS_IMAGE));

    assertRefused(other(list), "such a name is not possible in an executor's");
    assertThat(SampleList.read(new ByteArrayInputStream(list)).size()).isEqualTo(4);
  }

  @Test
  void plain_names_are_the_same_in_every_character_set() throws IOException {
    Path folder = temp.resolve("plain");
    Files.writeString(Files.createDirectories(folder.resolve("a")).resolve("1.jpg"), "image");
    byte[] list =
        list(new FolderSource(folder, ClassList.found(), Links.INSIDE).read(LabeledFiles.IS_IMAGE));

    assertThat(SampleList.read(new ByteArrayInputStream(other(list))).size()).isEqualTo(1);
  }

  @Test
  void a_folder_that_an_executor_does_not_find_is_not_blamed_on_the_option() throws IOException {
    byte[] list = list(input.csv("file,label", "a/2.jpg,cat").read());
    Files.move(input.images(), temp.resolveSibling(temp.getFileName() + "-gone"));

    assertRefused(list, "an executor doesn't find the folder", "where all processes reach them");
  }

  /** As a process in another character set has listed it. */
  private static byte[] other(byte[] list) {
    String characters = "\"characters\":\"%s\"";
    return new String(list, UTF_8)
        .replace(characters.formatted(ImageFolder.characters()), characters.formatted("other"))
        .getBytes(UTF_8);
  }

  private static void assertRefused(byte[] list, String... words) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> SampleList.read(new ByteArrayInputStream(list)))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void other_files_than_those_that_were_listed_are_refused() throws IOException {
    byte[] folder = list(input.csv("file,label", "a/2.jpg,cat").read());
    Path shard = TarShard.of(temp.resolve("b.tar"), "2.jpg", "two", "2.cls", "cat");
    byte[] shards =
        list(
            new ShardSource(List.of(shard), Optional.empty(), LabelRules.of(ClassList.found()))
                .read(LabeledFiles.IS_IMAGE));
    Files.writeString(input.images().resolve("a/2.jpg"), "another");
    Files.writeString(shard, "another");

    for (byte[] list : List.of(folder, shards)) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> SampleList.read(new ByteArrayInputStream(list)))
          .withMessageContaining("isn't the file that was listed elsewhere; put the images where");
    }
  }

  private static void assertSame(Source source) throws IOException {
    Dataset expected = source.read(LabeledFiles.IS_IMAGE);
    Dataset read = SampleList.read(new ByteArrayInputStream(list(expected)));

    assertThat(LabeledFiles.names(read)).isEqualTo(LabeledFiles.names(expected));
    assertThat(read.labels().classes()).isEqualTo(expected.labels().classes());
    assertThat(read.labels()).hasSameClassAs(expected.labels());
    assertThat(read.fingerprint()).isEqualTo(expected.fingerprint());
    for (int sample = 0; sample < expected.size(); sample++) {
      assertThat(read.labels().row(sample)).isEqualTo(expected.labels().row(sample));
      assertThat(state(read, sample)).isEqualTo(state(expected, sample));
      assertThat(bytes(read, sample)).isEqualTo(bytes(expected, sample));
    }
  }

  private static byte[] list(Dataset dataset) throws IOException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    SampleList.write(dataset, list);
    return list.toByteArray();
  }

  /** A row may name an image that isn't there. */
  private static byte[] bytes(Dataset dataset, int sample) throws IOException {
    try {
      return dataset.read(sample);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private static String state(Dataset dataset, int sample) {
    InputDigest digest = new InputDigest();
    dataset.addState(sample, digest);
    return digest.toText();
  }
}
