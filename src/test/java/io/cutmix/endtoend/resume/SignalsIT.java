package io.cutmix.endtoend.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.Folders;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Tool;
import io.cutmix.testing.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ctrl-C and SIGTERM, at whatever a run is doing: it says what that means, ends within a second,
 * and the same command goes on as if nothing had been.
 */
class SignalsIT {
  private static final int ATTEMPTS = 10;
  private static final String FILES = "--prob 0.9";
  private static final String MANY_LABELS =
      "--labels-format json,csv,parquet --label-encoding dense --classes CLASSES";

  @TempDir private static Path temp;
  private static ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());

  private final Path out = temp.resolve("out");

  @BeforeAll
  static void images_and_a_thousand_classes() throws IOException {
    input = ImagesAndLabels.make(temp, 2_000, "jpg", 48, 48, 3);
    Stream<String> others = IntStream.range(0, 1_000).mapToObj(i -> "other" + i);
    Files.write(
        temp.resolve("classes.txt"),
        Stream.concat(ImagesAndLabels.CLASSES.stream(), others).toList());
  }

  private static Command augment(Path out, String options) {
    List<Object> words = new ArrayList<>(List.of("--batch-size", 16, "--threads", 2));
    for (String word : options.split(" ", -1)) {
      words.add(word.equals("CLASSES") ? temp.resolve("classes.txt") : word);
    }
    return Tool.augment(input, out, words.toArray());
  }

  /** Waits for it; false if the run ended before. */
  private interface Moment {
    boolean await(Command.Running run);
  }

  private boolean mixing(Command.Running run) {
    return Tool.awaitUnits(run, out, 2);
  }

  private boolean writingLabels(Command.Running run) {
    while (run.process().isAlive()) {
      if (Files.exists(out.resolve(".cutmix/labels.json.tmp"))) {
        return true;
      }
      Tool.pause(1);
    }
    return false;
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void while_it_mixes(String signal, int exit) throws IOException {
    assertStops(FILES, this::mixing, signal, exit);
    assertGoesOn(FILES);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output-format npy --shard-size 32",
        "--output-format webdataset --shard-size 32 --shard-bytes 100000",
        "--layout tree --labels-format parquet --embed-images"
      })
  void in_each_form_of_output(String options) throws IOException {
    assertStops(options, this::mixing, "INT", 130);
    assertGoesOn(options);
  }

  @Tag("long")
  @Test
  void while_it_writes_the_label_files() throws IOException {
    assertStops(MANY_LABELS, this::writingLabels, "TERM", 143);
    assertGoesOn(MANY_LABELS);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"INT INT", "INT INT INT INT INT"})
  void again_while_it_ends(String signals) throws IOException {
    assertStops(FILES, this::mixing, signals, 130);
    assertGoesOn(FILES);
  }

  /** Starts anew until the machine lets it end within a second. */
  private void assertStops(String options, Moment moment, String signals, int exit)
      throws IOException {
    double quickest = Double.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS && quickest >= 1; i++) {
      Folders.delete(out);
      try (Command.Running run = augment(out, options).start()) {
        if (moment.await(run)) {
          double seconds = secondsToEnd(run, signals);
          if (run.end().exit() != 0) {
            assertInterrupted(
                run.end(), exit, out + " is incomplete; give the same command again to resume");
            quickest = Math.min(quickest, seconds);
          }
        }
      }
    }
    System.out.printf("%s: ended after %.3f s (%s)%n", signals, quickest, options);
    assertThat(quickest).isLessThan(1);
    assertThat(out.resolve("run.json")).doesNotExist();
  }

  private static double secondsToEnd(Command.Running run, String signals) {
    String kill = "for s in %s; do kill -$s %d; done".formatted(signals, run.process().pid());
    Command.of("sh", "-c", kill).run();
    long sent = System.nanoTime();
    run.end();
    return (System.nanoTime() - sent) / 1e9;
  }

  private static void assertInterrupted(Command.Result result, int exit, String what) {
    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    assertThat(result.err())
        .containsOnlyOnce("cutmix: interrupted; " + what)
        .doesNotContain("\tat ", "bug");
    assertThat(result.out()).isEmpty();
  }

  /** All files, hidden ones too, are those of a run that nobody disturbed. */
  private void assertGoesOn(String options) throws IOException {
    Path undisturbed = temp.resolve("undisturbed");
    Folders.delete(undisturbed);
    assertThat(augment(undisturbed, options).run().exit()).isZero();
    Verified.folder(undisturbed);

    Command.Result result = augment(out, options).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).contains("resuming an earlier run");
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(undisturbed));
  }

  /** The labels come through a pipe, so that it reads them for as long as wanted. */
  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void while_it_reads_its_input(String signal, int exit) throws IOException {
    Path labels = temp.resolve("labels-" + signal);
    assumeTrue(Command.of("mkfifo", labels).run().exit() == 0, "there are no named pipes here");
    Folders.delete(out);
    try (Command.Running run = Tool.augment(input.images(), labels, out).start()) {
      String whenOpened =
          "exec 3>%s; kill -%s %d; while kill -0 %3$d; do sleep 0.1; done"
              .formatted(labels, signal, run.process().pid());
      Command.of("sh", "-c", whenOpened).run();

      assertInterrupted(run.end(), exit, "nothing was written");
    }
    assertThat(out).doesNotExist();
  }
}
