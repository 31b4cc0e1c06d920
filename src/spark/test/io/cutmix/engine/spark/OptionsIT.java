package io.cutmix.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.cli.CutmixCommand;
import io.cutmix.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every option of {@code augment} and {@code render} does the same on Spark; all in this process.
 */
class OptionsIT {
  private static final String CALLS =
      """
      --images linked --masks masks --mask-fill 255 --size 40x32 --fit contain --follow-links --format tiff
      --images photos --coco coco.json --min-visible 0.5 --size 40x32 --fit contain --background #f00
      --images sizes --size bucket --channels rgba --format png --box-scope sample
      --images photos --labels labels.csv --image-column path --label-column kind --classes classes.txt --pairing different-class --min-box 0.1 --max-box 0.5 --label-smoothing 0.1
      --images photos --labels multi.csv --label-separator | --multi-label --label-encoding sparse --labels-format jsonl,csv,parquet --embed-images
      --images photos --labels columns.csv --label-columns a,b --length 0.5 --uniform --subsampling 444 --quality 70
      --images photos --labels ids.csv --num-classes 4 --bbox 4,4,20,30 --uniform-sampling --batch-size 7
      --images . --split photos --class-map map.json --mix-classes class-0,class-1 --alpha 0.4 --seed 5 --copies 2 --include-originals
      --images photos --balance --prob 0.5 --prob-scope sample --format webp --layout sharded --name-pattern {index}-{copy}
      --images sizes --size 24 --depth 16 --icc ignore --exif ignore --codec imageio --threads 2 --verbose
      --images photos --recipes-only --quiet
      --images photos --output-format npy --shard-size 10 --read-ahead 3 --json
      --images photos.tar --output-format webdataset --shard-size 12 --shard-bytes 20000 --labels-format shards --report --log-format json
      --images first/metadata.parquet --size 24
      --images broken --on-error skip --max-pixels 3000 --image-timeout 60 --size 48 --channels rgb --overwrite
      --images broken --max-pixels 1000
      --images photos --dry-run
      """;

  /** Their values are in the folder of the data sets. */
  private static final Set<String> FILES =
      Set.of("--images", "--labels", "--masks", "--coco", "--classes", "--class-map");

  private static final String ON_SPARK = " --engine spark --master local[2]";

  /** What says where the work is done. */
  private static final Set<String> OTHERS =
      Set.of("--engine", "--master", "--out", "--labels", "--help", "--all", "--version");

  @TempDir static Path temp;

  @BeforeAll
  static void write_pictures() throws IOException {
    EveryInput.write(temp);
    augment("--images photos --labels-format parquet --embed-images", temp.resolve("first"));
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.driver.host", "127.0.0.1");
  }

  static Stream<String> calls() {
    return CALLS.lines();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void same_bytes_as_on_one_machine(String call) throws IOException {
    Path local = Files.createTempDirectory(temp, "local").resolve("out");
    Path out = Files.createTempDirectory(temp, "spark").resolve("out");

    Outcome here = augment(call, local);
    Outcome there = augment(call + ON_SPARK, out);

    assertThat(there.exit()).as(there.printed()).isEqualTo(here.exit());
    assertThat(there.printed()).doesNotContain("\tat ");
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--range 10..50 --labels-format csv,parquet --embed-images --report"})
  void render_makes_the_same_bytes(String more) throws IOException {
    Path recipes = Files.createTempDirectory(temp, "recipes").resolve("out");
    augment("--images photos --copies 3 --prob 0.8 --batch-size 7 --recipes-only", recipes);
    Path local = Files.createTempDirectory(temp, "local").resolve("out");
    Path out = Files.createTempDirectory(temp, "spark").resolve("out");
    String call = "render " + recipes.resolve("recipes.jsonl") + " --images photos " + more;

    Outcome here = run(call, local);
    Outcome there = run(call + ON_SPARK, out);

    assertThat(here.exit()).as(here.printed()).isZero();
    assertThat(there.exit()).as(there.printed()).isZero();
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  @Test
  void render_names_a_broken_picture() throws IOException {
    Path recipes = Files.createTempDirectory(temp, "recipes").resolve("out");
    augment("--images photos --recipes-only", recipes);
    Path out = Files.createTempDirectory(temp, "spark").resolve("out");

    Outcome outcome =
        run("render " + recipes.resolve("recipes.jsonl") + " --images broken" + ON_SPARK, out);

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.printed()).contains("class-1/00007.jpg: ").doesNotContain("\tat ");
  }

  @Test
  void every_option_is_tried() {
    Set<String> help = new TreeSet<>();
    Pattern.compile("--[a-z][a-z-]*")
        .matcher(run(List.of("augment", "--help", "--all")).printed())
        .results()
        .forEach(found -> help.add(found.group()));
    help.removeAll(OTHERS);

    assertThat(Stream.of(CALLS.split("\\s+")).filter(help::contains)).containsAll(help);
  }

  @Test
  void a_uri_with_one_slash_names_no_host() throws IOException {
    System.setProperty("spark.hadoop.fs.near.impl", SlowFiles.class.getName());

    assertThat(Storage.path("near:/a/b")).isEqualTo(Storage.path("near:///a/b"));
  }

  @Test
  void a_file_system_whose_connector_is_missing_is_named() {
    System.setProperty("spark.hadoop.fs.gone.impl", "none.such.Connector");

    List<String> words = new ArrayList<>(List.of(("augment" + ON_SPARK).split(" ", -1)));
    words.addAll(List.of("--images", "gone://x/a", "--out", temp.resolve("none").toString()));
    Outcome outcome = run(words);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.printed())
        .contains("--images", "can't be reached", "none.such.Connector", "jar of its connector")
        .doesNotContain("RuntimeException: ", "\tat ");
  }

  @Test
  void more_threads_than_cores_are_refused_before_anything_is_written() {
    Path out = temp.resolve("threads");

    Outcome outcome = augment("--images photos -j 4" + ON_SPARK, out);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.printed())
        .contains("--threads is 4, but an executor has 2 cores", "at most --threads 2")
        .doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void cores_of_a_task_are_the_threads() {
    System.setProperty("spark.task.cpus", "2");
    try {
      Outcome outcome = augment("--images photos -j 1" + ON_SPARK, temp.resolve("cpus"));

      assertThat(outcome.exit()).isEqualTo(2);
      assertThat(outcome.printed()).contains("--threads is 1, but spark.task.cpus is 2");
    } finally {
      System.clearProperty("spark.task.cpus");
    }
  }

  private record Outcome(int exit, String printed) {}

  private static Outcome augment(String call, Path out) {
    return run("augment " + call, out);
  }

  private static Outcome run(String call, Path out) {
    String[] words = call.strip().split(" +");
    for (int i = 1; i < words.length; i++) {
      if (FILES.contains(words[i - 1])) {
        words[i] = temp.resolve(words[i]).toString();
      }
    }
    return run(Stream.concat(Stream.of(words), Stream.of("--out", out.toString())).toList());
  }

  private static Outcome run(List<String> words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit =
        CutmixCommand.run(words.toArray(String[]::new), printed, printed, Map.of(), code -> {});
    return new Outcome(exit, bytes.toString(StandardCharsets.UTF_8));
  }
}
