package io.cutmix.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program to run in a folder, with nothing on its standard input. Immutable; the environment is
 * this process's own but for the variables set here; messages aren't GitHub's, unless these say so.
 *
 * <pre>{@code
 * Command.Result result = Command.of("git", "status").in(folder).with("LC_ALL", "C").run();
 * }</pre>
 *
 * @param words the program and its arguments
 * @param folder where it starts
 * @param variables what differs from this process's environment
 * @param patience after this time {@link #run} kills it and fails
 */
public record Command(
    List<String> words, Path folder, Map<String, String> variables, Duration patience) {

  /**
   * What a program left behind.
   *
   * @param exit its exit code; 128 and the signal's number after a signal
   * @param out its standard output, read as UTF-8
   * @param err its standard error, read as UTF-8
   */
  public record Result(int exit, String out, String err) {}

  public Command {
    words = List.copyOf(words);
    variables = Map.copyOf(variables);
  }

  /** Each word is turned into text, so that paths and numbers may stand among them. */
  public static Command of(Object program, Object... arguments) {
    List<String> words = new ArrayList<>();
    words.add(program.toString());
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return new Command(words, Path.of(""), Map.of(), Duration.ofMinutes(2));
  }

  /**
   * This process's own Java with its class path, for what may fill the memory.
   *
   * @param heap such as {@code 256m}
   * @param words the main class and its arguments
   */
  public static Command java(String heap, Object... words) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "-Xmx" + heap,
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path")));
    arguments.addAll(List.of(words));
    return of(Path.of(System.getProperty("java.home"), "bin", "java"), arguments.toArray());
  }

  public Command in(Path folder) {
    return new Command(words, folder, variables, patience);
  }

  /** Sets an environment variable. */
  public Command with(String name, Object value) {
    Map<String, String> more = new HashMap<>(variables);
    more.put(name, value.toString());
    return new Command(words, folder, more, patience);
  }

  public Command patience(Duration patience) {
    return new Command(words, folder, variables, patience);
  }

  /** Runs it to its end. */
  public Result run() {
    try (Running running = start()) {
      return running.end();
    }
  }

  /** Starts it and returns at once. */
  public Running start() {
    try {
      Path out = Files.createTempFile("cutmix-", ".out");
      Path err = Files.createTempFile("cutmix-", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .directory(folder.toAbsolutePath().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().remove("GITHUB_ACTIONS");
      builder.environment().putAll(variables);
      return new Running(this, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A program that runs. Its output goes to files, so that it neither blocks nor is lost when the
   * program is killed. Closing kills what still runs.
   *
   * @param command what was started
   * @param process for signals: {@link Process#destroy} is SIGTERM, {@link Process#destroyForcibly}
   *     SIGKILL
   * @param out the file of its standard output
   * @param err the file of its standard error
   */
  public record Running(Command command, Process process, Path out, Path err)
      implements AutoCloseable {

    /** Waits for its end, for as long as the command's patience lasts. */
    public Result end() {
      try {
        if (!process.waitFor(command.patience.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError(
              "%s still ran after %s; it said:%n%s%n%s"
                  .formatted(command.words, command.patience, read(out), read(err)));
        }
        return new Result(process.exitValue(), read(out), read(err));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while " + command.words + " ran", e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String read(Path file) {
      try {
        return new String(Files.readAllBytes(file), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
