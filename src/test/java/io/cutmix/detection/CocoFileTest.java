package io.cutmix.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          [1, 2]                                                      | no JSON object
          {"images": 5}                                               | "images" must be a list
          {"images": [{"id": 1, "width": 2, "height": 2}]}            | image 1 lacks its file_name
          {"images": [{"id": 1, "file_name": "a", "width": 0}]}       | image 1 lacks
          {"annotations": [{"id": 4, "image_id": 9, "bbox": [1, 2]}]} | annotation 4 has no bbox
          {"annotations": [{"id": 4, "image_id": 9}]}                 | annotation 4 has no bbox
          {"annotations": [{"image_id": 9, "bbox": [1, 2, 3, 4]}]}    | image 9, but there is none
          {"images": [{"id"                                           | coco.json:1
          """)
  void what_is_wrong_is_said_with_its_place(String json, String part) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("coco.json")
        .hasMessageContaining(part);
  }

  @Test
  void a_missing_file_is_named_with_its_option() {
    assertThatThrownBy(() -> CocoFile.read(temp.resolve("nowhere.json")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("nowhere.json")
        .hasMessageContaining("--coco");
  }

  private CocoFile read(String json) throws IOException {
    return CocoFile.read(Files.writeString(temp.resolve("coco.json"), json));
  }
}
