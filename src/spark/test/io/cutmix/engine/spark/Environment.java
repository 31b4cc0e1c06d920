package io.cutmix.engine.spark;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where the build has put things. */
final class Environment {
  static final Path TARGET = Path.of(System.getProperty("cutmix.spark", "../../target/spark"));
  static final Path JAR = TARGET.resolve("cutmix-spark.jar").toAbsolutePath();
  static final Path SERVERS = Path.of("servers").toAbsolutePath();

  /** The classes of these tests, of which some stand for storage. */
  static final Path TESTS =
      Path.of(
          URI.create(
              SlowFiles.class.getProtectionDomain().getCodeSource().getLocation().toString()));

  private static final Path JAVAS = Path.of("/usr/lib/jvm");

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

  /** A Java of that version; a test that needs one is left out where there is none, and says so. */
  static Path java(int version) throws IOException {
    for (Path home : homes()) {
      Path java = home.resolve("bin").resolve("java");
      if (Files.isExecutable(java) && version(home.resolve("release")) == version) {
        return java;
      }
    }
    return Assumptions.abort("needs Java %d, which isn't in %s".formatted(version, JAVAS));
  }

  private static List<Path> homes() throws IOException {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    if (Files.isDirectory(JAVAS)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(JAVAS)) {
        folders.forEach(homes::add);
      }
    }
    return homes;
  }

  private static int version(Path release) throws IOException {
    if (!Files.exists(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }
}
