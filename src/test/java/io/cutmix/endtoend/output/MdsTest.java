package io.cutmix.endtoend.output;

import static io.cutmix.testing.MdsShard.floats;
import static io.cutmix.testing.MdsShard.little;
import static io.cutmix.testing.MdsShard.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.MdsShard;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --output-format mds}. */
class MdsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MDS = "--output-format=mds";

  @TempDir private Path temp;

  private Path augment(ImagesAndLabels input, String name, int exit, String... options) {
    Path out = temp.resolve(name);
    Cutmix.Outcome outcome = Cutmix.augment(input, out, (Object[]) options);
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exit);
    return out;
  }

  /** All samples by the index, which must say of each shard what that is. */
  private static List<Map<String, byte[]>> samples(Path out) throws IOException {
    JsonNode index = JSON.readTree(out.resolve("index.json").toFile());
    assertThat(index.get("version").asInt()).isEqualTo(2);
    assertThat(index.get("classes").valueStream().map(JsonNode::asText))
        .isEqualTo(ImagesAndLabels.CLASSES);
    List<Map<String, byte[]>> samples = new ArrayList<>();
    for (JsonNode entry : index.get("shards")) {
      Path file = out.resolve(entry.at("/raw_data/basename").asText());
      MdsShard shard = MdsShard.read(file);
      assertThat(entry.get("samples").asInt()).isEqualTo(shard.samples().size());
      assertThat(entry.at("/raw_data/bytes").asLong()).isEqualTo(Files.size(file));
      assertThat(entry.at("/raw_data/hashes/sha256").asText()).isEqualTo(sha256(file));
      assertThat(entry.get("zip_data").isNull()).isTrue();
      shard
          .config()
          .properties()
          .forEach(member -> assertThat(entry.get(member.getKey())).isEqualTo(member.getValue()));
      assertThat(shard.config().get("format").asText()).isEqualTo("mds");
      samples.addAll(shard.samples());
    }
    return samples;
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> encodings(Path shard) throws IOException {
    JsonNode config = MdsShard.read(shard).config();
    List<String> encodings = new ArrayList<>();
    for (int i = 0; i < config.get("column_names").size(); i++) {
      encodings.add(
          config.get("column_names").get(i).asText()
              + " "
              + config.get("column_encodings").get(i).asText()
              + " "
              + config.get("column_sizes").get(i));
    }
    return encodings;
  }

  @ParameterizedTest
  @CsvSource({"png,3,--seed=1", "jpg,3,--prob=0.5", "png,1,--copies=2", "png,4,--channels=rgba"})
  void samples_are_the_images_and_rows_of_the_files(String extension, int channels, String more)
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13, extension, 5, 7, channels);
    Path files = augment(input, "files", 0, "--batch-size=4", more);
    Path out = augment(input, "out", 0, "--batch-size=4", more, MDS, "--shard-size=6");

    List<JsonNode> rows = Oracle.rows(files);
    List<JsonNode> own = Oracle.rows(out);
    List<Map<String, byte[]>> samples = samples(out);
    assertThat(samples).hasSameSizeAs(rows).hasSameSizeAs(own);
    for (int i = 0; i < rows.size(); i++) {
      Map<String, byte[]> sample = samples.get(i);
      JsonNode row = rows.get(i);
      String name = "%09d.%s".formatted(i, extension);
      assertThat(text(sample, "file_name")).isEqualTo(name);
      assertThat(own.get(i).get("file_name").asText()).matches("shard\\.0000\\d\\.mds/" + name);
      assertThat(sample.get("image"))
          .isEqualTo(Files.readAllBytes(files.resolve(row.get("file_name").asText())));
      assertThat(text(sample, "source")).isEqualTo(row.get("source").asText());
      assertThat(text(sample, "partner")).isEqualTo(row.get("partner").asText());
      assertThat(little(sample.get("lam")).getDouble()).isEqualTo(row.get("lam").asDouble());
      assertThat(little(sample.get("copy")).getLong()).isEqualTo(row.get("copy").asLong());
      assertThat(little(sample.get("batch")).getLong()).isEqualTo(row.get("batch").asLong());
      ByteBuffer box = little(sample.get("bbox"));
      row.get("bbox").forEach(side -> assertThat(box.getInt()).isEqualTo(side.asInt()));
      assertThat(floats(sample.get("soft_label"))).isEqualTo(numbers(row.get("soft_label")));
    }
    assertThat(out.resolve("images")).doesNotExist();
  }

  /** As floats of 32 bits have them. */
  private static List<Double> numbers(JsonNode array) {
    return array.valueStream().map(number -> (double) (float) number.asDouble()).toList();
  }

  @Test
  void columns_are_those_that_streaming_decodes_to_an_image_and_arrays() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 5, "jpg", 5, 7, 3);

    Path dense = augment(input, "dense", 0, MDS);
    Path sparse = augment(input, "sparse", 0, MDS, "--label-encoding=sparse", "--format=png");

    assertThat(encodings(dense.resolve("shard.00000.mds")))
        .containsExactly(
            "batch int 8",
            "bbox ndarray:int32:4 16",
            "copy int 8",
            "file_name str null",
            "image jpeg null",
            "lam float64 8",
            "partner str null",
            "soft_label ndarray:float32:3 12",
            "source str null");
    assertThat(encodings(sparse.resolve("shard.00000.mds")))
        .contains("image png null", "label_ids ndarray:int64 null")
        .contains("label_weights ndarray:float32 null")
        .hasSize(10);
  }

  @Test
  void a_shard_of_several_formats_is_one_of_png_which_pillow_opens_by_their_content()
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 8, "jpg", 5, 7, 3);
    ImageIO.write(ImagesAndLabels.image(5, 5, 7, 3), "png", input.file(5).toFile());

    Path out = augment(input, "out", 0, MDS, "--batch-size=4");

    assertThat(encodings(out.resolve("shard.00000.mds"))).contains("image png null");
    assertThat(samples(out)).hasSize(8);
  }

  @Test
  void sparse_labels_are_arrays_that_say_their_length() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 7);
    String[] options = {MDS, "--label-encoding=sparse", "--labels-format=json,jsonl"};

    Path out = augment(input, "out", 0, options);

    List<JsonNode> rows = Oracle.rows(out);
    List<Map<String, byte[]>> samples = samples(out);
    for (int i = 0; i < rows.size(); i++) {
      JsonNode ids = rows.get(i).get("label_ids");
      ByteBuffer found = little(samples.get(i).get("label_ids"));
      assertThat(found.getShort()).isEqualTo((short) (4 + 256 * ids.size()));
      ids.forEach(id -> assertThat(found.getLong()).isEqualTo(id.asLong()));
      byte[] weights = samples.get(i).get("label_weights");
      assertThat(weights).startsWith(4, ids.size());
      assertThat(floats(Arrays.copyOfRange(weights, 2, weights.length)))
          .isEqualTo(numbers(rows.get(i).get("label_weights")));
    }
  }

  @Test
  void sparse_weights_are_those_that_floats_can_tell_from_zero() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 3);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      rows.append(
          "{\"file_name\":\"%s\",\"soft_label\":[0.25,1e-60,0.75]}\n"
              .formatted(input.file(i).getFileName()));
    }
    Path labels = Files.writeString(temp.resolve("soft.jsonl"), rows);
    Path out = temp.resolve("out");

    Cutmix.Outcome outcome =
        Cutmix.run(
            "augment",
            "--images",
            input.images(),
            "--labels",
            labels,
            "--out",
            out,
            MDS,
            "--label-encoding=sparse");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    for (Map<String, byte[]> sample : MdsShard.read(out.resolve("shard.00000.mds")).samples()) {
      ByteBuffer ids = little(sample.get("label_ids"));
      assertThat(ids.getShort()).isEqualTo((short) (4 + 256 * 2));
      assertThat(List.of(ids.getLong(), ids.getLong())).containsExactly(0L, 2L);
    }
    assertThat(Cutmix.run("verify", out).exit()).isZero();
  }

  @Test
  void numbers_that_floats_cant_hold_are_refused() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 2);
    String rows = "file,a,b\n%s,1e39,0\n%s,0,1\n";
    Path labels =
        Files.writeString(
            temp.resolve("large.csv"),
            rows.formatted(input.file(0).getFileName(), input.file(1).getFileName()));
    Object[] words = {
      "augment",
      "--images",
      input.images(),
      "--labels",
      labels,
      "--label-columns=a,b",
      MDS,
      "--out",
      temp.resolve("large")
    };

    Cutmix.Outcome outcome = Cutmix.run(words);

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("larger numbers than the 32 bits of mds hold");
  }

  @Test
  void all_samples_may_be_in_one_shard() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);

    Path out = augment(input, "one", 0, MDS, "--shard-size=2147483647", "--batch-size=2");

    assertThat(out.resolve("shard.00000.mds")).exists();
    assertThat(Cutmix.run("verify", out).exit()).isZero();
  }

  @Test
  void shards_are_split_where_they_would_become_longer_than_the_limit() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 20, "png", 16, 24, 3);

    Path out = augment(input, "out", 0, MDS, "--shard-bytes=8000", "--shard-size=12");

    JsonNode index = JSON.readTree(out.resolve("index.json").toFile());
    assertThat(index.get("shards").size()).isGreaterThan(3);
    for (JsonNode shard : index.get("shards")) {
      assertThat(shard.at("/raw_data/bytes").asInt()).isLessThanOrEqualTo(8000);
      assertThat(shard.get("size_limit").asInt()).isEqualTo(8000);
    }
    assertThat(index.at("/shards/1/raw_data/basename").asText()).isEqualTo("shard.00000-001.mds");
    assertThat(samples(out)).hasSize(20);
  }

  @Test
  void skipped_samples_leave_no_room_behind() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 9, "png", 6, 6, 3);
    input.damage(3);

    Path out = augment(input, "out", 5, MDS, "--size=6", "--on-error=skip", "--batch-size=3");

    List<Map<String, byte[]>> samples = samples(out);
    assertThat(samples).hasSameSizeAs(Oracle.rows(out)).hasSizeLessThan(9);
    JsonNode config = MdsShard.read(out.resolve("shard.00000.mds")).config();
    byte[] shard = Files.readAllBytes(out.resolve("shard.00000.mds"));
    int first = little(shard).getInt(4);
    assertThat(shard[first - 1]).isEqualTo((byte) '}');
    assertThat(config.get("version").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--threads=1", "--threads=8"})
  void bytes_do_not_depend_on_threads(String threads) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 30, "jpg", 16, 24, 3);
    String[] options = {MDS, "--batch-size=4", "--shard-size=8", "--labels-format=shards"};
    Path first = augment(input, "first", 0, options);

    List<String> words = new ArrayList<>(List.of(options));
    words.add(threads);
    Path second = augment(input, "second", 0, words.toArray(String[]::new));

    assertThat(FolderBytes.of(second)).isEqualTo(FolderBytes.of(first));
    assertThat(first.resolve("labels.json")).doesNotExist();
  }

  @Test
  void a_report_can_be_asked_for_later() {
    ImagesAndLabels input = input();
    augment(input, "out", 0, MDS, "--labels-format=shards");

    Path out = augment(input, "out", 0, MDS, "--labels-format=shards", "--report");

    assertThat(out.resolve("report.html")).exists();
  }

  @Test
  void overwriting_removes_shards_and_index() {
    ImagesAndLabels input = input();
    augment(input, "out", 0, MDS);

    Path out = augment(input, "out", 0, "--overwrite");

    assertThat(out.resolve("shard.00000.mds")).doesNotExist();
    assertThat(out.resolve("index.json")).doesNotExist();
  }

  @Test
  void verify_names_a_missing_shard_a_changed_index_and_a_flipped_byte() throws IOException {
    Path out = augment(input(), "out", 0, MDS, "--shard-bytes=700");
    Path index = out.resolve("index.json");
    Path shard = out.resolve("shard.00000-001.mds");
    byte[] whole = Files.readAllBytes(shard);
    String listed = Files.readString(index);

    Files.delete(shard);
    assertThat(verify(out)).contains("shard.00000-001.mds: file: expected there, found missing");

    byte[] flipped = whole.clone();
    flipped[whole.length - 1] ^= 1;
    Files.write(shard, flipped);
    assertThat(verify(out)).contains("source in shard.00000-001.mds", "index.json: ");

    for (int place = 0; place < 12; place++) {
      flipped = whole.clone();
      flipped[place] ^= (byte) 0x81;
      Files.write(shard, flipped);
      assertThat(verify(out)).contains("shard.00000-001.mds: ");
    }

    Files.write(shard, whole);
    Files.writeString(index, listed.replaceFirst("\"samples\": \\d+", "\"samples\": 9"));
    assertThat(verify(out)).contains("index.json: shard.00000-000.mds samples: expected");

    Files.writeString(index, listed);
    Cutmix.Outcome outcome = Cutmix.call(List.of("verify", out.toString()));
    assertThat(outcome.exit()).as(outcome.out()).isZero();
  }

  private static String verify(Path out) {
    Cutmix.Outcome outcome = Cutmix.call(List.of("verify", out.toString()));
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(3);
    return outcome.out();
  }

  private ImagesAndLabels input() {
    try {
      return ImagesAndLabels.make(temp, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--layout=tree", "--recipes-only", "--name-pattern={index}-{source}"})
  void what_is_about_files_is_refused(String option) {
    Cutmix.Outcome outcome = Cutmix.augment(input(), temp.resolve("out"), MDS, option);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(option.replaceFirst("=.*", ""), "is about image files");
  }
}
