package io.cutmix.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standalone master with two workers, of which one loses its executor, or waits for it. */
class ClusterIT {
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final String MEMORY = "spark.executor.memory=1g";

  /** An executor that says nothing is not taken for lost while a test waits. */
  private static final List<String> SPECULATION =
      List.of(
          MEMORY,
          "spark.speculation=true",
          "spark.speculation.quantile=0.05",
          "spark.network.timeout=3600s");

  @TempDir Path temp;

  @Test
  void same_bytes_after_an_executor_was_killed() throws Exception {
    Path photos = Photos.write(temp.resolve("photos"), 3000);
    Path local = temp.resolve("local");
    Run.locally(temp, words(photos, local));
    Path out = temp.resolve("out");

    try (Child master = master()) {
      String url = url(master);
      try (Child one = worker(url, "127.0.0.1");
          Child two = worker(url, "127.0.0.1");
          Child run = Run.on(temp, url).with(List.of(MEMORY)).start(words(photos, out))) {
        run.awaitUnits(out, 20);
        ProcessHandle killed = two.awaitDescendant(EXECUTOR);
        assertThat(killed.destroyForcibly()).isTrue();
        int exit = run.await();

        assertThat(exit).as(run.printed()).isZero();
        assertThat(two.awaitPrinted("Executor app-\\S+ finished with state (EXITED|KILLED|FAILED)"))
            .as("executor %d was lost", killed.pid())
            .isEqualTo("EXITED");
        assertThat(one.process().isAlive()).isTrue();
      }
    }
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  @Test
  void same_bytes_though_an_executor_stands_still() throws Exception {
    Path photos = Photos.write(temp.resolve("photos"), 3000);
    Path local = temp.resolve("local");
    Run.locally(temp, words(photos, local));
    Path out = temp.resolve("out");

    try (Child master = master()) {
      String url = url(master);
      // Spark makes a second attempt on another host only.
      try (Child one = worker(url, "127.0.0.1");
          Child two = worker(url, "127.0.0.2");
          Child run = Run.on(temp, url).with(SPECULATION).start(words(photos, out))) {
        run.awaitUnits(out, 150);
        stop(two.awaitDescendant(EXECUTOR));

        assertThat(run.await()).as(run.printed()).isZero();
        assertThat(one.process().isAlive()).isTrue();
      }
    }
    assertThat(Tree.of(out)).isEqualTo(Tree.of(local));
  }

  /** A plugin of the user's. */
  public static final class Own implements SparkPlugin {
    @Override
    public @Nullable DriverPlugin driverPlugin() {
      return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
      return new ExecutorPlugin() {};
    }
  }

  @Test
  void an_executor_is_warm_before_its_first_task_and_has_the_users_plugins() throws Exception {
    Path photos = Photos.write(temp.resolve("photos"), 30);
    List<String> plugins =
        List.of(
            MEMORY,
            "spark.plugins=" + Own.class.getName(),
            "spark.executor.extraClassPath=" + Environment.TESTS);

    try (Child master = master();
        Child worker = worker(url(master), "127.0.0.1")) {
      Run.Outcome run =
          Run.on(temp, url(master)).with(plugins).augment(words(photos, temp.resolve("out")));
      assertThat(run.exit()).as(run.printed() + worker.printed()).isZero();
    }

    assertThat(logOfExecutor())
        .containsSubsequence(
            "executor component for plugin " + Own.class.getName(),
            "executor component for plugin " + WarmUp.class.getName(),
            "Running task");
  }

  @Test
  void a_wait_for_a_cluster_without_workers_is_not_silent() throws Exception {
    Path photos = Photos.write(temp.resolve("photos"), 30);

    try (Child master = master();
        Child run =
            Run.on(temp, url(master))
                .with(List.of("spark.starvation.timeout=2s"))
                .start(words(photos, temp.resolve("out")))) {
      assertThat(run.awaitPrinted("(Initial job has not accepted any resources)")).isNotEmpty();
      assertThat(run.printed()).doesNotContain(" INFO ");
    }
  }

  @Test
  void warming_up_mixes_images() throws IOException {
    assertThat(WarmUp.run()).isZero();
  }

  private String logOfExecutor() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      Path log = files.filter(file -> file.endsWith("0/stderr")).findFirst().orElseThrow();
      return Files.readString(log);
    }
  }

  private static void stop(ProcessHandle process) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static Object[] words(Path images, Path out) {
    return new Object[] {
      "--images",
      images,
      "--out",
      out,
      "--size",
      48,
      "--channels",
      "rgb",
      "--copies",
      4,
      "--batch-size",
      8
    };
  }

  private Child master() throws IOException {
    return deploy("master.Master", "--host", "127.0.0.1", "--port", "0");
  }

  private static String url(Child master) throws IOException, InterruptedException {
    return master.awaitPrinted("Starting Spark master at (spark://\\S+)");
  }

  private Child worker(String url, String host) throws IOException {
    Path work = Files.createTempDirectory(temp, "work");
    return deploy(
        "worker.Worker",
        "--host",
        host,
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
    Map<String, String> home = Run.home("spark-4.1");
    return Child.start(Files.createTempFile(temp, "deploy", ".log"), home, command);
  }
}
