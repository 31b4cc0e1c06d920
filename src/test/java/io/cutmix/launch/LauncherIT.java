package io.cutmix.launch;

import static io.cutmix.launch.Project.HOME;
import static io.cutmix.launch.Project.LAUNCHER;
import static io.cutmix.launch.Project.cutmix;
import static io.cutmix.launch.Project.fakeJdk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherIT {
  @TempDir private Path temp;
  private Path folder = Path.of("");

  @BeforeEach
  void a_folder_with_a_space_and_an_umlaut() throws IOException {
    folder = Files.createDirectory(temp.resolve("mit Leerzeichen ü"));
  }

  @Test
  void starts_from_any_folder() {
    Command.Result result = cutmix(LAUNCHER, "--version").in(folder).run();

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("cutmix ");
    assertThat(result.exit()).isZero();
  }

  @Test
  void starts_by_a_relative_path() {
    assertThat(cutmix("bin/cutmix", "--version").in(HOME).run().out()).startsWith("cutmix ");
  }

  @Test
  void finds_its_home_through_a_chain_of_symbolic_links() throws IOException {
    Path home = bare();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("absolute"), home.resolve("bin/cutmix"));
    Files.createSymbolicLink(bin.resolve("relative"), Path.of("../bin/absolute"));
    Files.createSymbolicLink(folder.resolve("linked"), Path.of("bin"));
    Path jdk = fakeJdk(folder.resolve("jdk"), "17.0.15");

    Command.Result result = Command.of("linked/relative").in(folder).with("JAVA_HOME", jdk).run();

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("-jar %s/lib/cutmix-1.jar".formatted(home.toRealPath()))
        .contains("-Djava.library.path=%s/natives ".formatted(home.toRealPath()));
  }

  @Test
  void starts_from_the_path() {
    Command command = Command.of("sh", "-c", "cutmix --version").in(folder);
    String path = LAUNCHER.getParent() + ":" + System.getenv("PATH");

    assertThat(command.with("PATH", path).run().out()).startsWith("cutmix ");
  }

  @Test
  void an_unpacked_distribution_runs_in_a_folder_with_a_space_and_an_umlaut() throws IOException {
    Command.Result result = cutmix(unpacked(), "--version").run();

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("cutmix ");
  }

  @Test
  void names_with_umlauts_work_in_a_locale_without_them() throws IOException {
    Project.copy(folder, "samples");
    Path images = Files.move(folder.resolve("samples/images"), folder.resolve("Bilder ü"));
    Path labels = folder.resolve("samples/labels.csv");
    Path out = folder.resolve("gemischt ü");

    Command.Result result =
        cutmix(unpacked(), "augment", "--images", images, "--labels", labels, "--out", out)
            .with("LC_ALL", "C")
            .run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(out.resolve("labels.json")).isRegularFile();
  }

  /** Names of data sets are UTF-8 where the locale is Latin 1, too. */
  @Test
  void names_with_umlauts_work_in_a_locale_with_other_bytes() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images/Bäume"));
    Files.copy(HOME.resolve("samples/images/cat-1.jpg"), images.resolve("1.jpg"));
    Path locale = Files.createDirectory(folder.resolve("bin")).resolve("locale");
    Files.writeString(locale, "#!/bin/sh\necho ISO-8859-1\n");
    assertThat(locale.toFile().setExecutable(true)).isTrue();

    Command.Result result =
        cutmix(LAUNCHER, "inspect", "--images", folder.resolve("images"))
            .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
            .with("LC_ALL", "C")
            .run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("Bäume");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUTMIX_JAVA_OPTS=-XX:+UseG1GC",
        "JAVA_TOOL_OPTIONS=-XX:+UseParallelGC",
        "JDK_JAVA_OPTIONS=-Xshare:off",
        "CUTMIX_JAVA_OPTS=-XX:StartFlightRecording=filename=/dev/null"
      })
  void options_that_are_meant_for_every_java_are_obeyed(String setting) {
    String[] parts = setting.split("=", 2);

    Command.Result result = cutmix(LAUNCHER, "--version").with(parts[0], parts[1]).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("cutmix ");
  }

  @Test
  void a_dump_of_threads_does_not_get_into_the_result() {
    Path labels = folder.resolve("labels");
    assumeTrue(Command.of("mkfifo", labels).run().exit() == 0, "there are no named pipes here");
    Path images = HOME.resolve("samples/images");
    Command command =
        cutmix(LAUNCHER, "augment", "--images", images, "--labels", labels, "--out", "out");
    try (Command.Running run = command.in(folder).start()) {
      Command.of("sh", "-c", "exec 3>labels; kill -QUIT %d; sleep 1".formatted(run.process().pid()))
          .in(folder)
          .run();

      assertThat(run.end().out()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "wow!"})
  void a_folder_in_which_java_finds_no_jars_is_named(String name) throws IOException {
    folder = Files.createDirectory(folder.resolve(name));

    Command.Result result = Command.of(bare().resolve("bin/cutmix"), "--version").run();

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("Java finds no jars in " + folder.toRealPath());
  }

  @Test
  void the_exit_code_is_that_of_the_tool() {
    assertThat(cutmix(LAUNCHER, "augment", "--no-such-option").run().exit()).isEqualTo(2);
  }

  @Test
  void java_takes_the_place_of_the_launcher_so_that_signals_reach_it() throws IOException {
    Path jdk = fakeJdk(folder.resolve("jdk"), "17.0.15");
    Path launcher = bare().resolve("bin/cutmix");

    try (Command.Running running = Command.of(launcher, "a  b").with("JAVA_HOME", jdk).start()) {
      assertThat(running.end().out()).startsWith(running.process().pid() + " ").contains("a  b");
    }
  }

  @Test
  void the_newest_java_is_taken_when_java_home_is_not_set() throws IOException {
    fakeJdk(folder.resolve(".jdks/old"), "1.8.0_402");
    fakeJdk(folder.resolve(".jdks/new"), "999-ea");
    fakeJdk(folder.resolve(".jdks/between"), "998.0.1");

    Command.Result result =
        Command.of(bare().resolve("bin/cutmix")).with("JAVA_HOME", "").with("HOME", folder).run();

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void what_the_launcher_says_is_json_where_messages_are() throws IOException {
    Command.Result result =
        Command.of(bare().resolve("bin/cutmix"), "inspect", "--log-format", "json")
            .with("JAVA_HOME", folder.resolve("no \"java\""))
            .run();

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo(
            "{\"level\":\"error\",\"message\":\"JAVA_HOME is %1$s/no \\\"java\\\", where there is no"
                    .formatted(folder)
                + " bin/java; set it to Java from 17 on, or unset it\"}\n");
  }

  @Test
  void what_the_launcher_says_is_a_document_where_the_result_is() {
    Command.Result result =
        Command.of(LAUNCHER, "inspect", "--json").with("JAVA_HOME", folder).run();

    assertThat(result.out())
        .startsWith("{\"command\":\"inspect\",\"exit_code\":3,\"exit_reason\":\"input_output\",")
        .contains("\"errors\":[{\"message\":\"JAVA_HOME is " + folder)
        .endsWith("}]}\n");
  }

  @Test
  void the_users_options_for_java_come_after_the_launchers_own() throws IOException {
    Path jdk = fakeJdk(folder.resolve("jdk"), "17.0.15");

    Command.Result result =
        Command.of(bare().resolve("bin/cutmix"), "augment")
            .with("JAVA_HOME", jdk)
            .with("CUTMIX_JAVA_OPTS", "-Xmx4g -Da=*")
            .run();

    assertThat(result.out())
        .contains("maxbytes=0")
        .containsPattern("-Xmx4g -Da=\\* -jar .+/lib/cutmix-1.jar augment\n$")
        .doesNotContain("--sun-misc-unsafe-memory-access");
  }

  @Test
  void an_old_java_home_is_named_with_its_version_and_the_remedy() throws IOException {
    Path jdk = fakeJdk(folder.resolve("jdk"), "11.0.22");

    Command.Result result = Command.of(LAUNCHER).with("JAVA_HOME", jdk).run();

    assertThat(result.err())
        .isEqualTo(
            "cutmix: JAVA_HOME is %s, which is Java 11; set it to Java from 17 on, or unset it\n"
                .formatted(jdk));
    assertThat(result.exit()).isEqualTo(3);
  }

  @Test
  void a_java_home_without_java_is_named_with_the_remedy() {
    Command.Result result = Command.of(LAUNCHER).with("JAVA_HOME", folder).run();

    assertThat(result.err())
        .isEqualTo(
            "cutmix: JAVA_HOME is %s, where there is no bin/java; set it to Java from 17 on, or unset it\n"
                .formatted(folder));
    assertThat(result.exit()).isEqualTo(3);
  }

  @Test
  void without_any_java_it_says_where_it_looked_and_what_to_install() throws IOException {
    assumeTrue(Command.of("unshare", "-rm", "true").run().exit() == 0, "needs name spaces");
    String hideJava =
        """
        for folder in /usr/lib/jvm /usr/lib64/jvm /usr/java /opt/java; do
          [ ! -d "$folder" ] || mount -t tmpfs none "$folder"
        done
        exec "$0"
        """;
    Project.tools(folder, "cat", "dirname", "find", "locale", "mount", "readlink", "sed", "sh");

    Command.Result result =
        Command.of("unshare", "-rm", "/bin/sh", "-c", hideJava, LAUNCHER)
            .with("JAVA_HOME", "")
            .with("HOME", folder)
            .with("PATH", folder)
            .run();

    assertThat(result.err())
        .startsWith("cutmix: found no Java from 17 on: looked at JAVA_HOME, PATH, /usr/lib/jvm")
        .contains("install one");
    assertThat(result.exit()).isEqualTo(3);
  }

  @Test
  void shellcheck_has_nothing_to_say() {
    assumeTrue(Project.installed("shellcheck"));

    assertThat(Command.of("shellcheck", LAUNCHER, HOME.resolve(".ci/run")).run().out()).isEmpty();
  }

  @Test
  void the_first_run_with_a_java_makes_an_archive_with_which_it_runs_as_before()
      throws IOException {
    Path launcher = unpacked();
    Project.copy(folder, "samples");

    assertThat(cutmix(launcher, "--version").run().err())
        .startsWith("cutmix: preparing a quick start with Java ");

    try (Stream<Path> lib = Files.list(folder.resolve("lib"))) {
      assertThat(lib)
          .hasSize(2)
          .anyMatch(file -> file.toString().matches(".*/java-\\d+\\.(aot|jsa)"))
          .allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }
    Files.writeString(
        folder.resolve("options"), "--images samples/images --labels samples/labels.csv --out out");
    Command.Result result = cutmix(launcher, "augment", "@options").in(folder).run();
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("24 images");
    assertThat(cutmix(launcher, "--version").run().err()).isEmpty();
  }

  @Test
  void an_archive_older_than_the_build_is_made_anew() throws IOException {
    Path launcher = unpacked();
    Project.copy(folder, "samples");
    cutmix(launcher, "--version").run();
    date("cutmix-", Instant.now());

    assertThat(cutmix(launcher, "--version").run().err()).contains("preparing a quick start");
  }

  @Test
  void a_failed_preparation_is_tried_again_after_a_day() throws IOException {
    Path launcher = unpacked();
    Files.createDirectory(folder.resolve("samples"));

    assertThat(cutmix(launcher, "--version").run().err()).contains("preparing a quick start");

    Command.Result second = cutmix(launcher, "--version").run();
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).startsWith("cutmix ");

    Instant yesterday = Instant.now().minus(Duration.ofHours(25));
    date("cutmix-", yesterday.minusSeconds(1));
    date("java-", yesterday);
    assertThat(cutmix(launcher, "--version").run().err()).contains("preparing a quick start");
  }

  private void date(String prefix, Instant time) throws IOException {
    try (Stream<Path> lib = Files.list(folder.resolve("lib"))) {
      for (Path file : (Iterable<Path>) lib::iterator) {
        if (file.getFileName().toString().startsWith(prefix)) {
          Files.setLastModifiedTime(file, FileTime.from(time));
        }
      }
    }
  }

  /** The home of a launcher whose jar is empty, for a Java that is none either. */
  private Path bare() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.createDirectory(home.resolve("lib"));
    Files.createFile(home.resolve("lib/cutmix-1.jar"));
    Project.copy(home, "bin/cutmix");
    return home;
  }

  /** The launcher beside its jars, as in the container. */
  private Path unpacked() throws IOException {
    Project.copy(folder, "bin/cutmix", "target/dist/natives");
    Files.move(folder.resolve("target/dist/natives"), folder.resolve("natives"));
    Files.createDirectory(folder.resolve("lib"));
    try (Stream<Path> lib = Files.list(HOME.resolve("target/dist/lib"))) {
      for (Path jar : lib.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.copy(jar, folder.resolve("lib").resolve(jar.getFileName()));
      }
    }
    return folder.resolve("bin/cutmix");
  }
}
