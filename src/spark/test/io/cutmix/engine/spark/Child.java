package io.cutmix.engine.spark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A process that a test starts, and that ends with it. What it prints goes to a file. */
final class Child implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Process process;
  private final Path log;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static Child start(Path log, Map<String, String> variables, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Child(builder.start(), log);
  }

  Process process() {
    return process;
  }

  String printed() throws IOException {
    return Files.readString(log);
  }

  /** Waits until it has printed that, and returns the first group. */
  String awaitPrinted(String pattern) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && process.isAlive()) {
      Matcher found = Pattern.compile(pattern).matcher(printed());
      if (found.find()) {
        return found.group(1);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("never printed " + pattern + ":\n" + printed());
  }

  /** Waits until that many units of work are done in the folder that it writes to. */
  void awaitUnits(Path out, int count) throws IOException, InterruptedException {
    Path parts = out.resolve(".cutmix/parts");
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && process.isAlive()) {
      if (Files.isDirectory(parts) && unitsDone(parts) >= count) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new AssertionError("never did %d units:\n%s".formatted(count, printed()));
  }

  private static long unitsDone(Path parts) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parts, "*.jsonl")) {
      return StreamSupport.stream(files.spliterator(), false).count();
    }
  }

  /** Waits until it, or what it has started, has started a process with such a command line. */
  ProcessHandle awaitDescendant(String word) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && process.isAlive()) {
      Optional<ProcessHandle> found =
          process
              .descendants()
              .filter(child -> child.info().commandLine().orElse("").contains(word))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("started no " + word);
  }

  int await() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
      TimeUnit.SECONDS.sleep(2); // For Java to print where its threads are.
      throw new AssertionError("doesn't end:\n" + printed());
    }
    return process.exitValue();
  }

  /** As {@code kill -9}, it and what it has started. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
