package io.cutmix.endtoend.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.cli.message.TextColumns;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.TarMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cutmix inspect} counts what is in a data set, and names what is wrong with it. */
class InspectTest {
  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());

  @BeforeEach
  void ten_images() throws IOException {
    input = ImagesAndLabels.make(temp.resolve("für mich"), 10);
  }

  private Outcome inspect(Object... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "inspect",
                "--images",
                input.images().toString(),
                "--labels",
                input.labels().toString()));
    Arrays.stream(more).map(Object::toString).forEach(words::add);
    return Cutmix.call(words);
  }

  private JsonNode json(Object... more) throws IOException {
    Object[] words = Arrays.copyOf(more, more.length + 1);
    words[more.length] = "--json";
    return new JsonMapper().readTree(inspect(words).out());
  }

  @Test
  void a_sound_data_set_has_no_problems() throws IOException {
    Outcome outcome = inspect();

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("10 samples, 3 classes", "7x5  10", "png 10", "rgb 10", "upright 10", "none");
    assertThat(outcome.out().lines()).anyMatch(line -> line.matches(" {2}a {2}4 {3}40.0 % {2}█+"));
    JsonNode json = json();
    assertThat(json.at("/labels/classes/0").toString())
        .isEqualTo("{\"name\":\"a\",\"samples\":4.0}");
    assertThat(json.at("/sizes/0").toString())
        .isEqualTo("{\"width\":7,\"height\":5,\"images\":10}");
    assertThat(json.path("suggestions")).isEmpty();
  }

  @Test
  void all_unreadable_images_are_listed_as_json_and_ten_as_text() throws IOException {
    input = ImagesAndLabels.make(temp.resolve("many"), 30);
    for (int i = 0; i < 25; i++) {
      input.damage(i);
    }

    Outcome outcome = inspect();

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out())
        .contains("25 images can't be read", "p0009.png: ", "… 15 more …")
        .doesNotContain("p0010.png");
    assertThat(json().at("/problems/unreadable/first")).hasSize(25);
  }

  @Test
  void masks_and_boxes_are_checked() throws IOException {
    Path masks = temp.resolve("masks");
    Files.createDirectories(masks);
    StringBuilder images = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      ImagesAndLabels.write(masks.resolve(input.names().get(i)), ImagesAndLabels.image(i, 5, 7, 1));
      images.append(
          ",{\"id\":%d,\"file_name\":\"%s\",\"width\":7,\"height\":5}"
              .formatted(i, input.names().get(i)));
    }
    Path coco = temp.resolve("coco.json");
    String json =
        "{\"images\":[%s],\"annotations\":[{\"id\":1,\"image_id\":2,\"category_id\":3,"
            + "\"bbox\":[1,1,2,2],\"segmentation\":[[1]]}],\"categories\":[{\"id\":3,"
            + "\"name\":\"cat\"}]}";
    Files.writeString(coco, json.formatted(images.substring(1)));

    Outcome sound = inspect("--masks", masks, "--coco", coco);
    Files.delete(masks.resolve("p0003.png"));
    Outcome lacking = inspect("--masks", masks, "--coco", coco);

    assertThat(sound.exit()).as(sound.err()).isZero();
    assertThat(sound.out())
        .contains("boxes        1 box, 1 category", "cat  1", "masks        10 fit")
        .contains("coco.json:1: segmentations of annotations are dropped: 1 (in p0002.png)")
        .doesNotContain("none");
    assertThat(lacking.exit()).isEqualTo(3);
    assertThat(lacking.out())
        .contains("1 image has no mask that fits", "p0003.png: its mask", "masks        9 fit");
    assertThat(inspect("--masks", temp.resolve("nowhere")).exit()).isEqualTo(2);
    assertThat(inspect("--coco", temp.resolve("nowhere")).exit()).isEqualTo(3);
  }

  @Test
  void broken_missing_and_unlabelled_images_are_named() throws IOException {
    input.damage(4);
    Files.delete(input.file(7));
    ImagesAndLabels.write(input.images().resolve("extra.png"), ImagesAndLabels.image(1, 5, 7, 3));
    Files.write(input.images().resolve(".hidden.png"), new byte[1]);
    Files.write(input.images().resolve("notes.txt"), new byte[1]);

    Outcome outcome = inspect();
    JsonNode problems = json().path("problems");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out()).contains("1 image can't be read", "--on-error skip");
    assertThat(problems.at("/unreadable/first/0").asText()).startsWith("p0004.png: damaged PNG");
    assertThat(problems.path("missing").toString())
        .isEqualTo("{\"count\":1,\"first\":[\"p0007.png\"]}");
    assertThat(problems.path("unlabelled").toString())
        .isEqualTo("{\"count\":1,\"first\":[\"extra.png\"]}");
  }

  @Test
  void damage_behind_a_header_is_only_found_by_a_whole_look() throws IOException {
    input.damage(4);

    Outcome fast = inspect("--fast");

    assertThat(fast.exit()).isZero();
    assertThat(fast.out()).contains("--fast: damage");
    assertThat(inspect().exit()).isEqualTo(3);
  }

  @Test
  void equal_images_are_found_and_those_with_other_labels_told_apart() throws IOException {
    Files.copy(input.file(0), replaced(3)); // both are of class a
    Files.copy(input.file(0), replaced(5)); // class c

    JsonNode problems = json().path("problems");

    assertThat(problems.path("duplicates").toString())
        .isEqualTo("{\"count\":2,\"first\":[\"p0003.png = p0000.png\",\"p0005.png = p0000.png\"]}");
    assertThat(problems.at("/contradictions/first").toString())
        .isEqualTo("[\"p0005.png = p0000.png\"]");
    assertThat(inspect().exit()).isZero();
  }

  private Path replaced(int i) throws IOException {
    Files.delete(input.file(i));
    return input.file(i);
  }

  @Test
  void what_headers_say_is_counted() throws IOException {
    input =
        ImagesAndLabels.ofFixtures(
            temp.resolve("mixed"),
            "orientation-6.jpg",
            "orientation-8.jpg",
            "rgb.jpg",
            "gray-8.png",
            "rgba.png",
            "animated.gif",
            "red-green-profile.png");

    JsonNode json = json();

    assertThat(json.path("formats").toString()).isEqualTo("{\"gif\":1,\"jpeg\":3,\"png\":3}");
    assertThat(json.path("orientations").toString()).isEqualTo("{\"1\":5,\"6\":1,\"8\":1}");
    assertThat(json.path("channels").path("gray").asInt()).isEqualTo(1);
    assertThat(json.path("channels").path("rgb+alpha").asInt()).isEqualTo(1);
    assertThat(json.path("profiles").asInt()).isEqualTo(1);
    assertThat(json.path("animated").asInt()).isEqualTo(1);
    assertThat(json.path("suggestions").toString()).contains("--size ", "--channels rgba");
    assertThat(inspect().out()).contains("EXIF 6: 1", "EXIF 8: 1 (these are turned)");
    assertThat(inspect("--exif", "ignore").out()).contains("EXIF 8: 1 (these are not turned)");
  }

  @Test
  void rare_classes_suggest_balance() throws IOException {
    List<String> lines = new ArrayList<>(List.of("file,label"));
    input.names().forEach(name -> lines.add(name + "," + (lines.size() < 9 ? "many" : "few")));
    Files.write(input.labels(), lines);

    assertThat(inspect().out())
        .contains("--balance", "4.0 times", "the largest has 4.00 times as many");
  }

  @Test
  void labels_that_are_numbers_are_ranges_and_several_classes_add_up() throws IOException {
    List<String> numbers = new ArrayList<>(List.of("file,height"));
    List<String> several = new ArrayList<>(List.of("file,label"));
    for (String name : input.names()) {
      numbers.add(name + "," + numbers.size() * 10);
      several.add(name + "," + (several.size() < 3 ? "x|y" : "y"));
    }

    Files.write(input.labels(), numbers);
    assertThat(inspect("--label-columns", "height").out())
        .contains("height: 10.0000 to 100.000, mean 55.0000");
    Files.write(input.labels(), several);
    JsonNode json = json("--label-separator", "|");
    assertThat(json.at("/labels/kind").asText()).isEqualTo("several_classes");
    assertThat(json.at("/labels/classes/1/samples").asInt()).isEqualTo(10);
  }

  @Test
  void tar_shards_and_class_folders_are_inspected_too() throws IOException {
    Path tar = temp.resolve("set 1.tar");
    try (TarArchiveOutputStream members = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      for (int i = 0; i < 10; i++) {
        TarMember.add(members, i + ".png", Files.readAllBytes(input.file(i)));
        TarMember.add(members, i + ".cls", new byte[] {(byte) ('0' + i % 2)});
      }
    }
    Outcome shards = Cutmix.call(List.of("inspect", "--images", tar.toString()));
    Path folders = Files.createDirectories(temp.resolve("folders/ä b"));
    Files.copy(input.file(0), folders.resolve("1.png"));
    Outcome one = Cutmix.call(List.of("inspect", "--images", temp.resolve("folders").toString()));

    assertThat(shards.out()).as(shards.err()).contains("10 samples, 2 classes");
    assertThat(one.out()).as(one.err()).contains("1 sample, 1 class", "ä b");
  }

  @Test
  void names_can_not_steer_a_terminal() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("images/cl\u001b[31mass"));
    Files.copy(input.file(0), folder.resolve("a\nb.png"));
    Files.copy(input.file(0), folder.resolve("c.png"));

    Outcome outcome =
        Cutmix.call(List.of("inspect", "--images", temp.resolve("images").toString()));

    assertThat(outcome.out()).contains("a\\u000ab.png").doesNotContain("\u001b");
  }

  @Test
  void many_classes_are_the_largest_and_the_smallest() throws IOException {
    List<String> lines = new ArrayList<>(List.of("file,label"));
    input = ImagesAndLabels.make(temp.resolve("many"), 60);
    for (int i = 0; i < 60; i++) {
      lines.add(input.names().get(i) + ",k" + (i < 30 ? 0 : i));
    }
    Files.write(input.labels(), lines);

    Outcome outcome = inspect();

    assertThat(outcome.out()).contains("60 samples, 31 classes", "… 15 more …", "k59");
    assertThat(outcome.out().lines()).allMatch(line -> TextColumns.of(line) <= 80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fats", "--threads 0", "--num-classes x", "--quiet --verbose", "extra"})
  void wrong_options_are_wrong_usage(String options) {
    Outcome outcome = inspect((Object[]) options.split(" ", -1));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(options.split(" ", -1)[0], "Try 'cutmix inspect --help'");
  }

  @Test
  void labels_that_are_wrong_are_told_with_their_line() throws IOException {
    Files.write(input.labels(), List.of("file,label", "p0000.png,a", "p0000.png,b"));

    Outcome outcome = inspect();

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("labels.csv:3: duplicate row");
  }

  @Test
  void help_has_an_example() {
    Outcome outcome = Cutmix.call(List.of("inspect", "--help"));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("Example", "cutmix inspect --images", "--fast");
  }
}
