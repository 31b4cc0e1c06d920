package io.cutmix.endtoend.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are replaced by others of the same size, between a run and its going on. */
class ModifiedInputTest {
  private static final int SAMPLES = 24;
  private static final FileTime EARLIER = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void images_of_equal_size() throws IOException {
    input = ImagesAndLabels.make(temp, SAMPLES, "bmp", 5, 7, 3);
    for (int i = 0; i < SAMPLES; i++) {
      Files.setLastModifiedTime(input.file(i), EARLIER);
    }
    out = temp.resolve("out");
  }

  private static List<Object> words(String options, Object... more) {
    List<Object> words = new ArrayList<>(List.of(options.split(" ")));
    words.addAll(List.of("--size", "5x7", "--channels", "rgb", "--batch-size", 4));
    words.addAll(Arrays.asList(more));
    return words;
  }

  private Outcome augment(Path folder, String options) {
    return Cutmix.augment(input, folder, words(options).toArray());
  }

  /** Leaves a run that is done but for its last unit. */
  private void stopAtTheEnd(String options) throws IOException {
    Path whole = temp.resolve("whole");
    assertThat(augment(whole, options).exit()).isZero();
    int last = input.names().indexOf(Oracle.rows(whole).get(SAMPLES - 1).get("source").asText());
    byte[] bytes = Files.readAllBytes(input.file(last));
    byte[] broken = bytes.clone();
    broken[12] = 1; // The pixels begin behind the end; the header alone doesn't tell.
    Files.write(input.file(last), broken);
    assertThat(augment(out, options).exit()).isEqualTo(3);
    Files.write(input.file(last), bytes);
    Files.setLastModifiedTime(input.file(last), EARLIER);
  }

  private Path first() throws IOException {
    return input.images().resolve(Oracle.rows(temp.resolve("whole")).get(0).get("source").asText());
  }

  private void replaceFirst() throws IOException {
    ImagesAndLabels.write(first(), ImagesAndLabels.image(99, 5, 7, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--seed 1",
        "--name-pattern {index}-{source}",
        "--output-format npy --shard-size 8",
        "--output-format webdataset --shard-size 8",
        "--output-format webdataset --shard-size 8 --shard-bytes 4096"
      })
  void what_was_made_of_them_is_made_anew_and_nothing_else(String options) throws IOException {
    stopAtTheEnd(options);
    replaceFirst();

    Outcome resumed = augment(out, options);

    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("1 unit will be made again, since files were modified");
    Path fresh = temp.resolve("fresh");
    assertThat(augment(fresh, options).exit()).isZero();
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(fresh));
    assertThat(FolderBytes.of(out)).isNotEqualTo(FolderBytes.of(temp.resolve("whole")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seed 1", "--output-format webdataset --shard-size 8", "--masks"})
  void a_finished_run_is_made_again_with_them(String kind) throws IOException {
    String options = kind.equals("--masks") ? "--masks " + masks() : kind;
    assertThat(augment(temp.resolve("whole"), options).exit()).isZero();
    assertThat(augment(out, options).exit()).isZero();
    if (kind.equals("--masks")) {
      String mask = input.names().get(0).replace(".bmp", ".png");
      ImagesAndLabels.write(temp.resolve("masks/" + mask), ImagesAndLabels.image(99, 5, 7, 1));
    } else {
      replaceFirst();
    }

    Outcome repeated = augment(out, options);

    assertThat(repeated.exit()).as(repeated.err()).isZero();
    assertThat(repeated.err()).contains("has changed since; starting over");
    Path fresh = temp.resolve("fresh");
    assertThat(augment(fresh, options).exit()).isZero();
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(fresh));
  }

  @Test
  void a_finished_run_whose_input_was_only_touched_is_as_it_should_be() throws IOException {
    String options = "--seed 1";
    assertThat(augment(temp.resolve("whole"), options).exit()).isZero();
    assertThat(augment(out, options).exit()).isZero();
    Files.setLastModifiedTime(first(), FileTime.fromMillis(1_100_000_000_000L));

    assertThat(augment(out, options).err()).contains(" will be made again").doesNotContain("over");
    assertThat(augment(out, options).err()).doesNotContain("made again");
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(temp.resolve("whole")));
  }

  @Test
  void a_file_that_another_format_takes_the_place_of_leaves_no_image_behind() throws IOException {
    stopAtTheEnd("--format auto");
    replaceFirstByAnotherFormat();

    assertThatItIsAsAFreshRun("--format auto --on-error skip");
  }

  @Test
  void nor_does_one_that_the_process_ended_before_it_could_remove_it() throws IOException {
    stopAtTheEnd("--format auto");
    Files.delete(out.resolve("images/000001.png"));
    replaceFirstByAnotherFormat();

    assertThatItIsAsAFreshRun("--format auto --on-error skip");
  }

  /** All images of the first unit may be there, but nothing says that they are done. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--layout flat",
        "--layout sharded",
        "--layout tree",
        "--name-pattern {index}-{source}",
        "--masks"
      })
  void nor_does_one_of_a_unit_that_was_stopped(String options) throws IOException {
    String job = "--format auto " + (options.equals("--masks") ? "--masks " + masks() : options);
    stopAtTheEnd(job);
    Files.delete(out.resolve(".cutmix/parts/000000000.jsonl"));
    replaceFirstByAnotherFormat();

    assertThatItIsAsAFreshRun(job + " --on-error skip");
  }

  private void assertThatItIsAsAFreshRun(String options) throws IOException {
    Outcome resumed = augment(out, options);

    assertThat(resumed.exit()).as(resumed.err()).isIn(0, 5);
    Path fresh = temp.resolve("fresh");
    augment(fresh, options);
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(fresh));
  }

  private void replaceFirstByAnotherFormat() throws IOException {
    Path file = first();
    Files.write(file, Arrays.copyOf(jpeg(), (int) Files.size(file)));
  }

  @Test
  void a_unit_whose_images_could_not_all_be_removed_is_not_done() throws IOException {
    stopAtTheEnd("--seed 1");
    byte[] image = Files.readAllBytes(first());
    replaceFirst();
    Path stubborn = out.resolve("images/000003.png");
    Files.delete(stubborn);
    Files.createDirectories(stubborn.resolve("full"));
    assertThat(augment(out, "--seed 1").exit()).isEqualTo(3);
    assertThat(out.resolve("images/000000.png")).doesNotExist();

    Files.delete(stubborn.resolve("full"));
    Files.write(first(), image);
    Files.setLastModifiedTime(first(), EARLIER);

    assertThat(augment(out, "--seed 1").exit()).isZero();
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(temp.resolve("whole")));
  }

  /** Smaller than one of the images. */
  private byte[] jpeg() throws IOException {
    Path file = temp.resolve("gray.jpg");
    ImagesAndLabels.write(file, ImagesAndLabels.image(3, 5, 7, 1));
    return Files.readAllBytes(file);
  }

  @Test
  void masks_count_too() throws IOException {
    Path masks = masks();
    String options = "--masks " + masks;
    stopAtTheEnd(options);
    String first = first().getFileName().toString();
    Files.setLastModifiedTime(masks.resolve(first.replace(".bmp", ".png")), EARLIER);

    assertThat(augment(out, options).err()).contains("1 unit will be made again");
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(temp.resolve("whole")));
  }

