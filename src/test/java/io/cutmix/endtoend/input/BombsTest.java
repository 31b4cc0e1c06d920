package io.cutmix.endtoend.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.cli.message.ExitCode;
import io.cutmix.testing.Command;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that claim or hold more than fits into the memory, in a process with little of it. They are
 * as long as they have to be to fill it, and sparse behind that.
 */
@Tag("long")
class BombsTest {
  private static final ZipEncoding UTF8 = ZipEncodingHelper.getZipEncoding("UTF-8");
  private static final long GIGABYTE = 1L << 30;

  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void a_folder_of_images() throws IOException {
    images = Files.createDirectories(folder.resolve("images"));
    for (String name : List.of("cat/a.png", "dog/b.png")) {
      ImageIO.write(
          new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
          "png",
          Files.createDirectories(images.resolve(name).getParent())
              .resolve(images.resolve(name).getFileName())
              .toFile());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "labels.csv | file,label~cat/a.png,cat~dog/b.png,dog~c.png,\" | labels.csv:4: ",
        "labels.csv | file,label~cat/a.png,cat~dog/b.png,dog | labels.csv:3: ",
        "labels.jsonl | {\"file_name\":\"cat/a.png\",\"label\":\"cat\"}~{\"file_name\":\" | labels.jsonl:2: ",
        "labels.jsonl | {\"file_name\":\"cat/a.png\",\"label\":[ | labels.jsonl:1: ",
        "labels.json | {\"version\":1,\"classes\":[\"a\",\"b\"],\"samples\":[{\"file_name\":\" | labels.json:1: "
      })
  void a_row_of_a_gigabyte_is_told_with_its_line(String name, String start, String place)
      throws IOException {
    String fill = start.endsWith("[") ? "1," : "x";
    Path labels = gigabyte(name, start.replace('~', '\n'), fill);

    requireError(
        run("--labels", labels),
        place,
        "longer than 4,194,304 characters; close a quote or bracket that is open");
  }

  @Test
  void a_list_of_classes_that_never_ends_is_told() throws IOException {
    Path classes = folder.resolve("classes.txt");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(classes))) {
      for (int i = 0; i < 10_000_000; i++) {
        out.write((i + "\n").getBytes(UTF_8));
      }
    }

    requireError(
        run("--classes", classes),
        "classes.txt:1000001: there are more than 1,000,000 classes; give the name of each");
  }

  @Test
  void so_is_a_class_of_a_gigabyte_and_a_number_of_classes() throws IOException {
    requireError(run("--classes", gigabyte("classes.txt", "cat\n", "x")), "classes.txt:2: the row");
    requireError(run("--class-map", gigabyte("map.json", "{\"cat\":0,\n\"", "x")), "map.json:2: ");

    Command.Result result = run("--num-classes", 2_000_000_000);

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("--num-classes must be at most 1000000");
  }

  @ParameterizedTest
  @CsvSource({"labels.jsonl, --labels", "map.json, --class-map", "coco.json, --coco"})
  void json_of_ten_thousand_levels_is_told(String name, String option) throws IOException {
    String nested = "{\"file_name\":\"cat/a.png\",\"label\":" + "[".repeat(10_000);
    Path file = Files.writeString(folder.resolve(name), nested);

    requireError(run(option, file), name + ":", "nested deeper than 16 levels");
  }

  @Test
  void a_number_of_a_million_digits_is_told() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("labels.jsonl"),
            "{\"file_name\":\"cat/a.png\",\"label\":[" + "7".repeat(1_000_000) + ",1]}");

    requireError(run("--labels", file), "labels.jsonl:1: ", "a number has more than 1000 digits");
  }

  @Test
  void recipes_of_a_gigabyte_a_line_are_told() throws IOException {
    Path recipes = gigabyte("recipes.jsonl", "{\"version\":1,\"cutmix\":\"", "x");

    Command.Result result =
        cutmix("render", recipes, "--images", images, "--out", folder.resolve("out"));

    requireError(result, "recipes.jsonl:1: the line is longer than 16,777,216 bytes");
  }

  @Test
  void a_tar_member_of_a_terabyte_is_told() throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("1.jpg");
    entry.setSize(1L << 40);
    Path shard = tar("s.tar", entry);

    requireError(
        run("--images", shard),
        "s.tar: truncated: it ends at byte 1024, and what it holds continues to byte 1099511628288");
  }

  @Test
  void a_tar_name_of_a_gigabyte_is_told() throws IOException {
    for (byte type :
        new byte[] {TarConstants.LF_GNUTYPE_LONGNAME, TarConstants.LF_PAX_EXTENDED_HEADER_LC}) {
      TarArchiveEntry entry = new TarArchiveEntry("long", type);
      entry.setSize(GIGABYTE);
      Path shard = tar("s.tar", entry);
      try (RandomAccessFile file = new RandomAccessFile(shard.toFile(), "rw")) {
        file.setLength(2 * GIGABYTE);
      }

      requireError(
          run("--images", shard), "s.tar: no tar file: an entry whose name takes 1073741824 bytes");
    }
  }

  @Test
  void a_tar_of_a_million_headers_is_read_in_little_memory() throws IOException {
    TarArchiveEntry[] entries = new TarArchiveEntry[1_000];
    Arrays.setAll(entries, i -> new TarArchiveEntry("n" + i));
    Path thousand = tar("s.tar", entries);
    byte[] headers = Arrays.copyOf(Files.readAllBytes(thousand), 512_000);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(thousand))) {
      for (int i = 0; i < 1_000; i++) {
        out.write(headers);
      }
      out.write(new byte[1024]);
    }

    requireError(
        run("--images", thousand),
        "s.tar: no shard holds an image such as 0001.jpg beside its 0001.cls");
  }

  private void requireError(Command.Result result, String... parts) {
    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.INPUT_OUTPUT);
    assertThat(result.err()).contains(parts).doesNotContain("\tat ", "OutOfMemory");
    assertThat(result.err().length()).isLessThan(10_000);
  }

  private Command.Result run(Object... options) {
    List<Object> words = new ArrayList<>(List.of("augment", "--out", folder.resolve("out")));
    if (!options[0].equals("--images")) {
      words.addAll(List.of("--images", images));
    }
    words.addAll(List.of(options));
    return cutmix(words.toArray());
  }

  /** In a process, since what fills the memory of this one would be no failure of it. */
  private static Command.Result cutmix(Object... words) {
    List<Object> java = new ArrayList<>(List.of("io.cutmix.Main"));
    java.addAll(List.of(words));
    return Command.java("192m", java.toArray()).run();
  }

  /** Twenty megabytes that go on in the same way, and zeros behind them. */
  private Path gigabyte(String name, String start, String fill) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(start.getBytes(UTF_8));
      byte[] block = fill.repeat(1_000).getBytes(UTF_8);
      for (int written = 0; written < 20_000_000; written += block.length) {
        out.write(block);
      }
    }
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(GIGABYTE);
    }
    return file;
  }

  /** Headers alone, and the mark of the end. */
  private Path tar(String name, TarArchiveEntry... entries) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      byte[] header = new byte[512];
      for (TarArchiveEntry entry : entries) {
        entry.writeEntryHeader(header, UTF8, true);
        out.write(header);
      }
      out.write(new byte[entries.length == 1 ? 512 : 1024]);
    }
    return file;
  }
}
