package io.cutmix.endtoend.output;

import static io.cutmix.testing.Schemas.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tool writes is as the published schemas say. */
class SchemaTest {
  private static final String ROW =
      """
      {"file_name":"images/000000.png","soft_label":[0.5,0.5],"lam":0.5,"bbox":[0,0,1,1],\
      "source":"a.png","partner":"b.png","copy":0,"batch":0}\
      """;

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--labels-format=json,jsonl",
        "--labels-format=json,jsonl --label-encoding=sparse",
        "--labels-format=json,jsonl --output-format=npy",
        "--labels-format=json,jsonl --output-format=webdataset",
        "--labels-format=json,jsonl --prob=0 --copies=2 --size=3x4 --fit=contain",
        "--labels-format=json,jsonl --bbox=0,0,7,5 --on-error=skip"
      })
  void every_file_of_a_run_is_valid(String options) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    if (options.contains("skip")) {
      input.damage(3);
    }
    Path out = temp.resolve("out");

    Cutmix.Outcome outcome = Cutmix.augment(input, out, (Object[]) options.split(" ", -1));

    assertThat(outcome.exit()).as(outcome.err()).isIn(0, 5);
    assertThat(problems("labels", Files.readString(out.resolve("labels.json")))).isEmpty();
    assertThat(problems("run", Files.readString(out.resolve("run.json")))).isEmpty();
    assertThat(Files.readAllLines(out.resolve("metadata.jsonl")))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(problems("label-row", row)).isEmpty());
  }

  @Test
  void a_plain_row_is_valid() {
    assertThat(problems("label-row", ROW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "lam":0.5            | "lam":1.5
          "lam":0.5            | "lam":"0.5"
          "lam":0.5,           |
          "bbox":[0,0,1,1]     | "bbox":[0,0,1]
          "bbox":[0,0,1,1]     | "bbox":[0,0,1,-1]
          "bbox":[0,0,1,1]     | "bbox":[0,0,1,0.5]
          "soft_label":[0.5,0.5], |
          "soft_label":[0.5,0.5] | "soft_label":[0.5,"b"]
          "soft_label":[0.5,0.5] | "soft_label":[0.5,0.5],"label_ids":[0],"label_weights":[1.0]
          "soft_label":[0.5,0.5] | "label_ids":[0]
          "soft_label":[0.5,0.5] | "label_ids":[0,0],"label_weights":[0.5,0.5]
          "copy":0             | "copy":-1
          "batch":0            | "batch":0,"more":1
          "source":"a.png"     | "source":""
          """)
  void a_row_that_is_none_is_not(String part, String instead) {
    assertThat(ROW).contains(part);
    String row = ROW.replace(part, instead == null ? "" : instead);

    assertThat(problems("label-row", row)).isNotEmpty();
    assertThat(problems("labels", labels(row))).isNotEmpty();
    assertThat(problems("labels", labels(ROW))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect --images IMAGES --labels LABELS",
        "inspect --images IMAGES --labels LABELS --fast",
        "inspect --images IMAGES --labels OUT/labels.json",
        "inspect --images IMAGES --labels SHARES",
        "inspect --images IMAGES --labels NUMBERS --label-columns x,y",
        "inspect --images IMAGES --labels NOWHERE",
        "inspect --images IMAGES --labels LABELS --masks IMAGES --coco COCO",
        "preview --images IMAGES --labels LABELS --size 5x7 --on-error skip --out OUT.png",
        "preview --images IMAGES --dry-run --size 5x7",
        "augment --images IMAGES --labels LABELS --size 5x7 --out OUT --dry-run",
        "augment --images IMAGES --labels LABELS --size 5x7 --out OUT --on-error skip",
        "augment --images IMAGES --labels LABELS --size 5x7 --out OUT --on-error skip --seed 2",
        "augment --images IMAGES --labels LABELS --out OTHER",
        "verify OUT",
        "verify OUT --sample 10%",
        "verify NOWHERE",
        "verify",
        "render OUT/recipes.jsonl --images IMAGES --out OTHER",
        "completion zsh",
        "completion fish",
        "what"
      })
  void every_document_is_valid(String call) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    input.damage(3);
    Path out = temp.resolve("out");
    Cutmix.augment(input, out, "--size=5x7", "--on-error=skip");
    Files.writeString(out.resolve("images/000001.png"), "damaged");
    Files.writeString(
        temp.resolve("shares.jsonl"), "{\"file_name\":\"p0001.png\",\"label\":[0.3,0.7]}\n");
    Files.writeString(
        temp.resolve("coco.json"),
        """
        {"images": [{"id": 1, "file_name": "p0001.png", "width": 7, "height": 5},
           {"id": 2, "file_name": "2.png", "width": 7, "height": 5}],
         "categories": [{"id": 4, "name": "cat"}, {"id": 4}],
         "annotations": [
           {"id": 1, "image_id": 1, "category_id": 4, "bbox": [0, 0, 1, 1], "keypoints": [1, 1, 2]},
           {"id": 2, "image_id": 1, "category_id": 5, "bbox": [0, 0, 1, 1], "segmentation": [[1]]},
           {"id": 3, "image_id": 1, "category_id": 4, "bbox": [0, 0, 1]},
           {"id": 4, "image_id": 1, "category_id": 4, "bbox": [9, 0, 1, 1]},
           {"id": 5, "image_id": 2, "category_id": 4, "bbox": [0, 0, 1, 1]},
           {"id": 6, "image_id": 3, "category_id": 4, "bbox": [0, 0, 1, 1]}]}
        """);
    Files.writeString(temp.resolve("numbers.csv"), "file,x,y\np0001.png,-3,1e9\n");
    String words =
        call.replace("IMAGES", input.images().toString())
            .replace("LABELS", input.labels().toString())
            .replace("SHARES", temp.resolve("shares.jsonl").toString())
            .replace("NUMBERS", temp.resolve("numbers.csv").toString())
            .replace("COCO", temp.resolve("coco.json").toString())
            .replace("OUT", out.toString())
            .replace("OTHER", temp.resolve("other").toString())
            .replace("NOWHERE", temp.resolve("nowhere").toString());

    Cutmix.Outcome outcome = Cutmix.call(List.of((words + " --json").split(" ", -1)));

    assertThat(outcome.out()).as(outcome.err()).startsWith("{");
    assertThat(problems("document", outcome.out())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "command":"verify" | "command":"inspect"
          "exit_code":3      | "exit_code":1
          "exit_code":3,     |
          "different"        | "interrupted"
          "rows":24          | "rows":-24
          "rows":24          | "rows":24,"more":1
          "rows":24,         |
          "what":"lam",      |
          """)
  void a_document_that_is_none_is_not(String part, String instead) {
    String document =
        "{\"command\":\"verify\",\"exit_code\":3,\"exit_reason\":\"different\",\"out\":\"o\","
            + "\"rows\":24,\"compared\":24,\"differences\":1,\"first\":[{\"file\":\"f\","
            + "\"what\":\"lam\",\"expected\":\"1\",\"found\":\"0\"}]}";

    assertThat(document).contains(part);
    assertThat(problems("document", document)).isEmpty();
    assertThat(problems("document", document.replace(part, instead == null ? "" : instead)))
        .isNotEmpty();
  }

  private static String labels(String row) {
    return "{\"version\": 1, \"classes\": [\"a\", \"b\"], \"samples\": [" + row + "]}";
  }

  @Test
  void documents_of_damaged_images_and_of_rows_in_one_line_are_valid() throws IOException {
    Path out = temp.resolve("out");
    ImagesAndLabels jpegs = ImagesAndLabels.ofFixtures(temp, "stray-bytes.jpg", "rgb.jpg");
    Cutmix.Outcome damaged = Cutmix.augment(jpegs, out, "--json", "--size=8", "--codec=imageio");
    Path labels =
        Files.writeString(
            temp.resolve("labels.json"),
            "[{\"file\":\"%s\",\"label\":\"a\"},{\"file\":\"none.png\",\"label\":\"b\"}]"
                .formatted(jpegs.names().get(0)));
    List<Object> words =
        List.of("augment", "--images", jpegs.images(), "--labels", labels, "--json", "--out", out);
    Cutmix.Outcome wrong = Cutmix.run(words);

    assertThat(damaged.out()).contains("\"damaged\"");
    assertThat(problems("document", damaged.out())).isEmpty();
    assertThat(wrong.out()).contains("\"column\"");
    assertThat(problems("document", wrong.out())).isEmpty();
  }
}
