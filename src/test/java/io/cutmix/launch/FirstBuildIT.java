package io.cutmix.launch;

import static io.cutmix.launch.Project.fakeJdk;
import static io.cutmix.launch.Project.script;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Most run in a checkout of two files with a Maven that only makes a jar; the last is real. */
class FirstBuildIT {
  private static final String FIRST = "cutmix: building (first use; takes a minute) …\n";
  private static final String AGAIN = "cutmix: building (the sources have changed) …\n";

  @TempDir private Path temp;
  private Path checkout = Path.of("");
  private Path source = Path.of("");
  private Path builds = Path.of("");

  @BeforeEach
  void a_checkout_that_was_never_built() throws IOException {
    checkout = Files.createDirectory(temp.resolve("mit Leerzeichen ü"));
    source = checkout.resolve("src/main/java/A.java");
    builds = temp.resolve("builds");
    Project.copy(checkout, "bin/cutmix");
    Files.createFile(checkout.resolve("pom.xml"));
    Files.createDirectories(requireNonNull(source.getParent()));
    write(source);
    fakeJdk(temp.resolve("jdk"), "17.0.15");
    Files.createDirectories(temp.resolve("home/.m2/repository/org/nd4j"));
    maven("sleep 1; mkdir -p target/dist/lib && : >target/dist/lib/cutmix-1.jar");
  }

  @Test
  void the_first_use_builds_and_says_so() throws IOException {
    Command.Result result = cutmix().run();

    assertThat(result.err()).isEqualTo(FIRST);
    assertThat(result.out()).contains("cutmix-1.jar --version");
    assertThat(Files.readString(builds))
        .isEqualTo(temp.resolve("jdk") + " -B -q package -Dmaven.test.skip\n");
  }

  @Test
  void who_has_no_libraries_yet_is_told_what_is_loaded_and_how_much() {
    assertThat(cutmix().with("HOME", temp).run().err())
        .startsWith(FIRST)
        .contains("Maven loads the libraries and its plugins first, about 270 MB");
  }

  @Test
  void a_terminal_shows_what_maven_is_at() throws IOException {
    assumeTrue(Project.installed("script"));
    maven(
        "echo '[INFO] --- maven-shade-plugin:3.6.2:shade (classes) @ cutmix ---'; sleep 2;"
            + " mkdir -p target/dist/lib && : >target/dist/lib/cutmix-1.jar");
    Command onTerminal = cutmix();

    Command.Result result =
        new Command(
                List.of(
                    "script", "-qec", "'" + onTerminal.words().get(0) + "' --version", "/dev/null"),
                onTerminal.folder(),
                onTerminal.variables(),
                onTerminal.patience())
            .run();

    assertThat(result.out())
        .contains("cutmix: 1 s  maven-shade-plugin", "cutmix-1.jar --version")
        .doesNotContain("Terminated");
  }

  @Test
  void the_second_use_does_not_build() {
    cutmix().run();

    assertThat(cutmix().run().err()).isEmpty();
  }

  @Test
  void a_newer_source_builds_again_without_what_the_old_one_left() throws IOException {
    cutmix().run();
    Path old = Files.createFile(checkout.resolve("target/dist/lib/no-longer-needed.jar"));
    write(source);

    assertThat(cutmix().run().err()).isEqualTo(AGAIN);
    assertThat(old).doesNotExist();
    assertThat(cutmix().run().err()).isEmpty();
  }

  @Test
  void a_deleted_source_builds_again() throws IOException {
    cutmix().run();
    Files.delete(source);
    write(requireNonNull(source.getParent()));

    assertThat(cutmix().run().err()).isEqualTo(AGAIN);
  }

  @Test
  void a_source_that_changes_while_maven_runs_builds_again() throws IOException {
    maven(
        "mkdir -p target/dist/lib; sleep 1; touch src/main/java/A.java; : >target/dist/lib/cutmix-1.jar");

    assertThat(cutmix().run().err()).isEqualTo(FIRST);
    assertThat(cutmix().run().err()).isEqualTo(AGAIN);
  }

  @Test
  void several_at_once_build_once() throws IOException {
    List<Command.Running> all = Stream.generate(() -> cutmix().start()).limit(4).toList();

    for (Command.Running running : all) {
      try (running) {
        assertThat(running.end().out()).contains("cutmix-1.jar --version");
      }
    }
    assertThat(builds).content().hasLineCount(1);
  }

