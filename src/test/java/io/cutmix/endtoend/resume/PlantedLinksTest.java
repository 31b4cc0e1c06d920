package io.cutmix.endtoend.resume;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.Folders;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that somebody has planted in {@code --out}: nothing is written or removed behind them. */
class PlantedLinksTest {
  private static final int IMAGES = 12;

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");
  private Path outside = Path.of("");
  private Map<String, String> before = Map.of();

  @BeforeEach
  void something_outside() throws IOException {
    input = ImagesAndLabels.make(temp, IMAGES);
    out = Files.createDirectories(temp.resolve("out"));
    outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("file"), "mine");
    for (String name : List.of("000000.png", "000007.png", "000000.tar", "a.jsonl", "job.json")) {
      Files.writeString(outside.resolve(name), "mine");
    }
    before = FolderBytes.of(outside);
  }

  private void plant(String name) throws IOException {
    Path link = out.resolve(name);
    Files.createDirectories(link.resolveSibling(""));
    Folders.delete(link);
    boolean isFolder = !name.matches(".*(\\.\\w{3,5}|lock|-files)") || name.endsWith(".cutmix");
    Files.createSymbolicLink(link, isFolder ? outside : outside.resolve("file"));
  }

  private Outcome augment(String options) {
    List<Object> words = new ArrayList<>(List.of("--batch-size", 4, "--threads", 1));
    words.addAll(options.isEmpty() ? List.of() : Arrays.asList((Object[]) options.split(" ")));
    return Cutmix.augment(input, out, words.toArray());
  }

  /** Whether the run was refused or went well, nothing outside has changed. */
  private void assertNotFollowed(Outcome outcome) throws IOException {
    assertThat(FolderBytes.of(outside)).isEqualTo(before);
    if (outcome.exit() == 0) {
      try (Stream<Path> tree = Files.walk(out)) {
        assertThat(tree.filter(Files::isSymbolicLink)).isEmpty();
      }
    } else {
      assertRefused(outcome, out.toString(), "link");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".cutmix",
        ".cutmix/lock",
        ".cutmix/job.json",
        ".cutmix/job.json.tmp",
        ".cutmix/run.json.tmp",
        ".cutmix/labels.json.tmp",
        ".cutmix/000000000.jsonl.tmp",
        ".cutmix/owner.tmp",
        ".cutmix/parts",
        ".cutmix/.cutmix-files.tmp",
        ".cutmix-files"
      })
  void links_in_a_folder_that_looks_empty(String name) throws IOException {
    plant(name);

    assertNotFollowed(augment(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "images | ''",
        "images/000007.png | ''",
        "images | --overwrite",
        "images/000007.png | --overwrite",
        "images/0000 | --layout sharded",
        "images/0000 | --layout sharded --overwrite",
        "images/a | --layout tree",
        "images/a | --layout tree --overwrite",
        "shards | --output-format webdataset --shard-size 4",
        "images-00001.npy | --output-format npy --shard-size 4",
        ".cutmix/parts | ''",
        ".cutmix/parts/000000001.jsonl | ''",
        ".cutmix/parts/000000001.names | --layout tree",
        ".cutmix/parts | --overwrite",
        "run.json | ''",
        "labels.json | ''",
        "report.html | --report"
      })
  void links_in_a_run_that_was_stopped(String name, String options) throws IOException {
    byte[] whole = input.damage(3);
    assertThat(augment(options).exit()).isEqualTo(3);
    Files.write(input.file(3), whole);
    plant(name);

    assertNotFollowed(augment(options));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "images | ''",
        "images/000007.png | ''",
        "labels.json | ''",
        "run.json | ''",
        ".cutmix | ''",
        "shards | --output-format webdataset",
        "shards | --output-format webdataset --overwrite"
      })
  void links_in_a_run_that_was_finished(String name, String options) throws IOException {
    assertThat(augment(options).exit()).isZero();
    plant(name);

    assertNotFollowed(augment(options));
  }

  @Test
  void the_output_folder_itself_may_be_a_link_of_the_user() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), out);

    assertThat(Cutmix.augment(input, link).exit()).isZero();
    assertThat(out.resolve("run.json")).exists();
  }

  @Test
  void a_hidden_folder_of_somebody_else_is_refused() throws IOException {
    Path hidden = Files.createDirectories(out.resolve(".cutmix"));
    try {
      Files.setAttribute(hidden, "unix:uid", 12_345, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException | UnsupportedOperationException e) {
      assumeTrue(false, "only root gives files to others");
    }

    assertRefused(augment(""), ".cutmix", "belongs to somebody else");
    assertThat(hidden).isEmptyDirectory();
  }
}
