package io.cutmix.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code --index cluster} no process knows all samples, and the bytes are the same. */
class IndexIT {
  private static final int PICTURES = 90;
  private static final List<String> SHAPE = List.of("--size", "40", "--channels", "rgb");

  @TempDir static Path temp;
  private static Path photos;

  @BeforeAll
  static void write_pictures() throws IOException {
    photos = Photos.write(temp.resolve("photos"), PICTURES);
    List<Path> files = new ArrayList<>(Photos.files(photos));
    Collections.shuffle(files, new Random(1));
    List<String> rows = new ArrayList<>(List.of("file,label"));
    for (Path file : files) {
      rows.add(photos.relativize(file) + "," + Photos.label(photos, file));
    }
    Files.write(temp.resolve("labels.csv"), rows);
    for (int shard = 0; shard < 3; shard++) {
      Photos.pack(
          photos,
          files.subList(30 * shard, 30 * shard + 30),
          temp.resolve("b%s.tar".formatted("-".repeat(shard))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--images %s/photos --copies 2 --include-originals --layout tree",
        "--images %s/photos --labels %s/labels.csv",
        "--images %s/b*.tar --output-format webdataset --shard-size 20"
            + " --labels-format shards --copies 3"
      })
  void same_bytes_as_on_one_machine(String form) throws Exception {
    List<String> words = words(form);
    Path local = temp(), out = temp();
    Run.locally(temp, with(words, local));

    Run.Outcome outcome =
        Run.on(temp, "local-cluster[2,1,1024]").augment(with(words, out, "--index", "cluster"));

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  @ParameterizedTest
  @CsvSource({"spark-4.1, 25", "spark-4.2, 25", "spark-3.5, 17"})
  void same_bytes_on_every_version(String spark, int java) throws Exception {
    List<String> words = words("--images %s/photos --labels %s/labels.csv --copies 2");
    Path local = temp(), out = temp();
    Run.locally(temp, with(words, local));

    Run.Outcome outcome =
        Run.on(temp, "local[2]").with(spark, java).augment(with(words, out, "--index", "cluster"));

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  @Test
  void same_bytes_after_an_executor_was_killed() throws Exception {
    Path many = Photos.write(temp.resolve("killed"), 3000);
    List<String> words = words("--batch-size 8 --copies 4 --images " + many);
    Path local = temp(), out = temp();
    Run.locally(temp, with(words, local));

    try (Child run =
        Run.on(temp, "local-cluster[2,1,1024]").start(with(words, out, "--index", "cluster"))) {
      run.awaitUnits(out, 20);
      ProcessHandle killed = run.awaitDescendant("ExecutorBackend");
      assertThat(killed.destroyForcibly()).isTrue();
      assertThat(run.await()).as(run.printed()).isZero();
      assertThat(killed.isAlive()).isFalse();
    }
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  @Test
  void run_goes_on_after_its_driver_was_killed_and_does_again_what_was_modified() throws Exception {
    Path many = Photos.write(temp.resolve("resumed"), 3000);
    List<String> words = words("--batch-size 8 --copies 4 --images " + many);
    Path out = temp(), local = temp();
    Object[] all = with(words, out, "--index", "cluster");
    try (Child driver = Run.on(temp, "local[2]").start(all)) {
      driver.awaitUnits(out, 100);
      driver.process().destroyForcibly();
    }
    modify(many);
    Run.locally(temp, with(words, local));

    Run.Outcome outcome = Run.on(temp, "local[2]").augment(all);

    assertThat(outcome.printed()).contains("going on where an earlier run stopped");
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  @Test
  void missing_picture_is_named() throws Exception {
    Path labels = temp.resolve("missing.csv");
    Files.writeString(labels, "file,label\nclass-0/00000.jpg,a\nno.jpg,b\n");

    Run.Outcome outcome =
        Run.on(temp, "local[2]")
            .augment(
                with(words("--images %s/photos --labels " + labels), temp(), "--index", "cluster"));

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.printed())
        .contains(labels + ":3: missing file \"no.jpg\"")
        .doesNotContain("\tat ");
  }

  @Test
  void million_rows_come_to_their_units_in_a_small_heap() throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Environment.java(17).toString(), "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(Environment.FLAGS);
    command.addAll(List.of("-Dspark.master=local[2]", "-Dspark.ui.enabled=false", "-cp"));
    command.add(
        String.join(
            ":",
            Environment.JAR.toString(),
            Environment.TARGET.resolve("test-classes").toString(),
            Environment.classPath("spark-4.1")));
    command.addAll(List.of(IndexScale.class.getName(), "1_000_000"));

    try (Child run = Child.start(temp.resolve("scale.log"), Map.of(), command)) {
      assertThat(run.await()).as(run.printed()).isZero();
      assertThat(run.printed()).contains("1,000,000 rows");
    }
  }

  /** Gives many pictures the content of others that are as long. */
  private static void modify(Path folder) throws IOException {
    Map<Long, Path> bySize = new HashMap<>();
    for (Path file : Photos.files(folder)) {
      Path other = bySize.put(Files.size(file), file);
      if (other != null) {
        Files.write(other, Files.readAllBytes(file));
      }
    }
  }

  private static List<String> words(String form) {
    return Stream.concat(SHAPE.stream(), Stream.of(form.replace("%s", temp.toString()).split(" ")))
        .toList();
  }

  private static Object[] with(List<String> words, Path out, Object... more) {
    return Stream.of(words.stream(), Stream.of("--out", out), Stream.of(more))
        .flatMap(all -> all)
        .toArray();
  }

  private static Path temp() throws IOException {
    return Files.createTempDirectory(temp, "run").resolve("out");
  }
}
