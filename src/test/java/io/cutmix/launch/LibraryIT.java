package io.cutmix.launch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project that depends on this one for the library, built by the real Maven with an empty
 * repository, which it fills from that of the build around this test or from Maven Central.
 */
@Tag("long")
class LibraryIT {
  private static final String TREE = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:tree";
  private static final String RUN = "org.codehaus.mojo:exec-maven-plugin:3.6.2:exec";

  @TempDir private Path temp;
  private Path repository = Path.of("");
  private Path project = Path.of("");

  /** Of the artifact only the jar and the pom to deploy are installed, as this build made them. */
  @BeforeEach
  void an_installed_library() throws IOException {
    repository = Files.createDirectory(temp.resolve("repository"));
    Path version = Files.createDirectories(repository.resolve("io/cutmix/cutmix/1.0.0"));
    Files.copy(Project.deployedPom(), version.resolve("cutmix-1.0.0.pom"));
    Files.copy(
        Project.HOME.resolve("target/cutmix-1.0.0.jar"), version.resolve("cutmix-1.0.0.jar"));
    project = Files.createDirectory(temp.resolve("project"));
    String near =
        "<id>near</id><url>%s</url><snapshots><enabled>false</enabled></snapshots>"
            .formatted(Project.MAVEN_REPOSITORY.toUri());
    write(
        "settings.xml",
        """
        <settings>
          <profiles>
            <profile>
              <id>near</id>
              <repositories><repository>%s</repository></repositories>
              <pluginRepositories><pluginRepository>%s</pluginRepository></pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>near</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(near, near));
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

  @Test
  void it_gets_the_api_of_nd4j_and_no_backend_or_anything_of_the_command_line() throws IOException {
    pom("");

    List<String> tree = tree();

    assertThat(tree.stream().filter(line -> line.startsWith("+- ") || line.startsWith("\\- ")))
        .containsExactly("\\- io.cutmix:cutmix:jar:1.0.0:compile");
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
    pom(documented(1));

    assertThat(run("App")).contains("sum 4");
  }

  /** Each form with no more than is said to be enough, and what is said if that isn't there. */
  @Test
  void a_training_reads_every_form_of_output_with_the_dependencies_of_the_documentation()
      throws IOException {
    for (String form : List.of("png", "jpeg", "npy", "tar", "tiff", "bmp", "webp")) {
      augment(form);
    }
    write(
        "src/main/java/Train.java",
        """
        import io.cutmix.train.MixedFolderIterator;
        import java.nio.file.Path;
        import org.nd4j.linalg.dataset.DataSet;

        class Train {
          public static void main(String[] folders) {
            for (String folder : folders) {
              try {
                MixedFolderIterator mixed = MixedFolderIterator.builder(Path.of(folder)).build();
                DataSet all = mixed.next();
                System.out.println(folder + " has " + all.numExamples() + " of " + mixed.getLabels());
              } catch (Exception e) {
                System.out.println(folder + " failed: " + e.getMessage());
              }
            }
          }
        }
        """);
    String ok = " has 24 of [astronaut, cat, coffee, rocket]";

    pom(documented(1));
    assertThat(run("Train npy")).contains("npy failed: ", "com.fasterxml.jackson.core:jackson");
    pom(documented(2));
    assertThat(run("Train png jpeg npy tar tiff bmp webp"))
        .contains("png" + ok, "jpeg" + ok, "npy" + ok, "tar" + ok)
        .contains("tiff failed: ", "needs com.twelvemonkeys.imageio:imageio-tiff")
        .contains("bmp failed: ", "needs com.twelvemonkeys.imageio:imageio-bmp")
        .contains("webp failed: ", "org.bytedeco:opencv isn't on the class path");
    pom(documented(3));
    assertThat(run("Train tiff bmp")).contains("tiff" + ok, "bmp" + ok);
    pom(documented(4));
    assertThat(run("Train webp jpeg")).contains("webp" + ok, "jpeg" + ok);
  }

  private void augment(String form) {
    String more =
        switch (form) {
          case "npy" -> "--output-format npy";
          case "tar" -> "--output-format webdataset --labels-format shards";
          default -> "--format " + form;
        };
    String call =
        "augment --images samples/images --labels samples/labels.csv --size 32 --out %s %s"
            .formatted(project.resolve(form), more);
    Command.Result result =
        Project.cutmix(Project.LAUNCHER, (Object[]) call.split(" ", -1)).in(Project.HOME).run();
    assertThat(result.exit()).as(result.err()).isZero();
  }

  private String run(String words) {
    Command.Result result =
        maven("compile", RUN, "-Dexec.executable=java", "-Dexec.args=-cp %classpath " + words)
            .run();
    assertThat(result.exit()).as(result.out()).isZero();
    return result.out();
  }

  /** The first blocks of dependencies on the page of the library, after the library itself. */
  private static String documented(int blocks) throws IOException {
    String page =
        Files.readString(Project.HOME.resolve("src/site/markdown/library-and-training.md"));
    return Pattern.compile("(?ms)^```xml\n(.*?)^```")
        .matcher(page)
        .results()
        .map(block -> block.group(1))
        .skip(1)
        .limit(blocks)
        .collect(Collectors.joining())
        .replace("linux-x86_64", platform());
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
            Stream.of("-B", "-q", "-s", "settings.xml", "-Dmaven.repo.local=" + repository),
            Stream.of(arguments));
    return Command.of("mvn", all.toArray()).in(project).patience(Duration.ofMinutes(5));
  }

  private void pom(String dependencies) throws IOException {
    String library =
        "<dependency><groupId>io.cutmix</groupId><artifactId>cutmix</artifactId><version>1.0.0</version></dependency>";
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
            .formatted(library, dependencies));
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
