package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.train.MixedFolderIterator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run wrote is the data set of another. */
class OwnOutputTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path temp;
  private ImagesAndLabels images = new ImagesAndLabels(Path.of(""), List.of());

  @BeforeEach
  void images_of_three_classes() throws IOException {
    images = ImagesAndLabels.make(temp, 13);
  }

  private Path first(String options) {
    Path out = temp.resolve("first");
    Cutmix.Outcome outcome = Cutmix.augment(images, out, (Object[]) options.split(" "));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return out;
  }

  /** Of the output of the first run, unmixed. */
  private Path second(Object... input) {
    List<Object> words = new ArrayList<>(List.of("augment", "--prob", 0));
    words.addAll(List.of(input));
    Path out = temp.resolve("second");
    words.addAll(List.of("--out", out));
    Cutmix.Outcome outcome = Cutmix.run(words);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return out;
  }

  private static JsonNode classes(Path out) throws IOException {
    return JSON.readTree(out.resolve("run.json").toFile()).path("classes");
  }

  /** Soft labels by the names of images in the first run. */
  private static Map<String, JsonNode> labels(Path out, String name) throws IOException {
    Map<String, JsonNode> labels = new TreeMap<>();
    for (JsonNode row : Oracle.rows(out)) {
      String path = row.path(name).asText();
      labels.put(path.substring(path.lastIndexOf('/') + 1), row.path("soft_label"));
    }
    return labels;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--labels-format=jsonl,json",
        "--labels-format=jsonl,json --layout=tree",
        "--labels-format=json",
        "--labels-format=csv,json",
        "--labels-format=parquet,json",
        "--labels-format=parquet,json --embed-images --layout=tree",
        "--output-format=webdataset"
      })
  void it_keeps_soft_labels_and_the_names_of_classes(String options) throws IOException {
    Path first = first(options);

    Path second = second("--images", first);

    assertThat(classes(first)).isEqualTo(JSON.readTree("[\"a\", \"b\", \"c\"]"));
    assertThat(classes(second)).isEqualTo(classes(first));
    assertThat(labels(second, "source")).isEqualTo(labels(first, "file_name")).hasSize(13);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "sparse"})
  void labels_csv_alone_is_enough(String encoding) throws IOException {
    Map<String, JsonNode> expected = labels(first("--labels-format=json"), "file_name");
    Path csv = first("--overwrite --labels-format=csv --label-encoding=" + encoding);

    Path second = second("--images", csv);

    assertThat(classes(second)).isEqualTo(JSON.readTree("[\"a\", \"b\", \"c\"]"));
    assertThat(labels(second, "source")).isEqualTo(expected).hasSize(13);
  }

  @Test
  void classes_that_look_like_formulas_are_read_as_they_were_named() throws IOException {
    Path labels = temp.resolve("formulas.csv");
    List<String> rows = new ArrayList<>(List.of("file,label"));
    images.names().forEach(name -> rows.add(name + "," + (rows.size() % 2 == 0 ? "=a" : "'b")));
    Files.write(labels, rows);
    Path first = temp.resolve("first");
    Cutmix.Outcome outcome =
        Cutmix.run(
            List.of(
                "augment",
                "--images",
                images.images(),
                "--labels",
                labels,
                "--out",
                first,
                "--labels-format=csv"));
    assertThat(outcome.exit()).as(outcome.err()).isZero();

    assertThat(classes(second("--images", first))).isEqualTo(classes(first)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 1|0.5|the ids \"0 1\" and weights \"0.5\" are no two lists of numbers of one length",
        "0 x|0.5 0.5|the ids \"0 x\" and weights \"0.5 0.5\" are no two lists",
        "0 9|0.5 0.5|the id 9 is none of 0 to 2",
        "0 1|0.5 nan|\"nan\" in the column \"label_weights\" is no finite number"
      })
  void a_row_of_sparse_csv_that_makes_no_sense_is_refused_with_its_line(
      String ids, String weights, String problem) throws IOException {
    Path csv = first("--labels-format=csv --label-encoding=sparse --prob=0");
    Path file = csv.resolve("labels.csv");
    List<String> rows = new ArrayList<>(Files.readAllLines(file));
    rows.set(3, rows.get(3).replaceAll(",\\d,[^,]*$", "," + ids + "," + weights));
    Files.write(file, rows);

    Cutmix.Outcome outcome =
        Cutmix.run(List.of("augment", "--images", csv, "--out", temp.resolve("second")));

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("labels.csv:4: " + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "sparse"})
  void parquet_with_images_is_enough(String encoding) throws IOException {
    List<JsonNode> expected = Oracle.rows(first("--labels-format=json"));
    Path first =
        first("--overwrite --labels-format=parquet --embed-images --label-encoding=" + encoding);

    Path second = second("--images", first.resolve("metadata.parquet"));

    assertThat(classes(second)).isEqualTo(classes(first));
    for (JsonNode row : Oracle.rows(second)) {
      String source = row.path("source").asText();
      JsonNode own = expected.get(Integer.parseInt(source.substring(source.lastIndexOf('/') + 1)));
      assertThat(row.path("soft_label")).isEqualTo(own.path("soft_label"));
      assertThat(second.resolve(row.path("file_name").asText()))
          .hasSameBinaryContentAs(first.resolve(own.path("file_name").asText()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output-format=npy",
        "--output-format=npy --shard-size=5 --labels-format=csv",
        "--output-format=npy --channels=gray",
        "--output-format=npy --channels=rgba",
        "--output-format=mds",
        "--output-format=mds --labels-format=shards --shard-size=5",
        "--output-format=mds --label-encoding=sparse --shard-bytes=600"
      })
  void shards_of_rows_are_what_the_files_of_the_same_run_are(String options) throws IOException {
    String format = " --batch-size=5";
    Path files =
        first("--labels-format=json" + format + options.replaceAll("--(o|l|s)\\S+ ?", " "));
    List<JsonNode> expected = Oracle.rows(files);
    List<BufferedImage> pixels = new ArrayList<>();
    for (JsonNode row : expected) {
      pixels.add(ImageIO.read(files.resolve(row.path("file_name").asText()).toFile()));
    }
    Path shards = first("--overwrite " + options + format);

    Path second =
        second("--images", shards, options.contains("rgba") ? "--channels=rgba" : "--threads=2");

    assertThat(classes(second)).isEqualTo(JSON.readTree("[\"a\", \"b\", \"c\"]"));
    List<JsonNode> rows = new ArrayList<>(Oracle.rows(second));
    rows.sort(Comparator.comparing(row -> row.path("source").asText()));
    assertThat(rows).hasSize(13);
    for (int i = 0; i < 13; i++) {
      for (int k = 0; k < 3; k++) {
        double number = expected.get(i).path("soft_label").path(k).asDouble();
        boolean isExact = options.contains("npy");
        assertThat(rows.get(i).path("soft_label").path(k).asDouble())
            .isEqualTo(isExact ? number : (float) number);
      }
      Path image = second.resolve(rows.get(i).path("file_name").asText());
      assertThat(argb(ImageIO.read(image.toFile()))).isEqualTo(argb(pixels.get(i)));
    }
  }

  private static int[] argb(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--labels-format=jsonl",
        "--labels-format=parquet",
        "--labels-format=csv",
        "--layout=tree --labels-format=parquet",
        "--output-format=webdataset"
      })
  void sparse_labels_need_no_list_of_classes(String options) throws IOException {
    Path dense = first(options + ",json".repeat(options.contains("labels-format") ? 1 : 0));
    Map<String, JsonNode> expected = labels(dense, "file_name");
    Path sparse = first("--overwrite --label-encoding=sparse " + options);

    Path second = second("--images", sparse);

    assertThat(classes(second)).isEqualTo(JSON.readTree("[\"a\", \"b\", \"c\"]"));
    assertThat(labels(second, "source")).isEqualTo(expected);
  }

  @Test
  void classes_that_the_options_name_come_first() throws IOException {
    Path first = first("--labels-format=jsonl");
    Path names = Files.writeString(temp.resolve("names.txt"), "x\ny\nz\n");

    Path second = second("--images", first, "--classes", names);

    assertThat(classes(second)).isEqualTo(JSON.readTree("[\"x\", \"y\", \"z\"]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"classes\": [\"x\"]}", "[1]", "{", "{\"input\": {\"fingerprint\": \"\"}}"})
  void the_run_json_of_something_else_names_none(String text) throws IOException {
    Path first = first("--labels-format=jsonl");
    Files.writeString(first.resolve("run.json"), text);

    assertThat(classes(second("--images", first)))
        .isEqualTo(JSON.readTree("[\"0\", \"1\", \"2\"]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--labels-format=jsonl", "--output-format=npy --labels-format=csv"})
  void training_names_the_classes_whatever_form_the_labels_have(String options) throws IOException {
    assertThat(MixedFolderIterator.builder(first(options)).batchSize(4).build().getLabels())
        .containsExactly("a", "b", "c");
  }

  @Test
  void names_of_classes_that_differ_in_a_space_at_their_end_stay_apart() throws IOException {
    for (int i = 0; i < 6; i++) {
      Path folder = Files.createDirectories(temp.resolve("spaces").resolve(i < 3 ? "cat" : "cat "));
      Files.copy(images.file(i), folder.resolve(i + ".png"));
    }
    Path out = temp.resolve("first");
    assertThat(Cutmix.run("augment", "--images", temp.resolve("spaces"), "--out", out).exit())
        .isZero();

    assertThat(classes(second("--images", out))).hasToString("[\"cat\",\"cat \"]");
  }
}
