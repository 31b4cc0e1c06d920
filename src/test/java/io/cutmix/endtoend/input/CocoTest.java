package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.image.Fixture;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detection boxes come out with the images, as COCO has them. */
class CocoTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CATEGORIES =
      "[{\"id\":3,\"name\":\"cat\"},{\"id\":8,\"name\":\"cup\"}]";

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path coco = Path.of("");
  private Path out = Path.of("");

  /** Image i has a box of category 3 that begins at column i, and one of category 8. */
  @BeforeEach
  void six_images_with_two_boxes_each() throws IOException {
    input = ImagesAndLabels.make(temp, 6, "png", 20, 30, 3);
    out = temp.resolve("out");
    coco = temp.resolve("coco.json");
    write(6, 30);
  }

  @Test
  void every_image_is_listed_with_its_boxes_and_the_categories_stay() throws IOException {
    assertThat(augment("--copies", 2, "--batch-size", 3).exit()).isZero();

    JsonNode result = annotations();
    List<JsonNode> rows = Oracle.rows(out);
    assertThat(result.get("categories").toString()).isEqualTo(CATEGORIES);
    assertThat(result.get("images")).hasSize(12);
    for (int i = 0; i < 12; i++) {
      JsonNode image = result.get("images").get(i);
      assertThat(image.get("id").asInt()).isEqualTo(i + 1);
      assertThat(image.get("file_name")).isEqualTo(rows.get(i).get("file_name"));
      assertThat(image.get("width").asInt()).isEqualTo(30);
      assertThat(image.get("height").asInt()).isEqualTo(20);
    }
    int id = 1;
    for (JsonNode box : result.get("annotations")) {
      assertThat(box.get("id").asInt()).isEqualTo(id++);
      assertThat(box.get("image_id").asInt()).isBetween(1, 12);
      assertThat(box.get("category_id").asInt()).isIn(3, 8);
    }
    assertThat(id).isGreaterThan(6);
  }

  /** Tools such as pycocotools fail without info. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "info":{"year":2026,"by":[NaN]},"licenses":[{"id":1}], | {"year":2026,"by":["NaN"]} | [{"id":1}]
          "licenses":null,"info":"mine",                         | {}                         | []
          ''                                                     | {}                         | []
          """)
  void info_and_licenses_are_copied(String parts, String info, String licenses) throws IOException {
    Files.writeString(coco, Files.readString(coco).replaceFirst("\\{", "{" + parts));

    augment();

    assertThat(annotations().get("info").toString()).isEqualTo(info);
    assertThat(annotations().get("licenses").toString()).isEqualTo(licenses);
    assertThat(Cutmix.run("verify", out).exit()).isZero();
  }

  @Test
  void a_region_hides_the_boxes_below_it_and_shows_those_of_the_partner() throws IOException {
    augment("--bbox", "0,0,30,10", "--batch-size", 6);

    for (JsonNode row : Oracle.rows(out)) {
      int own = number(row.get("source"));
      int partner = number(row.get("partner"));
      // The boxes of category 3 lie in the upper half, those of category 8 in the lower.
      assertThat(boxesOf(row))
          .containsExactlyInAnyOrder(
              "8 [2.0,12.0,7.5,6.0] 45.0", "3 [%d.0,1.0,10.0,8.0] 80.0".formatted(partner));
      assertThat(own).isNotEqualTo(partner);
    }
  }

  @Test
  void unmixed_images_keep_the_boxes_of_their_images_in_their_size() throws IOException {
    augment("--prob", 0, "--size", "10x15", "--fit", "stretch");

    for (JsonNode row : Oracle.rows(out)) {
      double left = number(row.get("source")) / 2.0;
      assertThat(boxesOf(row))
          .containsExactlyInAnyOrder(
              "3 [" + left + ",0.5,5.0,4.0] 20.0", "8 [1.0,6.0,3.75,3.0] 11.25");
    }
  }

  @Test
  void boxes_that_reach_over_the_edges_of_their_images_are_clipped_to_them() throws IOException {
    Files.writeString(coco, Files.readString(coco).replace(",1,10,8]", ",-40,10,48]"));

    augment("--prob", 0, "--size", "30x30", "--fit", "contain");

    for (JsonNode row : Oracle.rows(out)) {
      assertThat(boxesOf(row))
          .containsExactlyInAnyOrder(
              "3 [%d.0,5.0,10.0,8.0] 80.0".formatted(number(row.get("source"))),
              "8 [2.0,17.0,7.5,6.0] 45.0");
    }
    assertThat(Cutmix.run("verify", out).exit()).isZero();
  }

  @Test
  void boxes_are_written_in_thousandths_with_the_area_that_gives() throws IOException {
    Files.writeString(
        coco,
        Files.readString(coco)
            .replace("1,10,8]", "1,10,0.0004]")
            .replace("[2,12,7.5,6]", "[2,12,7.1236,0.0014]"));

    augment("--prob", 0);

    for (JsonNode row : Oracle.rows(out)) {
      assertThat(boxesOf(row)).containsExactly("8 [2.0,12.0,7.124,0.001] 0.007124");
    }
    assertThat(Cutmix.run("verify", out).exit()).isZero();
  }

  @Test
  void images_of_several_sizes_keep_theirs() throws IOException {
    ImagesAndLabels.write(input.file(5), ImagesAndLabels.image(5, 20, 40, 3));
    Files.writeString(
        coco,
        Files.readString(coco).replace("p0005.png\",\"width\":30", "p0005.png\",\"width\":40"));

    assertThat(augment("--size", "bucket").exit()).isZero();

    List<JsonNode> rows = Oracle.rows(out);
    for (int i = 0; i < 6; i++) {
      boolean wide = number(rows.get(i).get("source")) == 5;
      assertThat(annotations().get("images").get(i).get("width").asInt()).isEqualTo(wide ? 40 : 30);
      if (wide) {
        assertThat(boxesOf(rows.get(i)))
            .containsExactlyInAnyOrder("3 [5.0,1.0,10.0,8.0] 80.0", "8 [2.0,12.0,7.5,6.0] 45.0");
      }
    }
  }

  @Test
  void boxes_come_with_tar_shards_too() throws IOException {
    augment("--batch-size", 3);
    JsonNode files = annotations();
    assertThat(augment("--batch-size", 3, "--output-format", "webdataset", "--overwrite").exit())
        .isZero();

    assertThat(annotations().get("annotations")).isEqualTo(files.get("annotations"));
    assertThat(annotations().get("images").get(0).get("file_name").asText())
        .isEqualTo("shards/000000.tar/000000000.png");
  }

  @Test
  void more_that_must_be_seen_leaves_fewer_boxes() throws IOException {
    augment("--bbox", "0,0,30,5");
    int some = annotations().get("annotations").size();
    augment("--bbox", "0,0,30,5", "--min-visible", 0.9, "--overwrite");
    int few = annotations().get("annotations").size();

    // Of a box on rows 1 to 8 the region hides 4, and shows as many of the partner's.
    assertThat(some).isEqualTo(6 * 3);
    assertThat(few).isEqualTo(6);
  }

  @Test
  void images_that_the_file_does_not_know_or_knows_in_another_size_are_named() throws IOException {
    write(5, 30);
    Files.writeString(coco, Files.readString(coco).replace("p0001.png", "train/p0001.png"));
    Cutmix.Outcome unknown = augment();
    write(6, 31);
    Cutmix.Outcome size = augment();
    Cutmix.Outcome skipped = augment("--on-error", "skip");

    assertThat(unknown.exit()).isEqualTo(3);
    assertThat(unknown.err())
        .contains("p0005.png: no image of --coco has this path as its file_name; fix")
        .contains("p0001.png: no image of --coco", "there is \"train/p0001.png\"");
    assertThat(size.exit()).isEqualTo(3);
    assertThat(size.err()).contains("is 30x20 (width x height), but --coco says 31x20");
    assertThat(size.err()).contains("p0000.png", "p0005.png");
    assertThat(skipped.err()).contains("--coco says");
  }

  @Test
  void absolute_names_of_images_are_taken_if_they_lie_in_the_folder() throws IOException {
    augment();
    String annotations = Files.readString(out.resolve("annotations.json"));
    String relative = Files.readString(coco);
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp);
    for (Path folder : List.of(input.images(), link.resolve("images"), Path.of("/elsewhere"))) {
      Files.writeString(coco, relative.replace("\"p000", "\"" + folder + "/./p000"));

      Cutmix.Outcome outcome =
          Cutmix.augment(
              new ImagesAndLabels(link, input.names()), out, "--coco", coco, "--overwrite");

      if (folder.startsWith("/elsewhere")) {
        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.err()).contains("there is \"/elsewhere/./p0001.png\"");
      } else {
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(out.resolve("annotations.json")).hasContent(annotations);
        assertThat(Cutmix.run("verify", out).exit()).isZero();
      }
    }
  }

  @Test
  void what_of_the_file_is_not_used_is_warned_of() throws IOException {
    Files.writeString(
        coco,
        Files.readString(coco)
            .replaceAll("(\"image_id\":51,\"category_id\":)3", "\"segmentation\":[[1]],$199")
            .replace("\"bbox\":[4,", "\"bbox\":[\"4\",")
            .replace("p0003.png", "./p0003.png"));

    Cutmix.Outcome outcome = augment();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err().lines().filter(line -> line.contains("coco.json:1: ")))
        .satisfiesExactly(
            line -> assertThat(line).contains("segmentations", ": 1 (in p0001.png)", "--masks"),
            line -> assertThat(line).contains("bbox", ": 1 (ids 8)", "correct the file"),
            line -> assertThat(line).contains("category_id", ": 1 (category ids 99)"));
  }

  @Test
  void boxes_that_were_drawn_on_unturned_images_need_exif_ignore() throws IOException {
    String images = "";
    for (int i = 0; i < 6; i++) {
      String name = "p000" + i + ".png";
      Files.write(input.images().resolve(name), Fixture.bytes("orientation-6-in-text.png"));
      images +=
          "%s{\"id\":%d,\"file_name\":\"%s\",\"width\":48,\"height\":32}"
              .formatted(i == 0 ? "" : ",", i, name);
    }
    Files.writeString(
        coco,
        "{\"images\":[%s],\"categories\":%s,\"annotations\":[]}".formatted(images, CATEGORIES));

    Cutmix.Outcome turned = augment();
    Cutmix.Outcome asStored = augment("--exif", "ignore", "--overwrite");

    assertThat(turned.exit()).isEqualTo(3);
    assertThat(turned.err()).contains("is 32x48", "EXIF", "--exif ignore");
    assertThat(asStored.exit()).as(asStored.err()).isZero();
    assertThat(Cutmix.run("verify", out, "--coco", coco).exit()).isZero();

    Files.writeString(coco, Files.readString(coco).replace("48,\"height\":32", "32,\"height\":48"));

    assertThat(augment("--exif", "ignore", "--overwrite").err())
        .contains("is 48x32", "EXIF orientation is ignored", "run without --exif ignore")
        .doesNotContain("use --exif");
  }

  @Test
  void boxes_of_an_earlier_run_are_removed_by_overwrite_and_nobody_elses() throws IOException {
    augment();
    assertThat(Cutmix.augment(input, out).err()).contains("--coco was", "and is not given");
    assertThat(Cutmix.augment(input, out, "--overwrite").exit()).isZero();
    assertThat(out.resolve("annotations.json")).doesNotExist();

    Files.writeString(out.resolve("annotations.json"), "mine");
    Cutmix.Outcome refused = augment("--overwrite");

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("annotations.json", "move it away");
    assertThat(out.resolve("annotations.json")).hasContent("mine");
  }

  private Cutmix.Outcome augment(Object... more) {
    Object[] words = new Object[more.length + 2];
    words[0] = "--coco";
    words[1] = coco;
    System.arraycopy(more, 0, words, 2, more.length);
    return Cutmix.augment(input, out, words);
  }

  private JsonNode annotations() throws IOException {
    return JSON.readTree(out.resolve("annotations.json").toFile());
  }

  private List<String> boxesOf(JsonNode row) throws IOException {
    int image = number(row.get("file_name")) + 1; // nothing was skipped
    List<JsonNode> boxes = new ArrayList<>();
    annotations().get("annotations").forEach(boxes::add);
    boxes.removeIf(box -> box.get("image_id").asInt() != image);
    for (JsonNode box : boxes) {
      double area = box.get("bbox").get(2).asDouble() * box.get("bbox").get(3).asDouble();
      assertThat(box.get("area").asDouble()).isCloseTo(area, within(1e-7));
      assertThat(box.get("iscrowd").asInt()).isEqualTo(box.get("category_id").asInt() == 8 ? 1 : 0);
    }
    return boxes.stream()
        .map(box -> box.get("category_id") + " " + box.get("bbox") + " " + box.get("area"))
        .toList();
  }

  private static int number(JsonNode name) {
    return Integer.parseInt(name.asText().replaceAll("\\D", ""));
  }

  private void write(int images, int width) throws IOException {
    StringBuilder list = new StringBuilder();
    StringBuilder boxes = new StringBuilder();
    for (int i = 0; i < images; i++) {
      String separator = i == 0 ? "" : ",";
      list.append(separator)
          .append("{\"id\":%d,\"file_name\":\"%s\",".formatted(i + 50, input.names().get(i)))
          .append("\"width\":%d,\"height\":20}".formatted(width));
      boxes
          .append(separator)
          .append("{\"id\":%d,\"image_id\":%d,\"category_id\":3,".formatted(2 * i, i + 50))
          .append("\"bbox\":[%d,1,10,8],\"iscrowd\":0},".formatted(i))
          .append("{\"id\":%d,\"image_id\":%d,\"category_id\":8,".formatted(2 * i + 1, i + 50))
          .append("\"bbox\":[2,12,7.5,6],\"iscrowd\":1}");
    }
    Files.writeString(
        coco,
        "{\"images\":[%s],\"annotations\":[%s],\"categories\":%s}"
            .formatted(list, boxes, CATEGORIES));
  }

  /** The same file elsewhere is the same; other boxes are another data set, as other labels are. */
  @Test
  void changed_boxes_are_told_from_the_same_ones_elsewhere() throws IOException {
    augment();
    Path moved = Files.copy(coco, temp.resolve("moved.json"));
    assertThat(Cutmix.augment(input, out, "--coco", moved).out()).startsWith("already finished");
    Files.writeString(coco, Files.readString(coco).replace("[2,12,7.5,6]", "[2,12,7,6]"));

    Cutmix.Outcome changed = augment();

    assertThat(changed.exit()).isEqualTo(3);
    assertThat(changed.err()).contains("the boxes of --coco have changed", "--overwrite");
  }
}
