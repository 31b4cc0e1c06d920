package io.cutmix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs of every form of output, killed at random moments, and then the same command: what comes out
 * is what an undisturbed run writes, byte for byte, and nothing else is left.
 *
 * <p>A moment is drawn between the first file in the folder and the end of the run, one in eight
 * between the start of the process and its end. There are 28 kills in all, two of each form; {@code
 * mvn -Plong verify -Dit.test=KillsIT -Dcutmix.kills=200} makes it 200, in a quarter of an hour.
 */
@Tag("long")
class KillsIT {
  private static final int KILLS = Integer.getInteger("cutmix.kills", 2 * Form.values().length);
  private static final int PICTURES = 600;

  @TempDir private static Path temp;
  private static PictureFolder pictures = new PictureFolder(Path.of(""), List.of());
  private static final Map<Form, Undisturbed> UNDISTURBED = new EnumMap<>(Form.class);
  private static int killed;

  /** What is written, and by which options. */
  enum Form {
    FLAT(""),
    SHARDED("--layout sharded --copies 2"),
    TREE("--layout tree --format png"),
    NAMED("--name-pattern {index}-{source}-{partner}"),
    NPY("--output-format npy --shard-size 64"),
    WEBDATASET("--output-format webdataset --shard-size 64 --shard-bytes 100000"),
    PARQUET("--labels-format parquet --embed-images"),
    ROWS("--labels-format json,jsonl,csv --label-encoding sparse --copies 2"),
    MASKS("--masks MASKS"),
    BOXES("--coco COCO"),
    RECIPES("--recipes-only --copies 20"),
    RENDERED(""),
    ORIGINALS("--include-originals --prob 0.5"),
    OVERWRITTEN("--overwrite --layout tree");

    private final String options;

    Form(String options) {
      this.options = options;
    }

    Command command(Path out) {
      List<Object> words = new ArrayList<>();
      if (this == RENDERED) {
        words.addAll(List.of("render", temp.resolve("recipes/recipes.jsonl")));
      } else {
        words.addAll(List.of("augment", "--labels", pictures.labels(), "--batch-size", 16));
      }
      words.addAll(List.of("--images", pictures.images(), "--out", out, "--threads", 2));
      for (String word : options.isEmpty() ? new String[0] : options.split(" ")) {
        words.add(
            word.equals("MASKS")
                ? temp.resolve("masks")
                : word.equals("COCO") ? temp.resolve("coco.json") : word);
      }
      return Tool.cutmix(words.toArray());
    }

    // The place in the list only says which forms take one more.
    @SuppressWarnings("EnumOrdinal")
    int kills() {
      return KILLS / values().length + (ordinal() < KILLS % values().length ? 1 : 0);
    }
  }

  /**
   * @param files what it wrote
   * @param millis from its first file, and from its start, to its end
   */
  private record Undisturbed(Map<String, String> files, long millisWriting, long millis) {}

  @BeforeAll
  static void pictures_masks_boxes_and_recipes() throws IOException {
    pictures = PictureFolder.make(temp, PICTURES, "jpg", 48, 48, 3);
    Path masks = Files.createDirectories(temp.resolve("masks"));
    StringBuilder images = new StringBuilder();
    StringBuilder boxes = new StringBuilder();
    for (int i = 0; i < PICTURES; i++) {
      String name = pictures.names().get(i);
      PictureFolder.write(
          masks.resolve(name.replace(".jpg", ".png")), PictureFolder.picture(i, 48, 48, 1));
      String comma = i == 0 ? "" : ",";
      images.append(
          "%s{\"id\":%d,\"file_name\":\"%s\",\"width\":48,\"height\":48}"
              .formatted(comma, i, name));
      boxes.append(
          "%s{\"id\":%d,\"image_id\":%d,\"category_id\":1,\"bbox\":[%d,3,9,30]}"
              .formatted(comma, i, i, i % 38));
    }
    Files.writeString(
        temp.resolve("coco.json"),
        "{\"images\":[%s],\"annotations\":[%s],\"categories\":[{\"id\":1,\"name\":\"box\"}]}"
            .formatted(images, boxes));
    Command.Result recipes =
        Tool.augment(pictures, temp.resolve("recipes"), "--recipes-only", "--batch-size", 16).run();
    assertThat(recipes.exit()).as(recipes.err()).isZero();
  }

  @AfterAll
  static void all_were_killed() {
    System.out.printf("%d kills survived, 0 lost%n", killed);
  }

  private static Undisturbed undisturbed(Form form) throws IOException {
    Path out = prepared(form, temp.resolve("undisturbed"));
    long start = System.nanoTime();
    try (Command.Running run = form.command(out).start()) {
      awaitFirstFile(run, out);
      long first = System.nanoTime();
      Command.Result result = run.end();
      assertThat(result.exit()).as(result.err()).isZero();
      long end = System.nanoTime();
      Map<String, String> files = FolderBytes.of(out);
      assertThat(files).containsKey("run.json");
      Tool.delete(out);
      return new Undisturbed(files, (end - first) / 1_000_000, (end - start) / 1_000_000);
    }
  }

  /** The folder as the killed command finds it. */
  private static Path prepared(Form form, Path out) throws IOException {
    Tool.delete(out);
    if (form == Form.OVERWRITTEN) {
      Command.Result earlier =
          Tool.augment(pictures, out, "--seed", 7, "--name-pattern", "{source}-{index}").run();
      assertThat(earlier.exit()).as(earlier.err()).isZero();
    }
    return out;
  }

  private static void awaitFirstFile(Command.Running run, Path out) {
    while (run.process().isAlive() && !Files.exists(out.resolve(".cutmix"))) {
      Tool.pause(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_same_command_goes_on_after_a_kill_at_any_moment(Form form) throws IOException {
    Random random = new Random(form.name().hashCode());
    for (int kill = 0; kill < form.kills(); kill++) {
      Undisturbed expected = UNDISTURBED.get(form);
      if (expected == null) {
        expected = undisturbed(form);
        UNDISTURBED.put(form, expected);
      }
      Path out = temp.resolve("out");
      while (!isKilled(form, prepared(form, out), expected, random)) {
        assertThat(differences(out, expected)).as("%s, undisturbed", form).isEmpty();
      }
      killed++;

      Command.Result result = form.command(out).run();

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(differences(out, expected)).as("%s, kill %d", form, kill).isEmpty();
    }
  }

  /** Names of the files that are missing, different, or too many. */
  private static Set<String> differences(Path out, Undisturbed expected) throws IOException {
    Map<String, String> files = FolderBytes.of(out);
    Set<String> names = new TreeSet<>(files.keySet());
    names.addAll(expected.files().keySet());
    names.removeIf(name -> Objects.equals(files.get(name), expected.files().get(name)));
    return names;
  }

  /** False if the run came to its end before the moment that was drawn. */
  private static boolean isKilled(Form form, Path out, Undisturbed expected, Random random) {
    boolean anyMoment = random.nextInt(8) == 0;
    try (Command.Running run = form.command(out).start()) {
      if (!anyMoment) {
        awaitFirstFile(run, out);
      }
      long most = anyMoment ? expected.millis() : expected.millisWriting();
      Tool.pause(random.nextInt((int) Math.max(most, 1)));
      run.process().destroyForcibly();
      int exit = run.end().exit();
      assertThat(exit).isIn(0, 137);
      return exit == 137;
    }
  }
}
