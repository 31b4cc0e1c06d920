package io.cutmix.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** What {@code mvn package -Prelease} left in {@code target} before these tests. */
@Tag("long")
class ReleaseIT {
  private static final Path TARGET = Project.HOME.resolve("target");
  private static final String POM = "target/flat.xml";
  private static final String VERSION = "1.0.0";
  private static final long LARGEST = 250_000_000;

  private static Path archive = Path.of("");
  @TempDir private Path temp;

  @BeforeAll
  static void a_release_was_made() throws IOException {
    assertThat(Project.deployedPom()).isRegularFile();
    try (Stream<Path> files = Files.list(TARGET)) {
      archive = files.filter(file -> file.toString().endsWith(".tar.gz")).findAny().orElseThrow();
    }
  }

  @Test
  void the_archive_is_small_enough_and_has_its_checksum() throws IOException {
    assertThat(Files.size(archive)).isLessThan(LARGEST);
    assertThat(Command.of("sha256sum", "-c", archive + ".sha256").in(TARGET).run().exit()).isZero();
  }

  /** An ordinary user, no network, no Java, and nothing that can be written but {@code /tmp}. */
  @Test
  void it_runs_on_a_bare_debian() throws IOException {
    assumeTrue(Project.installed("debootstrap") && Files.isWritable(Path.of("/")), "needs root");
    Path root = temp.resolve("root");
    run(Command.of("debootstrap", "--variant=minbase", "bookworm", root));
    Path opt = Files.createDirectories(root.resolve("opt/cutmix"));
    run(Command.of("tar", "-C", opt, "--strip-components=1", "-xzf", archive));
    String enter =
        """
        mount --bind "$0" "$0"
        mount -t tmpfs -o mode=1777 none "$0/tmp"
        mount -t proc none "$0/proc"
        mount --bind /dev "$0/dev"
        mount -o remount,ro,bind "$0"
        exec chroot --userspec=12345:12345 "$0" env -i HOME=/ PATH=/usr/bin:/bin sh -euc '
          ln -s /opt/cutmix/bin/cutmix /tmp/cutmix
          cd /tmp
          ./cutmix augment --images /opt/cutmix/samples/images --labels /opt/cutmix/samples/labels.csv --out out
          ./cutmix verify out
          ls out/images | wc -l
          bash -c ". /opt/cutmix/completion/cutmix.bash; complete -p cutmix"'
        """;

    Command.Result result =
        run(Command.of("unshare", "--mount", "--net", "--pid", "--fork", "sh", "-c", enter, root));

    assertThat(result.out())
        .contains("24 images (24 mixed", "24 compared", "\n24\n", "complete -o default -F");
    assertThat(result.err()).doesNotContain("preparing", "WARNING");
  }

  /** Beside the launcher, which says more to Java than a manifest can. */
  @Test
  void its_jar_runs_by_itself_and_says_what_is_missing_where_it_lies_alone() throws IOException {
    Path home = Files.createDirectory(temp.resolve("mit Leerzeichen ü"));
    run(Command.of("tar", "-C", home, "--strip-components=1", "-xzf", archive));
    Path jar = home.resolve("lib/cutmix-all-" + VERSION + ".jar");

    Command.Result result = augment(jar, "out");
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("24 images");

    Path alone = Files.move(jar, temp.resolve("alone.jar"));
    Command.Result missing = augment(alone, "none");
    assertThat(missing.exit()).as(missing.err()).isEqualTo(3);
    assertThat(missing.err()).contains("native library", "keep the folder natives");
  }

  private Command.Result augment(Path jar, String out) {
    return Command.of(
            Project.JAVA_HOME.resolve("bin/java"),
            "-jar",
            jar,
            "augment",
            "--images",
            Project.HOME.resolve("samples/images"),
            "--labels",
            Project.HOME.resolve("samples/labels.csv"),
            "--out",
            temp.resolve(out))
        .run();
  }

  @Test
  void every_library_in_it_is_in_the_list_of_licenses() throws IOException {
    String list = Files.readString(Project.HOME.resolve("src/release/licenses/README.md"));
    TreeSet<String> names = new TreeSet<>();
    try (JarFile jar = new JarFile(distribution().toFile())) {
      jar.stream()
          .filter(entry -> entry.getName().endsWith("/pom.properties"))
          .forEach(entry -> names.add(entry.getName().split("/", -1)[3]));
    }
    try (Stream<Path> natives = Files.list(TARGET.resolve("dist/natives"))) {
      natives.forEach(file -> names.add(file.getFileName().toString().replaceAll("\\..*", "")));
    }
    names.remove("cutmix");

    assertThat(names)
        .hasSizeGreaterThan(60)
        .allSatisfy(name -> assertThat(list).containsPattern("[ `]" + name + "[,` ]"));
  }

