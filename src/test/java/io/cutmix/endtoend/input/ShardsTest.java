package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.TarMember;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tar shards as input, through the command line. */
class ShardsTest {
  @TempDir private Path temp;
  private Path shards = Path.of("");
  private Path out = Path.of("");

  /** A folder for each shard with the images it holds, and a CSV file of all of them. */
  @BeforeEach
  void make_shards() throws IOException {
    shards = temp.resolve("shards");
    out = temp.resolve("out");
    Files.createDirectories(shards);
    List<String> rows = new ArrayList<>(List.of("file,label"));
    for (int i = 0; i < 3; i++) {
      Path folder = Files.createDirectories(temp.resolve("images/000" + i + ".tar"));
      try (TarArchiveOutputStream tar =
          new TarArchiveOutputStream(Files.newOutputStream(shards.resolve("000" + i + ".tar")))) {
        for (int k = 0; k < 3; k++) {
          String name = "p%d.png".formatted(3 * i + k);
          ImagesAndLabels.write(folder.resolve(name), ImagesAndLabels.image(3 * i + k, 5, 7, 3));
          rows.add("000%d.tar/%s,%s".formatted(i, name, ImagesAndLabels.label(name)));
          TarMember.add(tar, name, Files.readAllBytes(folder.resolve(name)));
          TarMember.add(
              tar,
              name.replace("png", "cls"),
              ImagesAndLabels.label(name).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    Files.write(temp.resolve("labels.csv"), rows);
  }

  @Test
  void shards_give_the_bytes_that_their_files_give() throws IOException {
    Path folder = temp.resolve("folder");

    Cutmix.Outcome outcome =
        Cutmix.run(
            "augment",
            "--images",
            shards.resolve("{0000..0002}.tar"),
            "--out",
            out,
            "--prob",
            0.5,
            "--batch-size",
            3);
    Cutmix.run(
        "augment",
        "--images",
        temp.resolve("images"),
        "--labels",
        temp.resolve("labels.csv"),
        "--out",
        folder,
        "--prob",
        0.5,
        "--batch-size",
        3);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    Map<String, String> actual = FolderBytes.of(out);
    Map<String, String> expected = FolderBytes.of(folder);
    actual.remove("run.json");
    expected.remove("run.json");
    assertThat(actual).isEqualTo(expected).hasSizeGreaterThan(9);
    assertThat(input(out).get("fingerprint")).isEqualTo(input(folder).get("fingerprint"));
    assertThat(input(out).at("/source/images").asText()).endsWith("{0000..0002}.tar");
  }

  @Test
  void globs_and_several_patterns_name_shards() {
    assertThat(dryRun(shards.resolve("*.tar"))).contains("9 samples, 3 classes (a, b, c)");
    assertThat(dryRun(shards + "/0000.tar::" + shards + "/000[2-9].tar")).contains("6 samples");
  }

  private String dryRun(Object images) {
    Cutmix.Outcome outcome = Cutmix.run("augment", "--images", images, "--out", out, "--dry-run");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome.out();
  }

  @Test
  void a_truncated_shard_is_wrong_input() throws IOException {
    Path shard = shards.resolve("0001.tar");
    Files.write(shard, Arrays.copyOf(Files.readAllBytes(shard), 1_500));

    Cutmix.Outcome outcome =
        Cutmix.run("augment", "--images", shards.resolve("*.tar"), "--out", out);

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err())
        .startsWith("cutmix: " + shard + ": truncated: it ends at byte 1500")
        .hasLineCount(1);
  }

  @Test
  void options_that_are_for_folders_are_wrong_usage() {
    Path images = shards.resolve("0000.tar");

    assertThat(Cutmix.run("augment", "--images", images, "--out", out, "--labels", "x.csv"))
        .satisfies(outcome -> assertThat(outcome.exit()).isEqualTo(2))
        .satisfies(outcome -> assertThat(outcome.err()).contains("tar files", "--labels"));
    assertThat(Cutmix.run("augment", "--images", "{9..1}.tar", "--out", out))
        .satisfies(outcome -> assertThat(outcome.exit()).isEqualTo(2))
        .satisfies(outcome -> assertThat(outcome.err()).contains("{9..1}", "ranges upwards"));
  }

  private static JsonNode input(Path out) throws IOException {
    return new JsonMapper().readTree(out.resolve("run.json").toFile()).get("input");
  }
}
