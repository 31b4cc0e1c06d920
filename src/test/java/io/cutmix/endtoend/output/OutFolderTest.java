package io.cutmix.endtoend.output;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be in {@code --out}, what is removed from it, and where it may be. */
class OutFolderTest {
  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void ten_images() throws IOException {
    input = ImagesAndLabels.make(temp, 10);
    out = temp.resolve("out");
  }

  @Test
  void folders_above_it_are_made() {
    assertThat(Cutmix.augment(input, temp.resolve("a/b/c")).exit()).isZero();
    assertThat(temp.resolve("a/b/c/run.json")).exists();
  }

  @Test
  void an_empty_folder_and_hidden_files_in_it_are_fine() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve(".gitkeep"), "");

    assertThat(Cutmix.augment(input, out).exit()).isZero();
    assertThat(out.resolve(".gitkeep")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--overwrite"})
  void a_foreign_folder_is_refused_and_stays_as_it_is(String option) throws IOException {
    Files.createDirectories(out.resolve("images"));
    Files.writeString(out.resolve("images/000000.png"), "mine");
    Files.writeString(out.resolve("labels.json"), "mine");
    Map<String, String> before = FolderBytes.of(out);

    Outcome outcome =
        option.isEmpty() ? Cutmix.augment(input, out) : Cutmix.augment(input, out, option);

    assertRefused(outcome, out.toString(), "holds no cutmix run; choose another --out");
    assertThat(FolderBytes.of(out)).isEqualTo(before);
    assertThat(out.resolve(".cutmix")).doesNotExist();
  }

  @Test
  void a_run_json_of_another_tool_is_refused_and_stays() throws IOException {
    Files.createDirectories(out);
    for (String content : List.of("{\"a\": 1}", "no json", "[]", "{}", "")) {
      Files.writeString(out.resolve("run.json"), content);

      assertRefused(Cutmix.augment(input, out, "--overwrite"), "run.json", "--out");

      assertThat(out.resolve("run.json")).hasContent(content);
    }
  }

  @Test
  void overwrite_removes_what_the_tool_wrote_and_nothing_else() throws IOException {
    Cutmix.augment(input, out, "--copies", 3);
    Files.writeString(out.resolve("notes.txt"), "mine");
    Files.writeString(out.resolve("images/mine.png"), "mine");
    Files.writeString(out.resolve("images/12.png"), "mine");

    Outcome outcome = Cutmix.augment(input, out, "--overwrite", "--seed", 4);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(out.resolve("notes.txt")).hasContent("mine");
    assertThat(out.resolve("images/mine.png")).hasContent("mine");
    assertThat(out.resolve("images/12.png")).hasContent("mine");
    Map<String, String> expected = freshRun("--seed", 4);
    Map<String, String> files = FolderBytes.of(out);
    assertThat(files).containsAllEntriesOf(expected).hasSize(expected.size() + 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "webdataset"})
  void overwrite_leaves_no_empty_folders(String format) throws IOException {
    Cutmix.augment(input, out, "--output-format", format);
    Files.createDirectories(out.resolve("mine"));

    assertThat(Cutmix.augment(input, out, "--output-format=npy", "--overwrite").exit()).isZero();

    assertThat(out.resolve("images")).doesNotExist();
    assertThat(out.resolve("shards")).doesNotExist();
    assertThat(out.resolve("mine")).isDirectory();
  }

  @Test
  void overwrite_takes_an_unfinished_run_too() throws IOException {
    byte[] whole = input.damage(3);
    assertThat(Cutmix.augment(input, out, "--batch-size", 2).exit()).isEqualTo(3);
    Files.write(input.file(3), whole);

    assertThat(Cutmix.augment(input, out, "--overwrite", "--seed", 4).exit()).isZero();

    assertThat(FolderBytes.of(out)).isEqualTo(freshRun("--seed", 4));
  }

  /** Later units haven't begun then, so what they are going to write is noted nowhere. */
  private void stopAtTheFirstUnit(Object... options) throws IOException {
    List<byte[]> whole = new ArrayList<>();
    for (int i = 0; i < input.names().size(); i++) {
      whole.add(input.damage(i));
    }
    assertThat(Cutmix.augment(input, out, options).exit()).isEqualTo(3);
    for (int i = 0; i < whole.size(); i++) {
      Files.write(input.file(i), whole.get(i));
    }
  }

  @Test
  void overwrite_takes_images_of_a_unit_that_was_not_finished() throws IOException {
    Object[] named = {"--name-pattern", "x{index}", "--threads", 1, "--batch-size", 2};
    stopAtTheFirstUnit(named);
    Path stubborn = Files.createDirectories(out.resolve("images/x000009.png/full"));
    assertRefused(Cutmix.augment(input, out, named), "images/x000009.png");
    Files.delete(stubborn);
    assertThat(FolderBytes.of(out.resolve("images"))).containsKey("x000000.png");

    assertThat(Cutmix.augment(input, out, "--overwrite").exit()).isZero();

    assertThat(FolderBytes.of(out)).isEqualTo(freshRun());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mine.txt", "images/../mine.txt", "../mine.txt", "/ABSOLUTE/mine.txt"})
  void a_record_that_was_changed_makes_it_remove_nothing_outside(String name) throws IOException {
    Cutmix.augment(input, out, "--layout", "tree", "--labels-format", "jsonl");
    Files.writeString(out.resolve("mine.txt"), "mine");
    Files.writeString(temp.resolve("mine.txt"), "mine");
    Path labels = out.resolve("metadata.jsonl");
    String changed = name.replace("/ABSOLUTE", temp.toString());
    Files.writeString(
        labels,
        Files.readString(labels)
            .replaceFirst("\"images/[^\"]+\"", Matcher.quoteReplacement("\"" + changed + "\"")));

    Outcome outcome = Cutmix.augment(input, out, "--overwrite", "--layout", "tree");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(out.resolve("mine.txt")).hasContent("mine");
    assertThat(temp.resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void an_overwrite_that_could_not_clear_the_folder_can_be_given_again() throws IOException {
    Cutmix.augment(input, out, "--copies", 3);
    Path stubborn = out.resolve("images/000007.png");
    Files.delete(stubborn);
    Files.createDirectories(stubborn.resolve("full"));

    assertRefused(Cutmix.augment(input, out, "--overwrite"), "000007.png");
    assertThat(out.resolve("run.json")).doesNotExist();
    Files.delete(stubborn.resolve("full"));

    assertThat(Cutmix.augment(input, out, "--overwrite").exit()).isZero();
    assertThat(FolderBytes.of(out)).isEqualTo(freshRun());
  }

  private Map<String, String> freshRun(Object... options) throws IOException {
    Path fresh = temp.resolve("fresh");
    assertThat(Cutmix.augment(input, fresh, options).exit()).isZero();
    return FolderBytes.of(fresh);
  }

  @Test
  void a_file_is_refused() throws IOException {
    Files.writeString(out, "mine");

    assertRefused(Cutmix.augment(input, out), out.toString(), "is a file", "--out");
    assertRefused(Cutmix.augment(input, out.resolve("below")), out.toString(), "--out");
    assertThat(out).hasContent("mine");
  }

  @Test
  void a_place_where_nothing_can_be_made_is_named() {
    Path nowhere = Path.of("/proc/cutmix/out");
    assumeTrue(Files.isDirectory(Path.of("/proc")));

    assertRefused(Cutmix.augment(input, nowhere), "/proc/cutmix", "--out");
  }

  @Test
  void an_image_that_cant_be_written_is_named_and_the_run_goes_on_after() throws IOException {
    Object[] named = {"--name-pattern", "{index}-mixed", "--threads", 1, "--batch-size", 2};
    stopAtTheFirstUnit(named);
    Path stubborn = Files.createDirectories(out.resolve("images/000009-mixed.png/full"));

    assertRefused(Cutmix.augment(input, out, named), "images/000009-mixed.png: ");
    Files.delete(stubborn);

    assertThat(Cutmix.augment(input, out, named).exit()).isZero();
    Path fresh = temp.resolve("named");
    assertThat(Cutmix.augment(input, fresh, named).exit()).isZero();
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(fresh));
  }

  @Test
  void an_image_that_was_replaced_by_a_link_is_not_written_through_it() throws IOException {
    byte[] whole = input.damage(3);
    assertThat(Cutmix.augment(input, out).exit()).isEqualTo(3);
    Files.write(input.file(3), whole);
    Path outside = Files.writeString(temp.resolve("outside.png"), "mine");
    Files.createSymbolicLink(out.resolve("images/000004.png"), outside);

    assertThat(Cutmix.augment(input, out).exit()).isZero();
    assertThat(outside).hasContent("mine");
    assertThat(FolderBytes.of(out)).isEqualTo(freshRun());
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "images/out", "images/../images/out"})
  void it_may_not_lie_in_the_images(String name) {
    Path inside = temp.resolve(name);

    Outcome outcome = Cutmix.augment(input, inside);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--out", inside.toString(), "--images", "outside");
    assertThat(temp.resolve("images/out")).doesNotExist();
  }

  @Test
  void it_may_not_lie_in_the_images_by_a_link_either() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), input.images());

    assertThat(Cutmix.augment(input, link.resolve("out")).exit()).isEqualTo(2);
    assertThat(temp.resolve("images/out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"npy images-00000.npy", "webdataset shards/000000.tar", "mds shard.00000.mds"})
  void shards_that_no_run_has_written_are_not_replaced(String form) throws IOException {
    String[] words = form.split(" ", -1);
    assertThat(Cutmix.augment(input, out).exit()).isZero();
    Path mine = out.resolve(words[1]);
    Files.createDirectories(mine.resolveSibling(""));
    Files.writeString(mine, "mine");

    Outcome refused = Cutmix.augment(input, out, "--overwrite", "--output-format", words[0]);

    assertRefused(refused, mine + ": wasn't written by the run in this folder; move it away");
    assertThat(mine).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels.json", "images/000003.png"})
  void a_folder_in_the_place_of_a_file_is_named(String file) throws IOException {
    Files.createDirectories(out.resolve(".cutmix/parts"));
    Files.createDirectories(out.resolve(file).resolve("mine"));

    Outcome outcome = Cutmix.augment(input, out);

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains(file).doesNotContain("Exception");
    assertThat(out.resolve(file).resolve("mine")).exists();
  }
}
