package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cutmix.dataset.tar.ShardReader;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.testing.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardReaderTest {
  private static final String LONG_NAME = "ö/" + "a long name ".repeat(20) + "7";

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar --format=gnu -cf",
        "tar --format=posix -cf",
        "python3 -c"
            + " import_tarfile,sys;t=tarfile.open(sys.argv[1],'w',format=tarfile.PAX_FORMAT);t.add(sys.argv[2]);t.close()",
        "python3 -c"
            + " import_tarfile,sys;t=tarfile.open(sys.argv[1],'w',format=tarfile.GNU_FORMAT);t.add(sys.argv[2]);t.close()"
      })
  void the_bytes_are_those_that_real_programs_packed(String program) throws IOException {
    LabeledFiles input = new LabeledFiles(temp).with("a.jpg", "sub/b.jpg", LONG_NAME + ".jpg");
    Files.writeString(input.images().resolve("a.cls"), "0\n");
    Files.writeString(input.images().resolve("sub/b.cls"), "2");
    Files.writeString(input.images().resolve(LONG_NAME + ".cls"), "1");
    Path shard = temp.resolve("train-0000.tar");
    pack(program, input.images(), shard);

    Dataset dataset = read(ClassList.counted(3), shard);

    assertThat(LabeledFiles.names(dataset))
        .containsExactly(
            "train-0000.tar/a.jpg",
            "train-0000.tar/sub/b.jpg",
            "train-0000.tar/" + LONG_NAME + ".jpg");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("0", "2", "1");
    List<String> texts = List.of("a.jpg", "sub/b.jpg", LONG_NAME + ".jpg");
    for (int i = 0; i < 3; i++) {
      assertThat(new String(dataset.read(i), StandardCharsets.UTF_8)).isEqualTo(texts.get(i));
      try (InputStream stream = dataset.open(i)) {
        assertThat(stream.read()).isEqualTo(texts.get(i).getBytes(StandardCharsets.UTF_8)[0] & 255);
        assertThat(stream.readAllBytes())
            .isEqualTo(
                Arrays.copyOfRange(
                    texts.get(i).getBytes(StandardCharsets.UTF_8), 1, dataset.read(i).length));
        assertThat(stream.read()).isEqualTo(-1);
      }
    }
  }

  private static void pack(String program, Path folder, Path shard) {
    List<String> words =
        Stream.of(program.split(" ")).map(word -> word.replace("import_", "import ")).toList();
    assumeThat(Command.of("sh", "-c", "command -v " + words.get(0)).run().exit()).isZero();
    Object[] arguments = Stream.concat(words.stream().skip(1), Stream.of(shard, ".")).toArray();

    assertThat(Command.of(words.get(0), arguments).in(folder).run())
        .satisfies(result -> assertThat(result.exit()).as(result.err()).isZero());
  }

  @Test
  void a_class_goes_before_json_and_json_before_text() throws IOException {
    Path shard =
        TarShard.of(
            temp.resolve("s.tar"),
            "1.jpg",
            "x",
            "1.txt",
            "a caption",
            "1.json",
            "{\"label\": \"dog\"}",
            "1.cls",
            " cat\n",
            "2.png",
            "x",
            "2.json",
            "{\"label\": \"dog\", \"width\": 3}",
            "2.txt",
            "a caption",
            "3.webp",
            "x",
            "3.txt",
            "owl",
            "3.seg.png",
            "x",
            "3.npy",
            "x",
            ".3.cls",
            "fox");

    Dataset dataset = read(ClassList.found(), shard);
    assertThat(LabeledFiles.labels(dataset)).containsExactly("cat", "dog", "owl");
    assertThat(dataset.warnings())
        .extracting(Problem::toString)
        .contains(
            "2 labels are in other kinds of members or fields than the first sample's (the first: "
                + shard
                + "/2.json)");
  }

  @Test
  void extensions_may_be_in_capitals_and_a_byte_order_mark_is_no_part_of_a_label()
      throws IOException {
    Path shard = TarShard.of(temp.resolve("s.tar"), "1.PNG", "x", "1.JSON", "{\"label\": \"dog\"}");
    Path other = TarShard.of(temp.resolve("t.tar"), "2.jpg", "x", "2.Cls", "\ufeffcat\r\n");

    assertThat(LabeledFiles.labels(read(ClassList.found(), shard, other)))
        .containsExactly("dog", "cat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0\n1", "1\0", "\1\0\0\0"})
  void what_is_no_line_of_text_is_no_class(String label) throws IOException {
    Path shard = TarShard.of(temp.resolve("s.tar"), "1.jpg", "x", "1.cls", label);

    assertThat(catchThrowableOfType(ProblemException.class, () -> read(ClassList.found(), shard)))
        .hasMessage("%s/1.cls: is no single line of text; write one class", shard);
  }

  @Test
  void hidden_images_are_counted() throws IOException {
    Path shard =
        TarShard.of(
            temp.resolve("s.tar"),
            "a/1.jpg",
            "x",
            "a/1.cls",
            "0",
            "a/.2.jpg",
            "x",
            "a/._1.jpg",
            "");

    assertThat(read(ClassList.found(), shard).warnings())
        .map(Problem::toString)
        .anyMatch(warning -> warning.contains("skipped (a/.2.jpg)"));
  }

  @Test
  void fields_of_json_may_be_chosen_and_may_be_soft_labels() throws IOException {
    Path shard =
        TarShard.of(
            temp.resolve("s.tar"),
            "1.jpg",
            "x",
            "1.cls",
            "0",
            "1.json",
            "{\"soft_label\": [0.25, 0.75], \"x\": -1.5}",
            "2.jpg",
            "x",
            "2.cls",
            "1",
            "2.json",
            "{\"x\": 2, \"soft_label\": [1, 0]}");

    Labels soft = read(rules("soft_label"), shard).labels();
    assertThat(soft.classes()).containsExactly("0", "1");
    assertThat(soft.row(0)).containsExactly(0.25, 0.75);
    Labels numbers = read(Sources.columnsOfNumbers(ClassList.found(), "x"), shard).labels();
    assertThat(numbers.classes()).containsExactly("x");
    assertThat(numbers.row(0)).containsExactly(-1.5);
    assertThat(numbers.row(1)).containsExactly(2);
  }

  @Test
  void samples_of_all_shards_are_in_the_order_of_their_names() throws IOException {
    Path one =
        TarShard.of(temp.resolve("b.tar"), "2.jpg", "x", "2.cls", "0", "1.cls", "1", "1.jpg", "xy");
    Path two = TarShard.of(temp.resolve("a.tar"), "9.jpg", "x", "9.cls", "1");
    Dataset dataset = read(ClassList.found(), one, two);

    assertThat(LabeledFiles.names(dataset))
        .containsExactly("a.tar/9.jpg", "b.tar/1.jpg", "b.tar/2.jpg");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("1", "1", "0");
    assertThat(dataset.read(1)).hasSize(2);
    assertThat(dataset.fingerprint()).isEqualTo(read(ClassList.found(), two, one).fingerprint());
  }

  @Test
  void labels_without_an_image_are_left_out_and_told() throws IOException {
    Path shard =
        TarShard.of(temp.resolve("s.tar"), "1.jpg", "x", "1.cls", "0", "2.cls", "1", "3.cls", "1");

    assertThat(read(ClassList.counted(2), shard).warnings())
        .map(Problem::toString)
        .containsExactly(
            "2 labels in the shards have no image and were skipped (the first: s.tar/2.cls)");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() throws IOException {
    Path shard = temp.resolve("s.tar");
    try (TarShard tar = new TarShard(shard)) {
      tar.add("1.jpg", "x").add("1.cls", "cat").add("/etc/2.jpg", "x").add("a/../../3.jpg", "x");
      tar.add("C:\\4.jpg", "x").special("5.jpg", TarConstants.LF_SYMLINK);
      tar.special("6.jpg", TarConstants.LF_LINK).special("7.jpg", TarConstants.LF_FIFO);
      tar.add("8.jpg", "x").add("9.jpg", "x").add("9.PNG", "x").add("9.cls", "cat");
      tar.add("10.jpg", "x").add("10.cls", "catt").add("11.jpg", "x").add("11.json", "{\"label\":");
    }

    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> read(ClassList.named(List.of("cat")), shard))
                .problems())
        .map(Problem::toString)
        .map(problem -> problem.substring(temp.toString().length() + 1))
        .map(problem -> problem.replaceFirst("[(;].*", "").strip())
        .containsExactlyInAnyOrder(
            "s.tar: the entry \"/etc/2.jpg\" has an absolute path",
            "s.tar: the entry \"a/../../3.jpg\" has .. in its path",
            "s.tar: the entry \"C:\\4.jpg\" has an absolute path",
            "s.tar: the entry \"5.jpg\" is a link",
            "s.tar: the entry \"6.jpg\" is a link",
            "s.tar: the entry \"7.jpg\" is no ordinary file",
            "s.tar: \"8.jpg\" has no label",
            "s.tar: \"9.jpg\" and \"9.PNG\" can't both be of one sample",
            "s.tar/10.cls: unknown class \"catt\"",
            "s.tar/11.json: unreadable JSON: Unexpected end-of-input within/between Object"
                + " entries");
  }

  @Test
  void a_shard_that_is_cut_off_anywhere_is_refused_with_the_byte() throws IOException {
    Path shard = TarShard.of(temp.resolve("s.tar"), "1.jpg", "x".repeat(700), "1.cls", "0");
    byte[] whole = Files.readAllBytes(shard);
    int end = 4 * 512 + 512; // two headers, two records and one, before the mark of the end

    for (int size = 61; size < end; size += 61) {
      Files.write(shard, Arrays.copyOf(whole, size));
      assertThat(catchThrowableOfType(ProblemException.class, () -> read(ClassList.found(), shard)))
          .as("%d bytes", size)
          .hasMessageStartingWith(shard + ": truncated: it ends at byte " + size);
    }
    Files.write(shard, Arrays.copyOf(whole, end + 512));
    assertThat(read(ClassList.found(), shard).size()).isEqualTo(1);
  }

  /** Such as cat makes of two; readers end at the first one's end. */
  @ParameterizedTest
  @ValueSource(ints = {5 * 512 + 2 * 512, 20 * 512})
  void a_second_tar_file_behind_the_end_is_refused(int length) throws IOException {
    Path shard = TarShard.of(temp.resolve("s.tar"), "1.jpg", "x".repeat(700), "1.cls", "0");
    byte[] whole = Files.readAllBytes(shard);
    int end = 4 * 512 + 512;
    byte[] first = Arrays.copyOf(whole, length);
    Files.write(shard, first);
    Files.write(shard, whole, StandardOpenOption.APPEND);

    assertThat(catchThrowableOfType(ProblemException.class, () -> read(ClassList.found(), shard)))
        .hasMessage(
            "%s: another tar file follows where it ends, at byte %d; unpack each, and pack them as"
                + " one",
            shard, end);
  }

  @Test
  void members_behind_a_single_record_of_zeros_are_not_lost() throws IOException {
    Path shard = TarShard.of(temp.resolve("s.tar"), "1.jpg", "x", "1.cls", "0", "2.jpg", "x");
    byte[] whole = Files.readAllBytes(shard);
    byte[] torn = Arrays.copyOf(whole, whole.length + 512);
    System.arraycopy(whole, 2048, torn, 2560, whole.length - 2048);
    Arrays.fill(torn, 2048, 2560, (byte) 0);
    Files.write(shard, torn);

    assertThat(catchThrowableOfType(ProblemException.class, () -> read(ClassList.found(), shard)))
        .hasMessageContaining("another tar file follows where it ends, at byte 2048");
  }

  @Test
  void damage_is_an_error_or_goes_unnoticed_but_never_anything_else() throws IOException {
    Path shard = TarShard.of(temp.resolve("s.tar"), "1.jpg", "x".repeat(700), "1.cls", "0");
    byte[] whole = Files.readAllBytes(shard);
    Random random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 500; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(4 * 512)] = (byte) random.nextInt(256);
      }
      Files.write(shard, damaged);
      try {
        read(ClassList.found(), shard).read(0);
      } catch (ProblemException e) {
        assertThat(e).hasMessageStartingWith(shard.toString());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void what_is_no_tar_file_is_refused() throws IOException {
    Path shard = Files.writeString(temp.resolve("s.tar"), "no tar\0".repeat(1_000));

    assertThat(catchThrowableOfType(ProblemException.class, () -> read(ClassList.found(), shard)))
        .hasMessageStartingWith(shard + ": no tar")
        .hasMessageContaining("byte");
  }

  @Test
  void a_shard_that_is_not_there_is_told_before_and_after() throws IOException {
    Path shard = TarShard.of(temp.resolve("s.tar"), "1.jpg", "x", "1.cls", "0");
    Dataset dataset = read(ClassList.found(), shard);
    Files.delete(shard);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(ClassList.found(), shard))
        .withMessage(shard + ": no such file; correct --images");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> dataset.read(0))
        .withMessage(shard + ": no such file");
  }

  @Test
  void a_shard_that_has_shrunk_is_an_error() throws IOException {
    Path shard = TarShard.of(temp.resolve("s.tar"), "1.jpg", "x".repeat(700), "1.cls", "0");
    Dataset dataset = read(ClassList.found(), shard);
    Files.write(shard, Arrays.copyOf(Files.readAllBytes(shard), 600));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> dataset.read(0))
        .withMessage(shard + ": ends at byte 600, in the middle of a file");
  }

  @Test
  void what_a_slow_storage_gave_while_the_shard_was_listed_is_not_read_again() throws IOException {
    Path shard = TarShard.of(temp.resolve("s.tar"), "1.jpg", "xyz", "1.cls", "0");
    AtomicLong time = new AtomicLong();
    LongSupplier slow = () -> time.addAndGet(TimeUnit.MILLISECONDS.toNanos(5));
    Dataset dataset = read(LabelRules.of(ClassList.found()), slow, shard);
    Files.delete(shard);

    assertThat(dataset.read(0)).asString(StandardCharsets.UTF_8).isEqualTo("xyz");
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> dataset.read(0));
  }

  @Test
  void two_shards_of_one_name_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ShardSource(
                    List.of(Path.of("a/s.tar"), Path.of("b/s.tar")),
                    Optional.empty(),
                    LabelRules.of(ClassList.found())))
        .withMessageContaining("two shards of the same file name");
  }

  private static LabelRules rules(String column) {
    return new LabelRules(
        Optional.of(column), List.of(), Optional.empty(), false, ClassList.found());
  }

  private static Dataset read(ClassList classes, Path... shards) throws IOException {
    return read(LabelRules.of(classes), shards);
  }

  private static Dataset read(LabelRules rules, Path... shards) throws IOException {
    return read(rules, () -> 0, shards);
  }

  private static Dataset read(LabelRules rules, LongSupplier clock, Path... shards)
      throws IOException {
    return new ShardReader(
            new ShardSource(List.of(shards), Optional.empty(), rules),
            name ->
                LabeledFiles.IS_IMAGE.test(name.toLowerCase(Locale.ROOT)) || name.endsWith(".webp"),
            () -> {},
            Source.Glance.NONE,
            clock)
        .read();
  }
}
