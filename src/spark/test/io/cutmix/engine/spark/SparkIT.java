package io.cutmix.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Spark engine writes the local engine's bytes, on every version and however it is interrupted.
 */
class SparkIT {
  private static final int PICTURES = 90;

  @TempDir static Path temp;
  private static Path photos;

  @BeforeAll
  static void write_pictures() throws IOException {
    photos = Photos.write(temp.resolve("photos"), PICTURES);
  }

  @ParameterizedTest
  @CsvSource({"spark-4.1, 17", "spark-4.1, 25", "spark-4.2, 25", "spark-3.5, 17"})
  void same_files_on_every_version(String spark, int java) throws Exception {
    Path expected = expected("--batch-size", "8");
    Path out = temp.resolve("files-" + spark + "-" + java);

    Run.Outcome outcome =
        Run.on(temp, "local[2]")
            .with(spark, java)
            .augment("--images", photos, "--out", out, "--batch-size", 8);

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(Tree.of(out)).isEqualTo(Tree.of(expected));
    assertThat(outcome.printed()).doesNotContain(" INFO ", "log4j profile", "log level");
  }

  @Test
  void the_users_log_configuration_is_obeyed() throws Exception {
    Path folder = Files.createTempDirectory(temp, "log");
    Files.write(
        Files.createDirectories(folder.resolve("spark-conf")).resolve("log4j2.properties"),
        List.of(
            "rootLogger.level = info",
            "rootLogger.appenderRef.own.ref = own",
            "appender.own.type = Console",
            "appender.own.name = own",
            "appender.own.target = SYSTEM_ERR",
            "appender.own.layout.type = PatternLayout",
            "appender.own.layout.pattern = own log: %c{1}: %m%n"));

    Run.Outcome outcome =
        Run.on(folder, "local[2]").augment("--images", photos, "--out", folder.resolve("out"));

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(outcome.printed()).contains("own log: SparkContext: Running Spark");
    assertThat(outcome.printed()).contains("own log: DAGScheduler: Job 0 is finished");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output-format webdataset --shard-size 16",
        "--output-format npy --shard-size 16",
        "--output-format mds --shard-size 16",
        "--layout tree --name-pattern {source}-{index} --labels-format jsonl,parquet --copies 2"
      })
  void same_bytes_in_every_form(String form) throws Exception {
    Object[] words = form.split(" ");
    Path expected = expected(words);
    Path out = Files.createTempDirectory(temp, "form").resolve("out");

    Run.Outcome outcome = Run.on(temp, "local-cluster[2,1,1024]").augment(with(words, photos, out));

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(Tree.of(out)).isEqualTo(Tree.of(expected));
  }

  @ParameterizedTest
  @CsvSource({"spark-4.1, 17", "spark-4.2, 25", "spark-3.5, 17"})
  void parquet_files_are_read_beside_sparks_own_parquet(String spark, int java) throws Exception {
    Path table = expected("--labels-format", "parquet", "--embed-images");
    Path images = table.resolve("metadata.parquet");
    Path local = temp.resolve("table-local-" + spark);
    Run.locally(temp, with(new Object[0], images, local));
    Path out = temp.resolve("table-" + spark);

    Run.Outcome outcome =
        Run.on(temp, "local[2]").with(spark, java).augment("--images", images, "--out", out);

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  @Test
  void the_job_jar_holds_one_platform() throws Exception {
    assertThat(Files.size(Environment.JAR)).isLessThan(170_000_000);
  }

  @Test
  void a_submitted_run_without_the_engine_says_that_it_stays_on_the_driver() throws Exception {
    Path out = temp.resolve("driver");

    try (Child child = Run.on(temp, "local[2]").submit("--images", photos, "--out", out)) {
      assertThat(child.await()).as(child.printed()).isZero();
      assertThat(child.printed()).contains("this runs on the driver alone", "give --engine spark");
    }
  }

  @Test
  void more_threads_are_more_cores_of_a_task() throws Exception {
    Path out = temp.resolve("threads");

    Run.Outcome outcome =
        Run.on(temp, "local[2]").augment("--images", photos, "--out", out, "-j", 2);

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(Files.readString(out.resolve("run.json"))).contains("\"threads\" : 2");
    assertThat(Tree.of(out)).isEqualTo(Tree.of(expected()));
  }

  @Test
  void broken_picture_ends_the_run_with_its_name() throws Exception {
    Path broken = brokenPhotos("fail");

    Run.Outcome outcome =
        Run.on(temp, "local[2]")
            .augment(
                "--images", broken, "--size", 48, "--channels", "rgb", "--out", temp.resolve("f"));

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.printed()).contains("class-1/00031.jpg").doesNotContain("\tat ");
  }

  @Test
  void broken_picture_leaves_the_same_gap() throws Exception {
    Path broken = brokenPhotos("skip");
    Object[] words = {"--on-error", "skip", "--size", 48, "--channels", "rgb"};
    Path local = temp.resolve("skip-local");
    Run.locally(temp, with(words, broken, local));
    Path out = temp.resolve("skip-spark");

    Run.Outcome outcome = Run.on(temp, "local[2]").augment(with(words, broken, out));

    assertThat(outcome.exit()).as(outcome.printed()).isEqualTo(5);
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  @Test
  void run_goes_on_after_its_driver_was_killed() throws Exception {
    Path many = Photos.write(temp.resolve("many"), 3000);
    Object[] words = {"--batch-size", 8, "--size", 48, "--channels", "rgb", "--copies", 4};
    Path local = temp.resolve("killed-local");
    Run.locally(temp, with(words, many, local));
    Path out = temp.resolve("killed");

    try (Child driver = Run.on(temp, "local[2]").start(with(words, many, out))) {
      driver.awaitUnits(out, 20);
      driver.process().destroyForcibly();
    }
    assertThat(out.resolve("run.json")).doesNotExist();
    Run.Outcome outcome = Run.on(temp, "local[2]").augment(with(words, many, out));

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(outcome.printed()).contains("resuming an earlier run");
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  @Test
  void a_master_that_is_not_there_is_no_bug() throws Exception {
    Run.Outcome outcome =
        Run.on(temp, "spark://127.0.0.1:9")
            .augment("--images", photos, "--out", temp.resolve("no-master"));

    assertThat(outcome.exit()).as(outcome.printed()).isEqualTo(3);
    assertThat(outcome.printed())
        .containsPattern("Spark (gave up|doesn't start): ")
        .doesNotContain("NullPointerException", "bug");
  }

  @Test
  void an_interruption_is_the_only_result() throws Exception {
    Path many = Photos.write(temp.resolve("interrupted-in"), 3000);
    Object[] words = {"--batch-size", 8, "--size", 48, "--channels", "rgb", "--copies", 20};
    Path out = temp.resolve("interrupted");

    try (Child run = Run.on(temp, "local[2]").start(with(and(words, "--json"), many, out))) {
      run.awaitUnits(out, 20);
      run.process().destroy();

      assertThat(run.await()).isEqualTo(143);
      assertThat(run.printed().split("\"exit_reason\"", -1)).as(run.printed()).hasSize(2);
      assertThat(run.printed()).contains("is incomplete").doesNotContain("Spark gave up");
    }
  }

  private static Object[] and(Object[] words, Object more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  private static Path brokenPhotos(String name) throws IOException {
    Path folder = Photos.write(temp.resolve("broken-" + name), 60);
    Files.write(folder.resolve("class-1/00031.jpg"), new byte[] {1, 2, 3});
    return folder;
  }

  private static Path expected(Object... words) throws Exception {
    Path out = Files.createTempDirectory(temp, "expected").resolve("out");
    Run.locally(temp, with(words, photos, out));
    return out;
  }

  private static Object[] with(Object[] words, Path images, Path out) {
    Object[] all = new Object[words.length + 4];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(new Object[] {"--images", images, "--out", out}, 0, all, words.length, 4);
    return all;
  }
}
