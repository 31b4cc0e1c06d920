package io.cutmix.engine.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the build has put things. */
final class Environment {
  static final Path TARGET = Path.of(System.getProperty("cutmix.spark", "target/spark"));
  static final Path JAR = TARGET.resolve("cutmix-spark.jar").toAbsolutePath();
  static final Path SERVERS = Path.of("src/spark/servers").toAbsolutePath();

  /** What Spark needs of Java's insides. */
  static final List<String> FLAGS =
      Stream.concat(
              Stream.of("--add-exports=java.base/sun.nio.ch=ALL-UNNAMED"),
              Stream.of(
                      "java.lang", "java.lang.invoke", "java.nio", "java.util", "sun.util.calendar")
                  .map("--add-opens=java.base/%s=ALL-UNNAMED"::formatted))
          .toList();

  private Environment() {}

  /** The jars of an environment, such as {@code spark-4.1}. */
  static Path jars(String name) {
    return TARGET.resolve("environments").resolve(name).toAbsolutePath();
  }

  static String classPath(String... names) {
    return Stream.of(names)
        .map(name -> jars(name) + "/*")
        .reduce((one, other) -> one + ":" + other)
        .orElseThrow();
  }

  /** A Java of that version, or that of this test if there is none. */
  static Path java(int version) {
    return Stream.of("/usr/lib/jvm/temurin-%d-jdk-amd64", "/usr/lib/jvm/java-%d-openjdk-amd64")
        .map(home -> Path.of(home.formatted(version), "bin", "java"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(System.getProperty("java.home"), "bin", "java"));
  }
}
