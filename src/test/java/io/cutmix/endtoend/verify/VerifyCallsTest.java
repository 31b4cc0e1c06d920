package io.cutmix.endtoend.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Tampering;
import io.cutmix.testing.WrittenRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code cutmix verify} is called, what it needs, and what belongs to a run beside images. */
class VerifyCallsTest {
  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void twelve_images() throws IOException {
    input = ImagesAndLabels.make(temp.resolve("für alle"), 12, "png", 16, 24, 3);
    out = temp.resolve("out");
  }

  private void augment(Object... options) {
    assertThat(Cutmix.augment(input, out, options).exit()).isIn(0, 5);
  }

  private Outcome verify(Object... options) {
    List<String> words = new ArrayList<>(List.of("verify", out.toString()));
    for (Object option : options) {
      words.add(option.toString());
    }
    return Cutmix.call(words);
  }

  private static void assertFound(Outcome outcome, String... parts) {
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.out()).contains(parts);
  }

  private static void assertRefused(Outcome outcome, String... parts) {
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).startsWith("cutmix: ").contains(parts).doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void a_run_that_is_not_finished_is_to_go_on_first() throws IOException {
    augment();
    Files.createDirectories(out.resolve(".cutmix"));
    Files.delete(out.resolve("run.json"));

    assertRefused(verify(), out.toString(), "isn't finished", "resume it");
  }

  @Test
  void a_folder_without_a_run_is_told() throws IOException {
    assertRefused(verify(), out.toString(), "is no folder");
    Files.createDirectories(out);
    assertRefused(verify(), out.toString(), "run.json is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                                     | is no JSON
          []                                                                    | wasn't written by cutmix
          {"version":"9","options":{"sharpen":1},"input":{"source":{"images":"i"}}} | sharpen; cutmix 9
          """)
  void a_record_that_is_none_is_told(String json, String parts) throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("run.json"), json);

    assertRefused(verify(), parts.split("; ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1%", "101%", "x", "%", "NaN"})
  void a_share_that_is_none_is_wrong_usage(String share) {
    Outcome outcome = verify("--sample", share);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--sample", "%");
  }

  @Test
  void without_a_folder_the_usage_is_wrong() {
    assertThat(Cutmix.call(List.of("verify")).exit()).isEqualTo(2);
  }

  @Test
  void only_a_share_of_the_images_is_compared_but_every_row() throws IOException {
    augment("--copies", 10);
    WrittenRun run = new WrittenRun(out);
    Outcome tenth = verify("--sample", "10%");

    assertThat(tenth.out()).contains("120 rows").doesNotContain("120 compared");
    assertThat(verify("--sample", 0.1).out()).isEqualTo(tenth.out());
    assertThat(verify("--sample", 1e-9).out()).contains(" 1 compared");
    Tampering.WRONG_LABEL.doTo(run);
    assertFound(verify("--sample", "1%"), run.fileName(run.mixedRow()), "soft_label");
  }

  @Test
  void another_seed_compares_other_images() throws IOException {
    augment("--copies", 4, "--format", "png");
    Tampering.FLIPPED_PIXEL.doTo(new WrittenRun(out));

    List<Integer> exits = new ArrayList<>();
    for (int seed = 0; seed < 12; seed++) {
      exits.add(verify("--sample", 0.5, "--seed", seed).exit());
    }

    assertThat(exits).contains(0, 3);
  }

  @Test
  void data_that_has_moved_is_named_by_options() throws IOException {
    augment();
    Path moved = temp.resolve("moved");
    Files.move(input.root(), moved);

    assertRefused(verify(), "its input can't be read again (--images ", "name its new place");
    Outcome outcome =
        verify("--images", moved.resolve("images"), "--labels", moved.resolve("labels.csv"));
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
  }

  @Test
  void data_that_has_changed_is_told() throws IOException {
    augment();
    ImagesAndLabels.write(input.file(3), ImagesAndLabels.image(99, 16, 24, 3));
    Outcome image = verify();
    input.writeLabels(input.names().subList(0, 11));

    assertFound(image, "pixel x=", "images/");
    Outcome labels = verify();
    assertFound(labels, "run.json", "expected 12 samples, found 11 samples");
    assertThat(labels.out()).doesNotContain("by seed and options");
  }

  @Test
  void a_label_that_has_changed_since_is_told() throws IOException {
    augment();
    List<String> lines = new ArrayList<>(Files.readAllLines(input.labels()));
    Collections.swap(lines, 1, 2);
    lines.set(1, lines.get(1).replaceFirst(",.*", ",c"));
    Files.write(input.labels(), lines);

    assertFound(verify(), "run.json: data set", "soft_label of \"b\"");
  }

  @Test
  void a_sample_that_was_skipped_is_no_row() throws IOException {
    input.damage(4);
    augment("--on-error", "skip", "--size", "16x24", "--channels", "rgb");
    assertThat(verify().exit()).isZero();
    Path run = out.resolve("run.json");
    String json = Files.readString(run);

    Files.writeString(run, json.replace("p0004.png", "p0005.png"));
    assertFound(verify(), "p0005.png", "p0004.png");
    Files.writeString(run, json.replaceFirst("\"skipped\" : 1", "\"skipped\" : 0"));
    assertFound(verify(), "run.json: skipped: expected 1, found 0");
  }

  @Test
  void an_image_that_was_too_large_for_the_run_is_left_out_here_too() throws IOException {
    ImagesAndLabels.write(input.file(5), ImagesAndLabels.image(5, 40, 60, 3));
    for (String size : List.of("16x24", "bucket")) {
      out = temp.resolve(size);
      augment("--on-error", "skip", "--max-pixels", 1000, "--size", size, "--batch-size", 3);

      assertThat(verify().out()).contains("11 rows", "is as it should be");
    }
  }

  @Test
  void partners_may_be_the_sample_itself_only_where_the_run_allows_it() throws IOException {
    augment("--pairing", "permutation", "--batch-size", 3, "--copies", 4);
    List<String> same =
        new WrittenRun(out)
            .rows().stream()
                .filter(row -> row.path("source").equals(row.path("partner")))
                .map(row -> row.path("file_name").asText())
                .toList();
    assertThat(same).isNotEmpty();
    assertThat(verify().exit()).as(verify().out()).isZero();
    Path run = out.resolve("run.json");

    Files.writeString(run, Files.readString(run).replace("\"permutation\"", "\"derangement\""));

    assertFound(verify(), same.get(0));
  }

  @Test
  void rendered_images_are_verified_by_the_run_of_their_recipes() throws IOException {
    Path recipes = temp.resolve("recipes");
    Cutmix.augment(input, recipes, "--recipes-only", "--copies", 2);
    Cutmix.run(
        "render",
        recipes.resolve("recipes.jsonl"),
        "--images",
        input.images(),
        "--range",
        "5..17",
        "--out",
        out);

    assertThat(verify().exit()).as(verify().out()).isZero();
    String file = Tampering.SWAPPED_FILES.doTo(new WrittenRun(out));
    assertFound(verify(), file, "12 rows");
  }

  @Test
  void recipes_alone_do_not_say_how_labels_were_read() throws IOException {
    Path recipes = temp.resolve("recipes");
    Path classes = Files.write(temp.resolve("classes.txt"), List.of("c", "b", "a"));
    Cutmix.augment(input, recipes, "--recipes-only", "--classes", classes);
    Path alone = temp.resolve("alone.jsonl");
    Files.copy(recipes.resolve("recipes.jsonl"), alone);
    Cutmix.call(
        Stream.of("render", alone, "--images", input.images(), "--out", out)
            .map(Object::toString)
            .toList());

    String missing = "run.json: is missing, so how the labels were read isn't known";
    assertRefused(verify(), missing, "(--labels, --classes, ...)");
    Outcome otherwise = verify("--labels", input.labels());
    assertRefused(otherwise, missing, "labels that were read aren't those of the recipes");
    Outcome given = verify("--labels", input.labels(), "--classes", classes);
    assertThat(given.exit()).as(given.out() + given.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gray", "rgba"})
  void webp_has_the_channels_that_it_can_hold(String channels) throws IOException {
    augment("--format", "webp", "--channels", channels, "--prob", 0.5, "--prob-scope", "sample");

    assertThat(verify().out()).contains("is as it should be");

    Files.copy(
        out.resolve("images/000003.webp"),
        out.resolve("images/000004.webp"),
        StandardCopyOption.REPLACE_EXISTING);
    assertFound(verify(), "images/000004.webp: ");
  }

  @Test
  void masks_belong_to_a_run() throws IOException {
    Path masks = Files.createDirectories(temp.resolve("masks"));
    for (int i = 0; i < 12; i++) {
      ImagesAndLabels.write(
          masks.resolve(input.names().get(i)), ImagesAndLabels.image(50 + i, 16, 24, 1));
    }
    augment("--masks", masks);
    WrittenRun run = new WrittenRun(out);
    String mask = run.fileName(run.mixedRow()).replace("images/", "masks/");
    Path file = out.resolve(mask);
    byte[] whole = Files.readAllBytes(file);

    ImagesAndLabels.write(file, ImagesAndLabels.image(7, 16, 24, 1));
    assertFound(verify(), mask + ": class at x=");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertFound(verify(), mask + ": mask: expected readable");
    Files.delete(file);
    assertFound(verify(), mask + ": file: expected there, found missing");
    Files.write(file, whole);
    Files.write(out.resolve("masks/x.png"), whole);
    assertFound(verify(), "masks/x.png: file: expected none");

    Files.move(masks, temp.resolve("elsewhere"));
    assertRefused(verify(), "--masks " + masks, masks + ": no such folder; correct --masks");
  }

  @Test
  void detection_boxes_belong_to_a_run() throws IOException {
    augment("--coco", boxes());
    Path file = out.resolve("annotations.json");
    String json = Files.readString(file);

    Files.writeString(file, json.replaceFirst("\"bbox\":\\[[0-9.]+", "\"bbox\":[0.5"));
    assertFound(verify(), "images/000000.png: box in annotations.json");
    Files.writeString(file, json.replaceFirst("\"width\":24", "\"width\":25"));
    assertFound(verify(), "images/000000.png: image in annotations.json");
    Files.writeString(file, json.replace("thing", "other"));
    assertFound(verify(), "annotations.json: categories");
    Files.writeString(file, json.substring(0, 300));
    assertFound(verify(), "annotations.json");
    Files.delete(file);
    assertFound(verify(), "annotations.json: file: expected there, found missing");
  }

  @Test
  void masks_and_boxes_are_refused_where_the_run_had_none() throws IOException {
    augment("--output-format", "npy");

    Outcome masks = verify("--masks", temp);
    Outcome boxes = verify("--coco", boxes());

    assertThat(List.of(masks.exit(), boxes.exit())).containsOnly(2);
    assertThat(masks.err())
        .contains("--masks is given, but the run in %s had none; leave it out".formatted(out));
    assertThat(boxes.err()).contains("--coco is given, but the run in");
  }

  private Path boxes() throws IOException {
    List<String> images = new ArrayList<>();
    List<String> boxes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      images.add(
          "{\"id\":%d,\"file_name\":\"%s\",\"width\":24,\"height\":16}"
              .formatted(i, input.names().get(i)));
      boxes.add(
          "{\"id\":%d,\"image_id\":%d,\"category_id\":1,\"bbox\":[%d.25,1,9.5,10],\"iscrowd\":0}"
              .formatted(i, i, i));
    }
    return Files.writeString(
        temp.resolve("boxes.json"),
        "{\"images\":%s,\"annotations\":%s,\"categories\":[{\"id\":1,\"name\":\"thing\"}]}"
            .formatted(images, boxes));
  }

  @Test
  void each_label_file_is_compared() throws IOException {
    augment("--labels-format", "json,jsonl,csv,parquet", "--embed-images");
    WrittenRun run = new WrittenRun(out);
    int row = run.mixedRow();
    String name = run.fileName(row);
    double lam = run.rows().get(row).path("lam").asDouble();

    change("metadata.jsonl", "\"lam\":" + lam, "\"lam\":0.123");
    change("labels.csv", "\n" + name + "," + lam, "\n" + name + ",0.234");
    Path parquet = out.resolve("metadata.parquet");
    byte[] bytes = Files.readAllBytes(parquet);
    replace(bytes, number(lam), number(lam + 0.01));
    replace(bytes, "IDAT".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 2, 3, 4});
    Files.write(parquet, bytes);

    assertFound(
        verify(),
        name + ": lam in metadata.jsonl: expected " + lam + ", found 0.123",
        name + ": lam in labels.csv: expected " + lam + ", found 0.234",
        "lam in metadata.parquet",
        "image in metadata.parquet");
  }

  private static byte[] number(double value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array();
  }

  private static void replace(byte[] all, byte[] part, byte[] other) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (ByteBuffer.wrap(all, i, part.length).equals(ByteBuffer.wrap(part))) {
        System.arraycopy(other, 0, all, i, other.length);
      }
    }
  }

  private void change(String file, String part, String other) throws IOException {
    String text = Files.readString(out.resolve(file));
    assertThat(text).contains(part);
    Files.writeString(out.resolve(file), text.replace(part, other));
  }

  @Test
  void labels_beside_arrays_and_in_shards_are_compared() throws IOException {
    augment("--output-format", "npy");
    Path labels = out.resolve("labels-00000.npy");
    byte[] array = Files.readAllBytes(labels);
    array[128 + 6] ^= 1;
    Files.write(labels, array);
    assertFound(verify(), "labels-00000.npy[0]: label");

    out = temp.resolve("tar");
    augment("--output-format", "webdataset");
    WrittenRun run = new WrittenRun(out);
    run.changeMembers(
        0,
        members ->
            members.computeIfPresent(
                "000000003.json",
                (name, json) ->
                    new String(json, StandardCharsets.UTF_8)
                        .replaceFirst("\"batch\":0", "\"batch\":1")
                        .getBytes(StandardCharsets.UTF_8)));
    assertFound(verify(), "shards/000000.tar/000000003.png: batch in 000000003.json");
    Path tar = run.shard(0);
    byte[] flipped = Files.readAllBytes(tar);
    flipped[30] ^= 1; // in the name of the first member
    Files.write(tar, flipped);
    assertFound(verify(), "shards/000000.tar: byte 0: expected a tar header, found none");
    Files.write(tar, Arrays.copyOf(Files.readAllBytes(tar), 5000));
    assertFound(verify(), "shards/000000.tar");
    Files.delete(tar);
    assertFound(verify(), "shards/000000.tar: file: expected there, found missing");
  }

  @Test
  void only_the_first_ten_differences_are_told_and_all_are_counted() throws IOException {
    augment();
    for (String name : input.names()) {
      String number = name.replaceAll("\\D", "");
      Files.delete(out.resolve("images/00" + number + ".png"));
    }

    Outcome outcome = verify();

    assertThat(outcome.out().lines()).hasSize(11);
    assertThat(outcome.out()).contains("12 differences");
  }
}
