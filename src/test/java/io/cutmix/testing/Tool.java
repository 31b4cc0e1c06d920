package io.cutmix.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code bin/cutmix} of the project, as a program of its own. */
public final class Tool {
  private static final Path LAUNCHER =
      Path.of(requireNonNull(System.getProperty("cutmix.home"))).resolve("bin/cutmix");

  /**
   * What starts a program with the signals at their default. A shell ignores SIGINT in its
   * background jobs, and whatever they start inherits that, Java included.
   */
  private static final List<String> SIGNALS_AT_DEFAULT =
      List.of("env", "--default-signal=INT,TERM");

  private static final boolean CAN_RESET_SIGNALS = canResetSignals();

  private Tool() {}

  private static boolean canResetSignals() {
    List<Object> words = new ArrayList<>(SIGNALS_AT_DEFAULT);
    words.add("true");
    return Command.of(words.remove(0), words.toArray()).run().exit() == 0;
  }

  /** With the Java that runs the tests. */
  public static Command augment(Path images, Path labels, Path out, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("augment", "--images", images, "--labels", labels, "--out", out));
    Collections.addAll(words, more);
    return cutmix(words.toArray());
  }

  /** A command with its arguments, with the Java that runs the tests. */
  public static Command cutmix(Object... words) {
    List<Object> all = new ArrayList<>(CAN_RESET_SIGNALS ? SIGNALS_AT_DEFAULT : List.of());
    all.add(LAUNCHER);
    Collections.addAll(all, words);
    return Command.of(all.remove(0), all.toArray())
        .with("JAVA_HOME", requireNonNull(System.getProperty("java.home")));
  }

  public static Command augment(ImagesAndLabels input, Path out, Object... more) {
    return augment(input.images(), input.labels(), out, more);
  }

  /** Waits until that many units of a run are done; false if it ended before. */
  public static boolean awaitUnits(Command.Running run, Path out, int units) {
    while (run.process().isAlive()) {
      if (unitsDone(out) >= units) {
        return true;
      }
      pause(2);
    }
    return false;
  }

  public static int unitsDone(Path out) {
    int units = 0;
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(out.resolve(".cutmix/parts"), "*.jsonl")) {
      for (Path part : parts) {
        units += Files.exists(part) ? 1 : 0;
      }
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return units;
  }

  public static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
