package io.cutmix.engine.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A run of the job jar by {@code spark-submit}.
 *
 * @param folder for what it prints; a configuration in its {@code spark-conf} is Spark's
 * @param spark environment
 * @param java version
 * @param master of the cluster
 * @param conf of Spark
 */
record Run(Path folder, String spark, int java, String master, List<String> conf) {

  static Run on(Path folder, String master) {
    return new Run(folder, "spark-4.1", 17, master, List.of());
  }

  Run with(String version, int javaVersion) {
    return new Run(folder, version, javaVersion, master, conf);
  }

  Run with(List<String> settings) {
    return new Run(folder, spark, java, master, settings);
  }

  /** What became of it. */
  record Outcome(int exit, String printed) {}

  Outcome augment(Object... words) throws IOException, InterruptedException {
    try (Child child = start(words)) {
      return new Outcome(child.await(), child.printed());
    }
  }

  Child start(Object... words) throws IOException {
    return submit(Stream.concat(Stream.of("--engine", "spark"), Stream.of(words)).toArray());
  }

  /** The same without the engine. */
  Child submit(Object... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Environment.java(java).toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(Environment.FLAGS);
    command.addAll(
        List.of(
            "-cp",
            String.join(
                ":",
                folder.resolve("spark-conf").toString(),
                Environment.classPath(spark, "s3a"),
                Environment.TESTS.toString()),
            "org.apache.spark.deploy.SparkSubmit"));
    command.addAll(List.of("--master", master, "--conf", "spark.ui.enabled=false"));
    conf.forEach(setting -> command.addAll(List.of("--conf", setting)));
    command.addAll(List.of("--class", "io.cutmix.Main", Environment.JAR.toString()));
    command.add("augment");
    for (Object word : words) {
      command.add(word.toString());
    }
    return Child.start(Files.createTempFile(folder, "run", ".log"), home(spark), command);
  }

  /** Where Spark looks for its own jars when it starts processes. */
  static Map<String, String> home(String spark) throws IOException {
    Path home =
        Files.createDirectories(
            Environment.TARGET.resolve("homes").resolve(spark).toAbsolutePath());
    Path jars = home.resolve("jars");
    if (!Files.exists(jars)) {
      Files.createSymbolicLink(jars, Environment.jars(spark));
    }
    return Map.of(
        "SPARK_HOME",
        home.toString(),
        "SPARK_SCALA_VERSION",
        spark.endsWith("3.5") ? "2.12" : "2.13");
  }

  /** The same by the local engine. */
  static void locally(Path folder, Object... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Environment.java(17).toString(),
            "-XX:+UseSerialGC",
            "-cp",
            Environment.JAR + ":" + Environment.classPath("spark-4.1"),
            "io.cutmix.Main",
            "augment"));
    for (Object word : words) {
      command.add(word.toString());
    }
    try (Child child =
        Child.start(Files.createTempFile(folder, "local", ".log"), Map.of(), command)) {
      if (!List.of(0, 5).contains(child.await())) {
        throw new AssertionError(child.printed());
      }
    }
  }
}