  @Test
  void it_holds_licenses_of_java_and_of_what_no_jar_brings() {
    String names = run(Command.of("tar", "-tzf", archive)).out();

    assertThat(names)
        .contains("/LICENSE\n", "/NOTICE\n", "/sbom.json\n", "/completion/_cutmix\n")
        .contains("/runtime/legal/java.base/LICENSE\n", "/licenses/GPL-3.0.txt\n")
        .containsPattern("/licenses/opencv-[^/]*/libjpeg-turbo-LICENSE.md\n")
        .containsPattern("/licenses/commons-io-[^/]*/LICENSE.txt\n");
  }

  /** What Maven Central asks for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "groupId",
        "artifactId",
        "version",
        "name",
        "description",
        "url",
        "licenses/license/name",
        "licenses/license/url",
        "developers/developer/name",
        "scm/connection",
        "scm/url"
      })
  void the_deployed_pom_says(String element) throws Exception {
    assertThat(PomsTest.elements(POM, "/project/" + element))
        .singleElement()
        .extracting(Element::getTextContent)
        .asString()
        .isNotBlank()
        .doesNotContain("SNAPSHOT", "${");
  }

  @Test
  void the_deployed_pom_has_no_more_than_users_of_the_library_need() throws Exception {
    assertThat(Files.readString(Project.HOME.resolve(POM))).doesNotContain("SNAPSHOT", "${");
    assertThat(
            PomsTest.elements(
                POM,
                "/project/*[self::build or self::profiles or self::properties or self::parent]"))
        .isEmpty();
    assertThat(PomsTest.elements(POM, "/project/dependencies/dependency/artifactId"))
        .extracting(Element::getTextContent)
        .containsExactly(
            "nd4j-api",
            "commons-rng-simple",
            "commons-rng-sampling",
            "commons-statistics-distribution");
    assertThat(PomsTest.elements(POM, "//classifier|//optional")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-sources", "-javadoc"})
  void the_library_has_its_jars(String kind) throws IOException {
    try (JarFile jar = new JarFile(library(kind).toFile())) {
      assertThat(jar.stream().filter(entry -> entry.getName().contains("io/cutmix/mix/")))
          .isNotEmpty();
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
    }
  }

  @Test
  void jars_say_what_they_are_under_which_license() throws IOException {
    for (Path file : List.of(library(""), distribution())) {
      try (JarFile jar = new JarFile(file.toFile())) {
        Attributes manifest = jar.getManifest().getMainAttributes();
        assertThat(manifest.getValue("Implementation-Title")).isEqualTo("cutmix");
        assertThat(manifest.getValue("Implementation-Version")).isEqualTo(VERSION);
        assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("io.cutmix");
        assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
      }
    }
  }

  /** In other folders, at other times, in other time zones. */
  @Test
  void two_builds_of_the_same_sources_give_the_same_jars() throws IOException {
    Path first = build("first", "Pacific/Kiritimati");
    Path second = build("a/second one", "America/Los_Angeles");

    for (String jar :
        List.of(
            "cutmix-" + VERSION + ".jar",
            "cutmix-" + VERSION + "-sources.jar",
            "dist/lib/cutmix-all-" + VERSION + ".jar")) {
      assertThat(second.resolve(jar)).hasSameBinaryContentAs(first.resolve(jar));
    }
  }

  private Path build(String folder, String zone) throws IOException {
    Path project = Files.createDirectories(temp.resolve(folder));
    run(Command.of("cp", "-R", "pom.xml", ".mvn", "src", project).in(Project.HOME));
    run(
        Command.of(
                "mvn",
                "-o",
                "-B",
                "-q",
                "-Dmaven.test.skip",
                "-Dmaven.repo.local=" + Project.MAVEN_REPOSITORY,
                "package",
                "org.apache.maven.plugins:maven-source-plugin:3.4.0:jar-no-fork")
            .in(project)
            .with("TZ", zone)
            .with("JAVA_HOME", Project.JAVA_HOME));
    return project.resolve("target");
  }

  private static Command.Result run(Command command) {
    Command.Result result = command.patience(Duration.ofMinutes(10)).run();
    assertThat(result.exit()).as("%s%n%s%s", command.words(), result.out(), result.err()).isZero();
    return result;
  }

  private static Path library(String kind) {
    return TARGET.resolve("cutmix-" + VERSION + kind + ".jar");
  }

  private static Path distribution() {
    return TARGET.resolve("dist/lib/cutmix-all-" + VERSION + ".jar");
  }
}