  private Path masks() throws IOException {
    Path masks = Files.createDirectories(temp.resolve("masks"));
    for (String name : input.names()) {
      ImagesAndLabels.write(
          masks.resolve(name.replace(".bmp", ".png")), ImagesAndLabels.image(1, 5, 7, 1));
    }
    return masks;
  }

  @Test
  void rendering_takes_note_of_images_and_recipes() throws IOException {
    Path recipes = temp.resolve("recipes");
    assertThat(augment(recipes, "--recipes-only").exit()).isZero();
    stopAtTheEnd("--seed 0");
    int last =
        input
            .names()
            .indexOf(Oracle.rows(temp.resolve("whole")).get(SAMPLES - 1).get("source").asText());
    byte[] bytes = Files.readAllBytes(input.file(last));
    Files.write(input.file(last), new byte[bytes.length]);
    Path rendered = temp.resolve("rendered");
    assertThat(render(recipes, rendered).exit()).isEqualTo(3);
    Files.write(input.file(last), bytes);
    replaceFirst();

    Outcome resumed = render(recipes, rendered);

    assertThat(resumed.err()).contains("1 unit will be made again");
    Path fresh = temp.resolve("fresh");
    assertThat(render(recipes, fresh).exit()).isZero();
    assertThat(FolderBytes.of(rendered)).isEqualTo(FolderBytes.of(fresh));
  }

  private Outcome render(Path recipes, Path folder) {
    return Cutmix.run(
        "render", recipes.resolve("recipes.jsonl"), "--images", input.images(), "--out", folder);
  }

  /** Then units hold other samples, of which files that were made at once don't tell. */
  @Test
  void images_that_come_to_have_another_shape_change_the_units_of_a_stopped_run()
      throws IOException {
    String options = "--size bucket --channels rgb --batch-size 4 --seed 3";
    for (int i = 0; i < SAMPLES; i++) {
      boolean high = i % 3 == 0;
      ImagesAndLabels.write(input.file(i), ImagesAndLabels.image(i, high ? 8 : 4, high ? 4 : 8, 3));
      Files.setLastModifiedTime(input.file(i), EARLIER);
    }
    Object[] words = options.split(" ");
    Path whole = temp.resolve("whole");
    assertThat(Cutmix.augment(input, whole, words).exit()).isZero();
    int last = input.names().indexOf(Oracle.rows(whole).get(SAMPLES - 1).get("source").asText());
    byte[] bytes = Files.readAllBytes(input.file(last));
    byte[] broken = bytes.clone();
    broken[12] = 1;
    Files.write(input.file(last), broken);
    assertThat(Cutmix.augment(input, out, words).exit()).isEqualTo(3);
    Files.write(input.file(last), bytes);
    Files.setLastModifiedTime(input.file(last), EARLIER);
    for (int i : new int[] {0, 3, 6}) {
      ImagesAndLabels.write(input.file(i), ImagesAndLabels.image(i, 4, 8, 3));
      Files.setLastModifiedTime(input.file(i), EARLIER);
    }

    Outcome resumed = Cutmix.augment(input, out, words);

    assertThat(resumed.exit()).as(resumed.err()).isZero();
    Path fresh = temp.resolve("fresh");
    assertThat(Cutmix.augment(input, fresh, words).exit()).isZero();
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(fresh));
  }
}
