package io.cutmix.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standalone master with two workers, of which one loses its executor. */
class ClusterIT {
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  @TempDir Path temp;

  @Test
  void same_bytes_after_an_executor_was_killed() throws Exception {
    Path photos = Photos.write(temp.resolve("photos"), 3000);
    Object[] words = {
      "--images", photos, "--size", 48, "--channels", "rgb", "--copies", 4, "--batch-size", 8
    };
    Path local = temp.resolve("local");
    Run.locally(temp, and(words, "--out", local));
    Path out = temp.resolve("out");

    try (Child master = deploy("master.Master", "--host", "127.0.0.1", "--port", "0")) {
      String url = master.awaitPrinted("Starting Spark master at (spark://\\S+)");
      try (Child one = worker(url);
          Child two = worker(url);
          Child run =
              Run.on(temp, url)
                  .with(List.of("spark.executor.memory=1g"))
                  .start(and(words, "--out", out))) {
        run.awaitPrinted("mixing +([1-9][0-9]?%)");
        long killed = killExecutor(two);
        int exit = run.await();

        assertThat(exit).as(run.printed()).isZero();
        assertThat(two.awaitPrinted("Executor app-\\S+ finished with state (EXITED|KILLED|FAILED)"))
            .as("executor %d was lost", killed)
            .isEqualTo("EXITED");
        assertThat(one.process().isAlive()).isTrue();
      }
    }
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  private static Object[] and(Object[] words, Object... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  private Child worker(String url) throws IOException {
    Path work = Files.createTempDirectory(temp, "work");
    return deploy(
        "worker.Worker",
        "--host",
        "127.0.0.1",
        "--cores",
        "1",
        "--memory",
        "1g",
        "-d",
        work.toString(),
        url);
  }

  private Child deploy(String name, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Environment.java(17).toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(Environment.FLAGS);
    command.addAll(List.of("-cp", Environment.classPath("spark-4.1")));
    command.add("org.apache.spark.deploy." + name);
    command.addAll(List.of("--webui-port", "0"));
    command.addAll(List.of(words));
    Map<String, String> home = Run.home(temp, "spark-4.1");
    return Child.start(Files.createTempFile(temp, "deploy", ".log"), home, command);
  }

  private static long killExecutor(Child worker) throws InterruptedException {
    for (int i = 0; i < 1200; i++) {
      Optional<ProcessHandle> executor =
          worker
              .process()
              .descendants()
              .filter(child -> child.info().commandLine().orElse("").contains(EXECUTOR))
              .findFirst();
      if (executor.isPresent()) {
        assertThat(executor.get().destroyForcibly()).isTrue();
        return executor.get().pid();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("no executor");
  }
}