  @Test
  void the_lock_of_a_build_that_was_killed_is_taken_over() throws IOException {
    Path bin = temp.resolve("bin");
    Project.tools(
        bin,
        "cat",
        "dirname",
        "find",
        "mkdir",
        "readlink",
        "rm",
        "sed",
        "sh",
        "sleep",
        "touch",
        "uname");
    Files.createSymbolicLink(bin.resolve("mvn"), temp.resolve("maven/mvn"));
    Process ended = new ProcessBuilder("true").start();
    ended.onExit().join();
    Files.createDirectory(checkout.resolve("target"));
    Files.writeString(checkout.resolve("target/build.lock"), ended.pid() + "\n");

    assertThat(cutmix().with("PATH", bin).run().err()).isEqualTo(FIRST);
  }

  /** As the first process of a container has always the same id. */
  @Test
  void the_lock_does_not_depend_on_the_ids_of_processes() throws IOException {
    assumeTrue(Project.installed("flock"));
    Files.createDirectory(checkout.resolve("target"));
    Files.writeString(checkout.resolve("target/build.lock"), ProcessHandle.current().pid() + "\n");

    assertThat(cutmix().run().err()).isEqualTo(FIRST);
  }

  @Test
  void a_failed_build_shows_what_maven_said_and_is_tried_again() throws IOException {
    maven("echo 'A.java:1: no such class'; exit 1");

    for (int attempt = 0; attempt < 2; attempt++) {
      Command.Result result = cutmix().run();
      assertThat(result.err())
          .startsWith(FIRST + "A.java:1: no such class\ncutmix: the build failed")
          .endsWith("mit Leerzeichen ü/target/build.log\n");
      assertThat(result.out()).isEmpty();
      assertThat(result.exit()).isEqualTo(3);
    }
  }

  @Test
  void without_maven_it_says_what_to_install() throws IOException {
    Path bin = temp.resolve("bin");
    Project.tools(bin, "dirname", "find", "readlink", "sed");

    Command.Result result = cutmix().with("PATH", bin).run();

    assertThat(result.err()).contains("no mvn on PATH; install it");
    assertThat(result.exit()).isEqualTo(3);
  }

  @Test
  void a_java_that_cannot_compile_is_named() throws IOException {
    Files.delete(temp.resolve("jdk/bin/javac"));

    Command.Result result = cutmix().run();

    assertThat(result.err())
        .contains("/jdk, where there is no bin/javac; set it to a JDK from 17 on");
    assertThat(result.exit()).isEqualTo(3);
  }

  @Test
  void a_read_only_checkout_runs_as_long_as_its_build_is_fresh() throws IOException {
    assumeTrue(Command.of("unshare", "-rm", "true").run().exit() == 0, "needs name spaces");
    cutmix().run();

    assertThat(readOnly(cutmix()).run().err()).isEmpty();

    write(source);
    Command.Result stale = readOnly(cutmix()).run();
    assertThat(stale.err())
        .contains("target can't be written", "run cutmix once as the owner of " + checkout);
    assertThat(stale.exit()).isEqualTo(3);
  }

  @Test
  @Tag("long")
  void the_real_sources_are_built_by_the_real_maven() throws IOException {
    Files.delete(checkout.resolve("pom.xml"));
    Command.of("rm", "-r", checkout.resolve("src")).run();
    Project.copy(checkout, "pom.xml", ".mvn", "src/main");
    Files.writeString(
        checkout.resolve(".mvn/maven.config"),
        "-o\n-Dmaven.repo.local=" + Project.MAVEN_REPOSITORY + "\n");
    Command command =
        Project.cutmix(checkout.resolve("bin/cutmix"), "--version")
            .with("HOME", temp.resolve("home"))
            .patience(Duration.ofMinutes(5));

    Command.Result first = command.run();
    Command.Result second = command.run();

    assertThat(first.err()).isEqualTo(FIRST);
    assertThat(first.out()).startsWith("cutmix ");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo(first.out());
  }

  private Command cutmix() {
    return Command.of(checkout.resolve("bin/cutmix"), "--version")
        .with("JAVA_HOME", temp.resolve("jdk"))
        .with("HOME", temp.resolve("home"))
        .with("PATH", temp.resolve("maven") + ":" + System.getenv("PATH"));
  }

  /** Puts an mvn in front of the real one that notes its call and does {@code work}. */
  private void maven(String work) throws IOException {
    script(
        temp.resolve("maven/mvn"),
        "#!/bin/sh\nprintf '%%s %%s\\n' \"$JAVA_HOME\" \"$*\" >>'%s'\n%s\n"
            .formatted(builds, work));
  }

  /** {@code command} where the checkout is mounted read-only, which binds root too. */
  private Command readOnly(Command command) {
    String mount = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";
    List<String> words = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", mount));
    words.add(checkout.toString());
    words.addAll(command.words());
    return new Command(words, command.folder(), command.variables(), command.patience());
  }

  /** As if edited just now, on a file system of any resolution. */
  private static void write(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }
}
