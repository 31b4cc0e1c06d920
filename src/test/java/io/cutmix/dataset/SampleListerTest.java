package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set that is listed in parts is the one that is read at once. */
class SampleListerTest {
  @TempDir private Path temp;
  private Pictures pictures = new Pictures(Path.of(""));

  @BeforeEach
  void pictures_whose_folders_sort_unlike_their_names() throws IOException {
    pictures =
        new Pictures(temp)
            .with("a/2.jpg", "a/10.jpg", "a/sub/1.jpg", "a-b/3.jpg", "a.b/4.jpg", "a\u00e9/5.jpg")
            .with("a\uff5e/6.jpg", "a\ud83d\ude00/7.jpg", "7/8.jpg");
  }

  @Test
  void class_folders() throws IOException {
    Files.writeString(pictures.with("a/note.txt", "top.jpg").images().resolve(".hidden"), "");
    Files.createDirectories(pictures.images().resolve("empty"));
    Files.createSymbolicLink(pictures.images().resolve("a/back"), pictures.images());
    Files.createSymbolicLink(pictures.images().resolve("a/sub/up"), pictures.images().resolve("a"));

    assertSame(new FolderSource(pictures.images(), ClassList.found(), Links.INSIDE));
  }

  @Test
  void class_folders_of_given_classes() throws IOException {
    List<String> names =
        List.of("z", "a\uff5e", "a", "a-b", "a.b", "a\u00e9", "a\ud83d\ude00", "7");

    assertSame(new FolderSource(pictures.images(), ClassList.named(names), Links.INSIDE));
  }

  @Test
  void numbers_as_classes() throws IOException {
    Pictures numbers = new Pictures(temp.resolve("n")).with("10/a.jpg", "9/b.jpg", "2/c.jpg");

    assertSame(new FolderSource(numbers.images(), ClassList.found(), Links.INSIDE));
  }

  @Test
  void rows_of_csv() throws IOException {
    Pictures rows = pictures.csv("file,label", "a/2.jpg,dog", "\"a-b/3.jpg\",cat", "a/10.jpg,dog");

    assertSame(rows.source());
    assertSame(Sources.missingAllowed(rows.csv("x.jpg,dog", "a/2.jpg,10", "7/8.jpg,9").source()));
  }

  @Test
  void rows_of_json_with_classes_of_its_own() throws IOException {
    Files.writeString(
        temp.resolve("labels.json"),
        "{\"classes\":[\"dog\",\"ant\",\"cat\"],\"samples\":["
            + "{\"file_name\":\"a/2.jpg\",\"label\":\"cat\"},"
            + "{\"file_name\":\"7/8.jpg\",\"label\":\"dog\"}]}");

    assertSame(pictures.labelledBy("labels.json").source());
  }

  @Test
  void shards() throws IOException {
    Path first = TarShard.of(temp.resolve("b.tar"), "2.jpg", "two", "2.cls", "cat", "9.cls", "x");
    Path second =
        TarShard.of(
            temp.resolve("b-1.tar"),
            "1.png",
            "one",
            "1.txt",
            "dog",
            "0.jpg",
            "zero",
            "0.cls",
            "cat");
    Path empty = TarShard.of(temp.resolve("c.tar"), "readme", "nothing");

    assertSame(new ShardSource(List.of(first, second, empty), LabelRules.of(ClassList.found())));
  }

  @Test
  void what_is_wrong_is_told_in_the_same_words() throws IOException {
    Pictures rows =
        pictures.csv(
            "file,label",
            "a/2.jpg,dog",
            "no.jpg,cat",
            "../up.jpg,cat",
            "a/2.jpg,cat",
            "a/2.jpg,",
            "x");

    assertThat(problems(() -> PartedDataset.of(rows.source())))
        .isEqualTo(problems(rows::read))
        .hasSize(6);
  }

  @Test
  void data_set_without_pictures_is_refused_in_the_same_words() throws IOException {
    Pictures none = new Pictures(temp.resolve("none")).with("top.jpg");
    Source folders = new FolderSource(none.images(), ClassList.found(), Links.INSIDE);
    Path shard = TarShard.of(temp.resolve("c.tar"), "readme", "nothing");
    Source shards = new ShardSource(List.of(shard), LabelRules.of(ClassList.found()));

    for (Source source : List.of(folders, shards)) {
      assertThat(problems(() -> PartedDataset.of(source)))
          .isEqualTo(problems(() -> DatasetReader.read(source, Pictures.IS_PICTURE)))
          .hasSize(1);
    }
  }

  @Test
  void labels_that_are_no_single_class_are_refused() throws IOException {
    Path shard =
        TarShard.of(temp.resolve("s.tar"), "1.jpg", "one", "1.json", "{\"label\":[0.5,0.5]}");
    Source source = new ShardSource(List.of(shard), LabelRules.of(ClassList.found()));

    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> PartedDataset.of(source))
        .withMessageContaining("use --index driver");
  }

  @Test
  void sample_is_at_hand_until_all_who_hold_it_have_let_go() throws IOException {
    HeldSamples samples =
        HeldSamples.of(new FolderSource(pictures.images(), ClassList.found(), Links.INSIDE));
    Dataset dataset = samples.dataset(9, List.of("one"), "");
    SampleRow row = SampleRow.ofFile("a/2.jpg", 0, 7, 0);

    samples.hold(3, row);
    samples.hold(3, row);
    samples.release(3);
    assertThat(dataset.name(3)).isEqualTo("a/2.jpg");
    samples.release(3);

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> dataset.name(3));
  }

  private static void assertSame(Source source) throws IOException {
    Dataset expected = DatasetReader.read(source, Pictures.IS_PICTURE);
    Dataset parted = PartedDataset.of(source);

    assertThat(Pictures.names(parted)).isEqualTo(Pictures.names(expected));
    assertThat(Pictures.labels(parted)).isEqualTo(Pictures.labels(expected));
    assertThat(parted.labels().classes()).isEqualTo(expected.labels().classes());
    assertThat(parted.warnings()).isEqualTo(expected.warnings());
    assertThat(parted.fingerprint()).isEqualTo(expected.fingerprint());
    for (int sample = 0; sample < expected.size(); sample++) {
      assertThat(state(parted, sample)).isEqualTo(state(expected, sample));
      assertThat(bytes(parted, sample)).isEqualTo(bytes(expected, sample));
    }
  }

  /** A row may name a picture that isn't there. */
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

  private interface Reading {
    Dataset read() throws IOException;
  }

  private static List<String> problems(Reading reading) {
    return catchThrowableOfType(DatasetException.class, reading::read).problems();
  }
}
