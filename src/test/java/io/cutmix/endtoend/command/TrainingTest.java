package io.cutmix.endtoend.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import io.cutmix.testing.Cutmix;
import io.cutmix.train.MixedFolderIterator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A short form of the training in samples/training, and only what must hold of it. */
@Tag("long")
class TrainingTest {
  private static final Path DATA = Path.of("/usr/share/datasets/fashion-mnist");
  private static final Path SOURCES = Path.of("samples/training/src/main/java/io/cutmix/samples");
  private static final int IMAGES = 1500;
  private static final int EPOCHS = 4;

  @TempDir private Path temp;

  /**
   * What a line of the sample says.
   *
   * @param accuracy on the test images
   * @param first training loss of the first epoch
   * @param last training loss of the last epoch
   */
  private record Outcome(double accuracy, double first, double last) {}

  @Test
  void networks_learn_from_plain_and_from_mixed_images() throws IOException {
    assumeTrue(Files.isDirectory(DATA), "needs Debian's package dataset-fashion-mnist");
    compile();
    run("FashionMnist", DATA, "train", IMAGES, temp.resolve("train"));
    run("FashionMnist", DATA, "t10k", 500, temp.resolve("test-pictures"));
    augment("train", "plain", "--prob", 0);
    augment("test-pictures", "test", "--prob", 0);
    augment("train", "offline-0", "--copies", EPOCHS);

    Map<String, Outcome> outcomes = outcomes(run("Training", temp, IMAGES, EPOCHS, 0));

    assertThat(outcomes.keySet()).containsExactlyInAnyOrder("BASELINE", "ON_THE_FLY", "OFFLINE");
    Outcome baseline = requireNonNull(outcomes.get("BASELINE"));
    outcomes.forEach(
        (way, outcome) -> {
          assertThat(outcome.last()).as(way).isLessThan(outcome.first());
          assertThat(outcome.accuracy()).as(way).isGreaterThan(0.4);
          if (!way.equals("BASELINE")) {
            assertThat(outcome.last()).as(way).isGreaterThan(baseline.last() + 0.1);
          }
        });
    INDArray labels =
        MixedFolderIterator.builder(temp.resolve("offline-0")).build().next().getLabels();
    assertThat(labels.max(1).lt(1).castTo(DataType.INT32).sumNumber().intValue())
        .isGreaterThan(labels.rows() / 2);
  }

  private void compile() throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-d", temp.resolve("classes").toString()));
    try (Stream<Path> sources = Files.list(SOURCES)) {
      sources.map(Path::toString).forEach(arguments::add);
    }
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(exit).isZero();
  }

  private String run(String className, Object... arguments) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "-Xmx1g",
                "-cp",
                temp.resolve("classes") + ":" + System.getProperty("java.class.path"),
                "io.cutmix.samples." + className));
    words.addAll(List.of(arguments));
    Command.Result result =
        Command.of(Path.of(System.getProperty("java.home"), "bin/java"), words.toArray())
            .with("OMP_NUM_THREADS", 1)
            .patience(Duration.ofMinutes(10))
            .run();
    assertThat(result.exit()).as(result.err()).isZero();
    return result.out();
  }

  private void augment(String images, String out, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("augment", "--images", temp.resolve(images), "--out"));
    words.addAll(List.of(temp.resolve(out), "--output-format", "npy"));
    words.addAll(List.of(more));
    Cutmix.Outcome outcome = Cutmix.run(words);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  private static Map<String, Outcome> outcomes(String lines) {
    Map<String, Outcome> outcomes = new HashMap<>();
    lines
        .lines()
        .map(line -> line.split(",", -1))
        .forEach(
            cells ->
                outcomes.put(
                    cells[0], new Outcome(number(cells, 2), number(cells, 5), number(cells, 6))));
    return outcomes;
  }

  private static double number(String[] cells, int at) {
    return Double.parseDouble(cells[at]);
  }
}
