package io.cutmix.launch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** The project under test, and what the tests take from it. */
final class Project {
  static final Path HOME = Path.of(requireNonNull(System.getProperty("cutmix.home")));
  static final Path LAUNCHER = HOME.resolve("bin/cutmix");

  /** The Java that runs the tests. */
  static final Path JAVA_HOME = Path.of(requireNonNull(System.getProperty("java.home")));

  /** Where the build around the tests has put all that a build needs; Surefire tells it. */
  static final Path MAVEN_REPOSITORY =
      Path.of(requireNonNull(System.getProperty("localRepository")));

  private Project() {}

  /** The pom that Maven Central gets, if {@code mvn package -Prelease} came before these tests. */
  static Path deployedPom() {
    Path pom = HOME.resolve("target/flat.xml");
    if ("true".equals(System.getenv("CI"))) {
      assertThat(pom).as("mvn package -Prelease before").exists();
    }
    assumeTrue(Files.exists(pom), "no release: mvn package -Prelease");
    return pom;
  }

  /** {@code launcher} with the Java that runs the tests. */
  static Command cutmix(Object launcher, Object... arguments) {
    return Command.of(launcher, arguments).with("JAVA_HOME", JAVA_HOME);
  }

  /** Copies files and folders of the project, with their times, to the same place in {@code to}. */
  static void copy(Path to, String... names) throws IOException {
    for (String name : names) {
      Path target = to.resolve(name);
      Files.createDirectories(requireNonNull(target.getParent()));
      Command.Result copy = Command.of("cp", "-Rp", HOME.resolve(name), target).run();
      if (copy.exit() != 0) {
        throw new IOException(copy.err());
      }
    }
  }

  /** Writes an executable file, and the folders above it. */
  static Path script(Path file, String text) throws IOException {
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A folder that passes for a JDK; its java prints its process id and its arguments. */
  static Path fakeJdk(Path home, String version) throws IOException {
    script(home.resolve("bin/java"), "#!/bin/sh\necho \"$$ $*\"\n");
    script(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** Makes {@code bin} a PATH on which there are only these programs. */
  static void tools(Path bin, String... names) throws IOException {
    for (String name : names) {
      String program = Command.of("sh", "-c", "command -v " + name).run().out().strip();
      script(bin.resolve(name), "#!/bin/sh\nexec " + program + " \"$@\"\n");
    }
  }

  static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
