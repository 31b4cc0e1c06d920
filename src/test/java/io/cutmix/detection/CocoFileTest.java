package io.cutmix.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cutmix.detection.CocoFinding.Kind;
import io.cutmix.job.Place;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CocoFileTest {
  @TempDir private Path temp;

  @Test
  void boxes_are_found_by_the_name_of_their_image_whatever_else_there_is() throws IOException {
    CocoFile file =
        read(
            """
            {"info": {"year": 2026, "nested": [1, {"a": 2}]},
             "annotations": [
               {"id": 7, "image_id": 30, "category_id": 2, "bbox": [1.5, 2, 10, 20.25],
                "area": 202.5, "iscrowd": 1, "segmentation": [[1, 2, 3, 4, 5, 6]]}],
             "categories": [{"id": 2, "name": "cat", "supercategory": "animal"}],
             "images": [
               {"id": 30, "file_name": "x/a.jpg", "width": 40, "height": 50, "license": 3},
               {"id": 31, "file_name": "b.jpg", "width": 4, "height": 5}]}
            """);

    assertThat(file.image("x/a.jpg").orElseThrow().boxes())
        .containsExactly(new CocoFile.CocoBox(2, 1, 1.5, 2, 11.5, 22.25));
    assertThat(file.image("b.jpg").orElseThrow().boxes()).isEmpty();
    assertThat(file.image("b.jpg").orElseThrow().height()).isEqualTo(5);
    assertThat(file.image("a.jpg")).isEmpty();
    assertThat(file.categories().toString())
        .isEqualTo("[{\"id\":2,\"name\":\"cat\",\"supercategory\":\"animal\"}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1, 2]                                             | coco.json:1: is no JSON object
          {"images": 5, "annotations": []}                   | coco.json:1: "images" must be a list
          {"images": [7], "annotations": []}                 | "images" must hold objects alone
          {"annotations": []}                                | has no list "images"
          {"images": []}                                     | has no list "annotations"
          {"images": [], "annotations": [], "categories": 4} | "categories" must be a list
          {"images": [{"id": 1, "width": 2, "height": 2}], "annotations": []}            | image 1 lacks
          {"images": [{"id": 1, "file_name": "a", "width": 0}], "annotations": []}       | image 1 lacks
          {"images": [{"file_name": "a", "width": 2, "height": 2}], "annotations": []}   | image without id
          {"images": [], "annotations": [{"id": 4, "image_id": 9, "bbox": [1, 2, 3, 4]}]} | annotation 4 lacks
          {"images": [], "annotations": [{"id": 4, "category_id": 9}]}                   | annotation 4 lacks
          {"images": [{"id"                                  | coco.json:1: unreadable JSON
          {"images": [], "annotations": []} {}               | more behind the JSON object
          {"images": [], "images": [], "annotations": []}    | coco.json:1: unreadable JSON: Duplicate field
          {"images": [{"id": 1, "id": 2}], "annotations": []} | Duplicate field 'id'
          {"info": {"a": 1, "a": 2}}                         | Duplicate field 'a'
          {"info": {"by": "\\ud83d"}}                        | half of a surrogate pair
          {"images": [{"id": 1, "file_name": "\\udc00.png"}]} | half of a surrogate pair
          {"categories": [{"id": 1, "name": "\\ud83d"}]}     | half of a surrogate pair
          """)
  void what_is_wrong_is_said_with_its_place(String json, String part) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("coco.json")
        .hasMessageContaining(part);
  }

  @Test
  void all_that_is_wrong_is_said_at_once_with_the_lines() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    {"images": [
                      {"id": 1, "file_name": "a.png", "width": 2, "height": 2},
                      {"id": 1, "file_name": "b.png", "width": 2, "height": 2},
                      {"id": 2, "file_name": "./b.png", "width": 2, "height": 2},
                      {"id": 3, "file_name": "c.png"}],
                     "annotations": [
                      {"id": 4, "image_id": 1, "category_id": "cat", "bbox": [0, 0, 1, 1]}]}
                    """))
        .hasMessageContaining("coco.json:3: two images have the id 1")
        .hasMessageContaining("coco.json:4: two images have the file_name \"b.png\"")
        .hasMessageContaining("coco.json:5: the image 3 lacks")
        .hasMessageContaining("coco.json:7: the annotation 4 lacks");
  }

  @Test
  void text_that_is_not_utf_8_is_refused_with_its_line() throws IOException {
    Path file = temp.resolve("coco.json");
    Files.write(file, "{\n\"info\": \"M\u00fcller\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> CocoFile.read(file, temp)).hasMessageContaining("coco.json:2: ");
  }

  private CocoFile ofImage(String fileName) throws IOException {
    return read(
        """
        {"images": [{"id": 1, "file_name": "%s", "width": 9, "height": 9}], "annotations": []}
        """
            .formatted(fileName));
  }

  @ParameterizedTest
  @CsvSource({"./a.png,a.png", "x//a.png,x/a.png", "x/../a.png,a.png", "x\\\\a.png,x/a.png"})
  void a_name_of_a_file_may_be_spelled_in_several_ways(String written, String name)
      throws IOException {
    CocoFile file = ofImage(written);

    assertThat(file.image(name)).isPresent();
  }

  @Test
  void an_image_in_another_folder_is_known_by_its_file() throws IOException {
    CocoFile file =
        read(
            """
            {"images": [{"id": 1, "file_name": "/data/y/a.png", "width": 9, "height": 9},
               {"id": 2, "file_name": "/data/x/a.png", "width": 9, "height": 9}],
             "annotations": []}
            """);

    assertThat(file.namesake("a.png")).contains("/data/x/a.png");
    assertThat(file.namesake("x/a.png")).contains("/data/x/a.png");
    assertThat(file.namesake("b.png")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "images/caf%C3%A9+1.JPG, café+1.jpg",
    "train/sub/a.jpeg, train/a.jpg",
    "100%.jpg, x/100%.png",
    ".hidden, x/.hidden"
  })
  void images_are_suggested_in_another_case_format_or_with_escapes(String coco, String sample)
      throws IOException {
    CocoFile file = ofImage(coco);

    assertThat(file.namesake(sample)).contains(coco);
  }

  @Test
  void ids_may_be_written_as_pandas_or_texts_have_them() throws IOException {
    CocoFile file =
        read(
            """
            {"images": [{"id": "7", "file_name": "a.png", "width": 9, "height": 9}],
             "annotations": [
               {"id": 1, "image_id": 7.0, "category_id": "3", "bbox": [1, 1, 2, 2]}],
             "categories": [{"id": 3.0, "name": "cat"}]}
            """);

    assertThat(file.findings(name -> true)).isEmpty();
    assertThat(file.image("a.png").orElseThrow().boxes())
        .containsExactly(new CocoFile.CocoBox(3, 0, 1, 1, 3, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"bbox\": [1, 2]",
        "\"bbox\": [1, 2, 3, 4, 5]",
        "\"bbox\": [\"1\", 2, 3, 4]",
        "\"bbox\": [1, 2, NaN, 4]",
        "\"bbox\": [NaN, 2, 3, 4]",
        "\"bbox\": [-Infinity, 2, 3, 4]",
        "\"bbox\": [1, 2, null, 4]",
        "\"bbox\": [1, 2, -3, 4]",
        "\"bbox\": [1, 2, 3, 0]",
        "\"bbox\": [1e308, 2, 1e308, 4]",
        "\"bbox\": null",
        "\"bbox\": {\"x\": 1}",
        "\"area\": 3"
      })
  void a_box_that_is_none_is_dropped_and_told_with_its_line(String field) throws IOException {
    CocoFile file =
        read(
            """
            {"images": [{"id": 1, "file_name": "a.png", "width": 9, "height": 9}],
             "categories": [{"id": 1, "name": "cat"}],
             "annotations": [{"id": 4, "image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4]},
               {"id": 5, "image_id": 1, "category_id": 1, %s}]}
            """
                .formatted(field));

    assertThat(file.image("a.png").orElseThrow().boxes()).hasSize(1);
    assertThat(file.findings(name -> true))
        .containsExactly(
            new CocoFinding(
                Kind.NO_BOXES, 1, List.of("5"), Place.of(temp.resolve("coco.json"), 4)));
  }

  @Test
  void a_box_of_any_size_is_clipped_and_ids_of_categories_become_those_of_boxes()
      throws IOException {
    CocoFile file =
        read(
            """
            {"images": [{"id": 1, "file_name": "a.png", "width": 9, "height": 8}],
             "categories": [{"id": "1", "name": "cat"}],
             "annotations": [{"id": 4, "image_id": 1, "category_id": "1",
               "bbox": [0, 0, 1e155, 1e155]}]}
            """);

    assertThat(file.image("a.png").orElseThrow().boxes())
        .singleElement()
        .satisfies(box -> assertThat(List.of(box.x2(), box.y2())).containsExactly(9.0, 8.0));
    assertThat(file.copied().at("/categories/0/id").isIntegralNumber()).isTrue();
  }

  @Test
  void what_is_not_used_is_counted_and_the_first_ten_are_named() throws IOException {
    StringBuilder images = new StringBuilder();
    StringBuilder annotations = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      images.append(
          "{\"id\": %d, \"file_name\": \"%d.png\", \"width\": 9, \"height\": 9},\n"
              .formatted(i, i));
      for (int k = 0; k < 2; k++) {
        annotations.append(
            ("{\"id\": %d, \"image_id\": %d, \"category_id\": %d, \"bbox\": [1, 1, 2, 2],"
                    + " \"segmentation\": [[1, 1, 2, 2, 3, 3]], \"keypoints\": [1, 1, 2]},\n")
                .formatted(2 * i + k, i, 100 + i));
      }
    }
    CocoFile file =
        read(
            """
            {"annotations": [%s
             {"id": 90, "image_id": 3, "category_id": 1, "bbox": [9, 0, 2, 2], "segmentation": []},
             {"id": 91, "image_id": 77, "category_id": 1, "bbox": [0, 0, 2, 2],
              "keypoints": [0, 0, 0], "num_keypoints": 0, "segmentation": {"counts": "aa", "size": [2, 2]}}],
             "images": [%s {"id": 99, "file_name": "other.png", "width": 9, "height": 9}],
             "categories": [
               {"id": 1, "name": "cat"}, {"id": 1, "name": "dog"}, {"id": 2, "name": "cat"}]}
            """
                .formatted(annotations, images));

    List<CocoFinding> found = file.findings(name -> !name.equals("11.png"));

    assertThat(found)
        .extracting(CocoFinding::kind, CocoFinding::count)
        .containsExactly(
            tuple(Kind.SEGMENTATIONS, 25L),
            tuple(Kind.KEYPOINTS, 24L),
            tuple(Kind.OUTSIDE, 1L),
            tuple(Kind.WITHOUT_IMAGE, 1L),
            tuple(Kind.UNKNOWN_CATEGORIES, 24L),
            tuple(Kind.DOUBLE_CATEGORIES, 2L),
            tuple(Kind.NOT_IN_DATASET, 2L));
    assertThat(found.get(0).first()).hasSize(10).startsWith("0.png", "1.png");
    assertThat(found.get(0).problem().toString())
        .contains("coco.json:1: ", "25 (in 0.png, 1.png", "9.png, …)", "--masks");
    assertThat(found.get(2).first()).containsExactly("90");
    assertThat(found.get(3).first()).containsExactly("77");
    assertThat(found.get(4).first()).hasSize(10).startsWith("100", "101");
    assertThat(found.get(5).first()).containsExactly("1", "cat");
    assertThat(found.get(6).first()).containsExactly("11.png");
  }

  @Test
  void annotations_of_a_category_whose_name_another_has_are_of_a_known_one() throws IOException {
    String file =
        """
        {"images": [{"id": 1, "file_name": "1.png", "width": 9, "height": 9}],
         "annotations": [
           {"id": 1, "image_id": 1, "category_id": %1$d, "bbox": [1, 1, 2, 2]},
           {"id": 2, "image_id": 1, "category_id": %1$d, "bbox": [1, 1, 2, 2]}],
         "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "cat"}]}
        """;

    assertThat(read(file.formatted(2)).findings(name -> true))
        .extracting(CocoFinding::kind)
        .containsExactly(Kind.DOUBLE_CATEGORIES);
    assertThat(read(file.formatted(7)).findings(name -> true).get(0).problem().toString())
        .endsWith("none of \"categories\" has: 2 (category ids 7); add the categories");
  }

  @Test
  void a_missing_file_is_named_with_its_option() {
    assertThatThrownBy(() -> CocoFile.read(temp.resolve("nowhere.json"), temp))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("nowhere.json")
        .hasMessageContaining("--coco");
  }

  private CocoFile read(String json) throws IOException {
    return CocoFile.read(Files.writeString(temp.resolve("coco.json"), json), temp);
  }
}
