package io.cutmix.endtoend.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input in {@code --out}, which the run would remove before it is read. */
class OverwrittenInputTest {
  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void ten_images() throws IOException {
    input = ImagesAndLabels.make(temp, 10);
    out = temp.resolve("out");
  }

  private void first(String options) {
    Outcome outcome = Cutmix.augment(input, out, (Object[]) options.split(" ", -1));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  /** With {@code OUT} and {@code IN} for the folders of the first run. */
  private Outcome second(String words, Object... more) {
    List<Object> all = new ArrayList<>();
    for (String word : words.split(" ", -1)) {
      all.add(word.replace("OUT", out.toString()).replace("IN", input.images().toString()));
    }
    all.addAll(List.of("--out", out));
    all.addAll(List.of(more));
    return Cutmix.run(all);
  }

  private void assertRefused(String words, Object... more) throws IOException {
    Map<String, String> before = FolderBytes.of(out);

    Outcome outcome = second(words, more);

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("--out " + out + " holds the input " + temp)
        .contains("choose another folder, or move the input");
    assertThat(FolderBytes.of(out)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--layout=tree | augment --images OUT/images",
        "--layout=flat | augment --images OUT/images --labels IN/../labels.csv",
        "--output-format=webdataset | augment --images OUT/shards/*.tar",
        "--output-format=webdataset | augment --images OUT/shards",
        "--output-format=mds | augment --images OUT/*.mds",
        "--output-format=npy | augment --images OUT/images-00000.npy",
        "--labels-format=parquet --embed-images | augment --images OUT/metadata.parquet",
        "--recipes-only | render OUT/recipes.jsonl --images IN",
        "--labels-format=csv | augment --images IN --labels OUT/labels.csv",
        "--labels-format=csv | augment --images IN --classes OUT/labels.csv",
        "--labels-format=json | augment --images IN --labels IN/../labels.csv --coco OUT/labels.json",
        "--layout=flat | augment --images IN --labels IN/../labels.csv --masks OUT/masks"
      })
  void input_that_would_be_removed_is_refused_and_stays(String first, String words)
      throws IOException {
    first(first);
    if (words.contains("--masks")) {
      Files.createDirectories(out.resolve("masks"));
    }

    assertRefused(words);
    assertRefused(words, "--overwrite");
    if (words.startsWith("augment")) {
      assertRefused(words, "--overwrite", "--dry-run");
    }
  }

  @Test
  void it_is_found_behind_links() throws IOException {
    first("--layout=tree --labels-format=csv");
    Path link = Files.createSymbolicLink(temp.resolve("link"), out.resolve("images"));
    Path csv = Files.createSymbolicLink(temp.resolve("link.csv"), out.resolve("labels.csv"));

    assertRefused("augment --images " + link, "--overwrite");
    assertRefused("augment --images IN --labels " + csv, "--overwrite");
  }

  @Test
  void it_is_found_behind_links_in_the_folder_of_images() throws IOException {
    first("--layout=tree --labels-format=csv");
    Path mixed;
    try (Stream<Path> files = Files.walk(out.resolve("images"))) {
      mixed = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Path files = Files.createDirectories(temp.resolve("files/a"));
    Files.createSymbolicLink(files.resolve(mixed.getFileName()), mixed);
    Path folders = Files.createDirectory(temp.resolve("folders"));
    Files.createSymbolicLink(folders.resolve("a"), out.resolve("images"));

    assertRefused("augment --follow-links --images " + temp.resolve("files"), "--overwrite");
    assertRefused("augment --follow-links --images " + folders, "--overwrite", "--dry-run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--overwrite", "--threads=2"})
  void it_is_found_where_a_power_cut_took_the_record(String option) throws IOException {
    first("--layout=tree");
    Files.delete(out.resolve("run.json"));

    assertRefused("augment --layout=tree --images OUT/images", option);
  }

  @Test
  void input_that_no_run_has_written_is_read() throws IOException {
    first("--labels-format=json");
    Path labels = Files.copy(input.labels(), out.resolve("labels.csv"));

    Outcome outcome = second("augment --images IN --labels OUT/labels.csv --overwrite --seed 2");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(labels).hasSameBinaryContentAs(input.labels());
  }
}
