package io.cutmix.endtoend.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --labels-format shards}: label rows stay in the tar files. */
class ShardManifestTest {
  private static final List<String> OPTIONS =
      List.of("--output-format=webdataset", "--labels-format=shards");

  @TempDir private Path temp;

  private Path augment(ImagesAndLabels input, String name, String... more) {
    List<Object> options = new ArrayList<>(List.of("--batch-size=4", "--shard-size=5"));
    options.addAll(Arrays.asList(more));
    Cutmix.Outcome outcome = Cutmix.augment(input, temp.resolve(name), options.toArray());
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return temp.resolve(name);
  }

  private Path listed(ImagesAndLabels input, String... more) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(Arrays.asList(more));
    return augment(input, "out", options.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--threads=2", "--shard-bytes=4000", "--label-encoding=sparse"})
  void manifest_has_the_classes_and_how_many_rows_each_shard_has(String more) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13, "jpg", 16, 24, 3);
    Path merged = augment(input, "merged", "--output-format=webdataset", more);

    Path out = listed(input, more);

    JsonNode manifest = new JsonMapper().readTree(out.resolve("shards.json").toFile());
    JsonNode labels = new JsonMapper().readTree(merged.resolve("labels.json").toFile());
    assertThat(out.resolve("labels.json")).doesNotExist();
    assertThat(manifest.path("classes")).isEqualTo(labels.path("classes"));
    List<String> expected =
        labels
            .path("samples")
            .valueStream()
            .map(row -> row.path("file_name").asText().replaceFirst("/[^/]*$", ""))
            .toList();
    List<String> found = new ArrayList<>();
    for (JsonNode shard : manifest.path("shards")) {
      String name = shard.path("file_name").asText();
      assertThat(out.resolve(name)).hasSameBinaryContentAs(merged.resolve(name));
      for (int i = 0; i < shard.path("images").asInt(); i++) {
        found.add(name);
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void verification_reads_the_rows_in_the_shards() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13, "jpg", 16, 24, 3);
    Path out = listed(input);
    assertThat(verify(out).out()).contains("is as it should be");
    Path manifest = out.resolve("shards.json");
    String text = Files.readString(manifest);

    Files.writeString(manifest, text.replaceFirst("\"images\":8", "\"images\":9"));
    assertThat(verify(out).out()).contains("shards.json").contains("9 images");
    Files.writeString(manifest, text.replaceFirst("000001", "000002"));
    assertThat(verify(out).out()).contains("shards/000002.tar").contains("missing");
    Files.writeString(manifest, text.substring(0, text.length() - 4));
    assertThat(verify(out).out()).contains("shards.json").contains("JSON");
    Files.writeString(manifest, text);
    byte[] tar = Files.readAllBytes(out.resolve("shards/000001.tar"));
    int lam = new String(tar, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\"lam\":0.");
    tar[lam + 8] ^= 1;
    Files.write(out.resolve("shards/000001.tar"), tar);
    assertThat(verify(out).out()).contains("shards/000001.tar").contains("lam");
  }

  private static Cutmix.Outcome verify(Path out) {
    return Cutmix.call(List.of("verify", out.toString()));
  }

  @Test
  void overwrite_removes_its_shards_alone() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13);
    Path out = listed(input);
    Files.writeString(out.resolve("shards/000007.tar"), "mine");

    Cutmix.Outcome outcome = Cutmix.augment(input, out, "--overwrite");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(out.resolve("shards.json")).doesNotExist();
    assertThat(out.resolve("shards")).isDirectoryContaining("glob:**/000007.tar");
    assertThat(out.resolve("shards").toFile().list()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--labels-format=shards, --output-format webdataset",
    "--labels-format=shards --output-format=npy, --output-format webdataset",
    "'--labels-format=shards,json --output-format=webdataset', leave out shards"
  })
  void what_keeps_no_rows_in_shards_is_refused(String options, String remedy) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 2);

    Cutmix.Outcome outcome =
        Cutmix.augment(input, temp.resolve("out"), (Object[]) options.split(" "));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(remedy);
  }
}
