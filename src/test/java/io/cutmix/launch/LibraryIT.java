package io.cutmix.launch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that depends on this one for the library, built by the real Maven. */
@Tag("long")
class LibraryIT {
  private static final String TREE = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:tree";
  private static final String RUN = "org.codehaus.mojo:exec-maven-plugin:3.6.2:exec";

  @TempDir private Path temp;
  private Path repository = Path.of("");
  private Path project = Path.of("");

  /** Of the artifact only jar and pom are installed, as this build made them. */
  @BeforeEach
  void an_installed_library() throws IOException {
    repository = temp.resolve("repository");
    Command.Result linked =
        Command.of("cp", "-Rs", Project.MAVEN_REPOSITORY.toAbsolutePath(), repository).run();
    assertThat(linked.exit()).as(linked.err()).isZero();
    Path installed = repository.resolve("io/cutmix/cutmix");
    Command.of("rm", "-rf", installed).run();
    Path version = Files.createDirectories(installed.resolve("0.1.0-SNAPSHOT"));
    Files.copy(Project.HOME.resolve("pom.xml"), version.resolve("cutmix-0.1.0-SNAPSHOT.pom"));
    Files.copy(
        Project.HOME.resolve("target/cutmix-0.1.0-SNAPSHOT.jar"),
        version.resolve("cutmix-0.1.0-SNAPSHOT.jar"));
    project = Files.createDirectory(temp.resolve("project"));
    write(
        "src/main/java/App.java",
        """
        import io.cutmix.mix.CutMix;
        import io.cutmix.mix.MixedBatch;
        import io.cutmix.mix.RandomStream;
        import org.nd4j.linalg.api.buffer.DataType;
        import org.nd4j.linalg.factory.Nd4j;

        class App {
          public static void main(String[] args) {
            CutMix cutMix = CutMix.builder(10).alpha(1).build();
            MixedBatch mixed =
                cutMix.mix(
                    Nd4j.rand(DataType.FLOAT, 4, 3, 8, 8),
                    Nd4j.createFromArray(1, 2, 3, 4),
                    RandomStream.forBatch(0, 0, 0));
            System.out.println("sum " + mixed.targets().sumNumber().intValue());
          }
        }
        """);
  }

  /** Links that JUnit would warn about, one by one. */
  @AfterEach
  void no_repository() {
    Command.of("rm", "-rf", repository).run();
  }

  @Test
  void it_gets_the_api_of_nd4j_and_no_backend_or_anything_of_the_command_line() throws IOException {
    pom("");

    List<String> tree = tree();

    assertThat(tree.stream().filter(line -> line.startsWith("+- ") || line.startsWith("\\- ")))
        .containsExactly("\\- io.cutmix:cutmix:jar:0.1.0-SNAPSHOT:compile");
    assertThat(tree.stream().filter(line -> line.matches("   [+\\\\]- .*")))
        .extracting(line -> line.substring(6).replaceAll(":jar:.*", ""))
        .containsExactlyInAnyOrder(
            "org.nd4j:nd4j-api",
            "org.apache.commons:commons-rng-simple",
            "org.apache.commons:commons-rng-sampling",
            "org.apache.commons:commons-statistics-distribution");
    assertThat(tree)
        .noneMatch(
            line ->
                Stream.of("nd4j-native", "openblas", "opencv", "picocli", "twelvemonkeys", "nop")
                    .anyMatch(line::contains));
    Command.Result compiled = maven("compile").run();
    assertThat(compiled.exit()).as(compiled.out()).isZero();
  }

  @Test
  void it_mixes_with_the_backend_that_it_chooses() throws IOException {
    pom(
        Stream.of("nd4j-native", "nd4j-native::" + platform())
                .map(name -> dependency("org.nd4j", name, "1.0.0-M2.1"))
                .reduce("", String::concat)
            + Stream.of("javacpp", "javacpp::" + platform())
                .map(name -> dependency("org.bytedeco", name, "1.5.13"))
                .reduce("", String::concat)
            + Stream.of("openblas", "openblas::" + platform())
                .map(name -> dependency("org.bytedeco", name, "0.3.31-1.5.13"))
                .reduce("", String::concat));

    Command.Result result =
        maven("compile", RUN, "-Dexec.executable=java", "-Dexec.args=-cp %classpath App").run();

    assertThat(result.exit()).as(result.out()).isZero();
    assertThat(result.out()).contains("sum 4");
  }

  private List<String> tree() throws IOException {
    Path file = temp.resolve("tree.txt");
    Command.Result result = maven(TREE, "-DoutputFile=" + file).run();
    assertThat(result.exit()).as(result.out()).isZero();
    return Files.readAllLines(file);
  }

  /** Goes online for what the build around this test had no use for. */
  private Command maven(String... arguments) {
    Stream<String> all =
        Stream.concat(
            Stream.of("-B", "-q", "-Dmaven.repo.local=" + repository), Stream.of(arguments));
    return Command.of("mvn", all.toArray()).in(project).patience(Duration.ofMinutes(5));
  }

  private void pom(String dependencies) throws IOException {
    write(
        "pom.xml",
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>a</groupId>
          <artifactId>app</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <dependencies>%s%s</dependencies>
          <build>
            <plugins>
              <plugin>
                <artifactId>maven-resources-plugin</artifactId>
                <version>3.3.1</version>
              </plugin>
              <plugin>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.14.1</version>
              </plugin>
            </plugins>
          </build>
        </project>
        """
            .formatted(dependency("io.cutmix", "cutmix", "0.1.0-SNAPSHOT"), dependencies));
  }

  /** The artifact may have a classifier behind two colons. */
  private static String dependency(String group, String artifact, String version) {
    String[] parts = artifact.split("::", -1);
    String classifier = parts.length > 1 ? "<classifier>%s</classifier>".formatted(parts[1]) : "";
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>"
        .formatted(group, parts[0], version, classifier);
  }

  private static String platform() {
    return System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x86_64";
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }
}
