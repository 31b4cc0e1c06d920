package io.cutmix.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The image that the Dockerfile makes, run with a read-only root, no capability and no network.
 * Building it takes minutes, 6.5 GB below the temporary folder, and root.
 */
@Tag("long")
class ContainerIT {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "dash",
          "bash",
          "java",
          "find",
          "sed",
          "cat",
          "readlink",
          "dirname",
          "uname",
          "locale",
          "stty",
          "sync");
  private static final long ROOM = 6_500_000_000L;

  private static Path work = Path.of("");
  @TempDir private Path data;

  @BeforeAll
  static void the_image_is_built() throws IOException {
    work = Files.createTempDirectory("cutmix-container-");
    assumeOrFailInCi(Project.installed("buildah"), "buildah is not installed");
    assumeOrFailInCi(Project.installed("debootstrap"), "debootstrap is not installed");
    assumeOrFailInCi(Files.isWritable(Path.of("/")), "it needs root");
    assumeOrFailInCi(
        Files.getFileStore(work).getUsableSpace() > ROOM, "less than 6.5 GB free in " + work);
    Files.createDirectory(work.resolve("tmp"));
    Files.writeString(
        work.resolve("storage.conf"),
        """
        [storage]
        driver = "vfs"
        graphroot = "%1$s/storage"
        runroot = "%1$s/run"
        """
            .formatted(work));

    Command.Result result =
        script("build-image", Project.HOME, Project.MAVEN_REPOSITORY, work)
            .patience(Duration.ofMinutes(20))
            .run();

    assertThat(result.exit()).as(result.out() + result.err()).isZero();
  }

  @AfterAll
  static void nothing_is_left() {
    assertThat(Command.of("rm", "-rf", work).run().err()).isEmpty();
  }

  /** The first user is the image's own. */
  @ParameterizedTest
  @CsvSource({"'', 1000, 1000", "12345:54321, 12345, 54321"})
  void mixed_images_belong_to_the_user_who_runs_it(String user, int uid, int gid)
      throws IOException {
    Project.copy(data, "samples");
    Command.of("chown", "-R", uid + ":" + gid, data).run();

    Command.Result result =
        script(
                "run-image",
                user,
                data,
                "augment",
                "--images",
                "/data/samples/images",
                "--labels",
                "/data/samples/labels.csv",
                "--out",
                "/data/mixed")
            .run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(data.resolve("mixed/labels.json")).isNotEmptyFile();
    try (Stream<Path> images = Files.list(data.resolve("mixed/images"))) {
      assertThat(images).hasSize(24);
    }
    try (Stream<Path> written = Files.walk(data.resolve("mixed"))) {
      assertThat(written)
          .allSatisfy(
              file -> {
                assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(uid);
                assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(gid);
              });
    }
  }

  @Test
  void what_follows_the_image_is_given_to_cutmix() {
    Command.Result help = script("run-image", "12345:54321", anyones(data), "--help").run();

    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains("Usage: cutmix");
    assertThat(help.exit()).isZero();
  }

  @Test
  void its_labels_name_license_source_version_and_commit() {
    String labels =
        buildah("inspect", "--type=image", "--format={{.OCIv1.Config.Labels}}", "localhost/cutmix");
    String version = script("run-image", "", anyones(data), "--version").run().out().strip();

    assertThat(labels)
        .contains("image.licenses:Apache-2.0")
        .contains("image.source:https://github.com/cutmix-java/cutmix")
        .contains("image.revision:unknown")
        .contains("image.version:" + version.replace("cutmix ", ""));
  }

  private static Path root() {
    return Path.of(buildah("mount", "cutmix"));
  }

  private static String buildah(Object... words) {
    return Command.of("buildah", words)
        .with("CONTAINERS_STORAGE_CONF", work.resolve("storage.conf"))
        .run()
        .out()
        .strip();
  }

  @Test
  void it_holds_the_licenses_of_what_is_in_it() throws IOException {
    Path home = root().resolve("opt/cutmix");

    assertThat(home.resolve("LICENSE")).isNotEmptyFile();
    assertThat(home.resolve("licenses/GPL-3.0.txt")).isNotEmptyFile();
  }

  @Test
  void its_size_is_that_of_the_documentation() throws IOException {
    String bytes = Command.of("du", "-sb", root()).run().out();
    Matcher documented =
        Pattern.compile("image has (\\d+) MB")
            .matcher(Files.readString(Path.of("src/site/markdown/containers-and-ci.md")));

    assertThat(documented.find()).isTrue();
    assertThat(Long.parseLong(bytes.split("\\s", -1)[0]) / 1_000_000)
        .isCloseTo(Long.parseLong(documented.group(1)), withPercentage(10));
  }

  @Test
  void the_exit_code_is_that_of_cutmix() {
    Command.Result wrong =
        script("run-image", "12345:54321", anyones(data), "augment", "--no-such-option").run();

    assertThat(wrong.err()).contains("--no-such-option");
    assertThat(wrong.exit()).isEqualTo(2);
  }

  /** What the launcher calls, and no package manager, no interpreter, nothing to fetch with. */
  @Test
  void the_image_holds_no_tool_that_is_not_needed() throws IOException {
    Path root = root();
    List<String> tools = new ArrayList<>();
    for (String folder : List.of("bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin")) {
      if (Files.isDirectory(root.resolve(folder))) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
          files.map(file -> file.getFileName().toString()).forEach(tools::add);
        }
      }
    }

    assertThat(tools).contains("sh", "sed").isSubsetOf(TOOLS);
  }

  @Test
  void it_runs_without_any_capability() throws IOException {
    try (Command.Running run = longRun().start()) {
      awaitImages(run);
      List<String> status =
          Files.readAllLines(Path.of("/proc/" + java(run).pid() + "/status")).stream()
              .filter(line -> line.startsWith("Cap") || line.startsWith("NoNewPrivs"))
              .toList();
      assertThat(status).hasSize(6).allMatch(line -> line.matches("Cap\\w+:\\t0+|NoNewPrivs:\\t1"));

      assertThat(java(run).destroyForcibly()).isTrue();
      assertThat(run.end().exit()).isNotZero();
    }
  }

  /** As {@code docker stop} does, to what is process 1 in there. */
  @Test
  void sigterm_ends_it_with_a_sentence() throws IOException {
    try (Command.Running run = longRun().start()) {
      awaitImages(run);
      assertThat(java(run).destroy()).isTrue();

      Command.Result result = run.end();
      assertThat(result.exit()).as(result.err()).isEqualTo(143);
      assertThat(result.err())
          .contains("give the same command again to resume")
          .doesNotContain("\tat ");
    }
  }

  /** Thousands of images of the samples. */
  private Command longRun() throws IOException {
    Project.copy(data, "samples");
    Command.of("chown", "-R", "1000:1000", data).run();
    return script(
        "run-image",
        "",
        data,
        "augment",
        "--images",
        "/data/samples/images",
        "--labels",
        "/data/samples/labels.csv",
        "--copies",
        "2000",
        "--out",
        "/data/mixed");
  }

  private void awaitImages(Command.Running run) {
    while (!Files.exists(data.resolve("mixed/images/0000/000100.jpg"))
        && !Files.exists(data.resolve("mixed/images/000100.jpg"))) {
      assertThat(run.process().isAlive()).isTrue();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static ProcessHandle java(Command.Running run) {
    return run.process()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow();
  }

  private static Path anyones(Path folder) {
    assertThat(Command.of("chmod", "a+rx", folder).run().exit()).isZero();
    return folder;
  }

  /** One of src/test/sh, in a mount name space of its own: whatever it mounts ends with it. */
  private static Command script(String name, Object... arguments) {
    List<Object> words =
        new ArrayList<>(List.of("--mount", Project.HOME.resolve("src/test/sh/" + name)));
    words.addAll(Arrays.asList(arguments));
    return Command.of("unshare", words.toArray())
        .with("CONTAINERS_STORAGE_CONF", work.resolve("storage.conf"))
        .with("BUILDAH_ISOLATION", "chroot")
        .with("TMPDIR", work.resolve("tmp"));
  }

  private static void assumeOrFailInCi(boolean fulfilled, String otherwise) {
    if ("true".equals(System.getenv("CI"))) {
      assertThat(fulfilled).as(otherwise).isTrue();
    }
    assumeTrue(fulfilled, otherwise);
  }
}
