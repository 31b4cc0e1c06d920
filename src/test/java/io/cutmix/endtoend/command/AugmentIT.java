package io.cutmix.endtoend.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Command;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import io.cutmix.testing.Tool;
import io.cutmix.testing.Verified;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool as its users run it. */
class AugmentIT {
  private static final Path SAMPLES =
      Path.of(requireNonNull(System.getProperty("cutmix.home"))).resolve("samples");
  private static final Path IMAGES = SAMPLES.resolve("images");
  private static final Path LABELS = SAMPLES.resolve("labels.csv");

  @TempDir private Path temp;
  private Path out = Path.of("");

  @BeforeEach
  void an_output_folder() {
    out = temp.resolve("out");
  }

  @Test
  void the_samples_become_24_images() throws IOException {
    Command.Result result = Tool.augment(IMAGES, LABELS, out).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("24 images", "written to " + out);
    assertThat(FolderBytes.of(out)).hasSize(26);
    // JPEG twice: the source's, and this image's own.
    new Oracle(IMAGES, out, 3, AugmentIT::target, 255).check();
    Verified.folder(out);
  }

  @Test
  void labels_may_come_through_a_pipe_into_a_folder_that_is_there() throws IOException {
    Path piped = Files.createDirectory(temp.resolve("piped"));
    run(Tool.augment(IMAGES, LABELS, out));
    String words = String.join("' '", Tool.augment(IMAGES, Path.of("/dev/stdin"), piped).words());

    Command.Result result =
        Command.of("bash", "-c", "cat '%s' | '%s'".formatted(LABELS, words)).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(FolderBytes.of(piped)).containsAllEntriesOf(imagesOf(FolderBytes.of(out)));
  }

  private static Map<String, String> imagesOf(Map<String, String> files) {
    Map<String, String> images = new HashMap<>(files);
    images.keySet().removeIf(name -> !name.startsWith("images/"));
    return images;
  }

  /** So that a container with little memory on a machine of many processors isn't killed. */
  @Test
  void threads_are_no_more_than_memory_allows() throws IOException {
    run(
        Tool.augment(IMAGES, LABELS, out)
            .with("CUTMIX_JAVA_OPTS", "-Xmx200m -XX:ActiveProcessorCount=30000"));

    int threads =
        new JsonMapper().readTree(out.resolve("run.json").toFile()).at("/run/threads").asInt();
    assertThat(threads).isBetween(1, 29_999);
  }

  /** Persian has digits of its own. */
  @Test
  void names_and_files_are_the_same_in_every_language() throws IOException {
    Path persian = temp.resolve("persian");
    Tool.augment(IMAGES, LABELS, out, "--output-format", "mds").run();

    Command.Result result =
        Tool.augment(IMAGES, LABELS, persian, "--output-format", "mds")
            .with("CUTMIX_JAVA_OPTS", "-Duser.language=fa")
            .run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("24 images");
    assertThat(FolderBytes.of(persian)).isEqualTo(FolderBytes.of(out));
  }

  private static double[] target(String name) {
    List<String> classes = List.of("astronaut", "cat", "coffee", "rocket");
    double[] target = new double[4];
    target[classes.indexOf(name.substring(0, name.indexOf('-')))] = 1;
    return target;
  }

  @Test
  void the_bytes_do_not_depend_on_memory_and_threads() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 200, "jpg", 96, 128, 3);
    Object[] options = {"--size", "80", "--batch-size", 32, "--copies", 2};
    Map<String, String> expected = run(Tool.augment(input, out, options));

    for (String setting : List.of("-Xmx64m 1", "-Xmx64m 8", "-Xmx1g 1", "-XX:+UseSerialGC 8")) {
      String[] words = setting.split(" ", -1);
      out = temp.resolve("out " + setting);
      Object[] more = {"--size=80", "--batch-size=32", "--copies=2", "--threads", words[1]};
      Command command = Tool.augment(input, out, more).with("CUTMIX_JAVA_OPTS", words[0]);
      assertThat(run(command)).as(setting).isEqualTo(expected);
    }
  }

  @Test
  void the_bytes_do_not_depend_on_the_version_of_java_and_its_heap() throws IOException {
    List<Path> homes = jdks();
    assumeTrue(homes.size() > 1, "needs several JDKs from 17 on");
    Map<String, Map<String, String>> runs = new HashMap<>();
    for (Path home : homes) {
      for (String heap : List.of("-Xmx32m", "-Xmx64m", "-Xmx1g")) {
        out = temp.resolve(home.getFileName() + heap);
        Command command = Tool.augment(IMAGES, LABELS, out, "--size", 100, "--prob", 0.7);
        Command.Result result =
            command.with("JAVA_HOME", home).with("CUTMIX_JAVA_OPTS", heap).run();
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).as("warnings of %s", home).doesNotContain("WARNING");
        Verified.folder(out);
        runs.put(home + heap, FolderBytes.of(out));
      }
    }
    assertThat(runs.values().stream().distinct()).as("of %s", homes).hasSize(1);
  }

  private static List<Path> jdks() throws IOException {
    List<Path> homes = new ArrayList<>();
    Path all = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(all)) {
      return homes;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
      for (Path folder : folders) {
        Path release = folder.resolve("release");
        boolean usable = Files.isExecutable(folder.resolve("bin/java")) && Files.exists(release);
        if (usable && version(release) >= 17 && !homes.contains(folder.toRealPath())) {
          homes.add(folder.toRealPath());
        }
      }
    }
    return homes;
  }

  private static int version(Path release) throws IOException {
    return Files.readAllLines(release).stream()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D*(\\d+).*", "$1")))
        .findFirst()
        .orElse(0);
  }

  @Test
  void paths_may_have_spaces_and_umlauts() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("Bücher & $HOME 'x'"));
    ImagesAndLabels input = ImagesAndLabels.make(folder, 6);
    Path image = Files.move(input.file(1), input.images().resolve("Käse 1.png"));
    Files.writeString(input.labels(), Files.readString(input.labels()).replace("p0001", "Käse 1"));
    Path target = folder.resolve("gemischte Bilder ü");

    Command.Result result = Tool.augment(input, target).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("written to " + target);
    Verified.folder(target);
    assertThat(PlanCheck.texts(Oracle.rows(target), "source"))
        .contains(String.valueOf(image.getFileName()));
  }

  @Test
  void a_relative_path_is_relative_to_where_the_user_is() throws IOException {
    ImagesAndLabels.make(temp, 4);

    Command.Result result =
        Tool.augment(Path.of("images"), Path.of("labels.csv"), Path.of("out")).in(temp).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(out.resolve("run.json")).exists();
    assertThat(Tool.cutmix("verify", "out").in(temp).run().exit()).isZero();
  }

  @Test
  void results_can_be_piped() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    Command tool = Tool.augment(input, out);
    List<String> words = new ArrayList<>(List.of("-c", "\"$@\" | head -1", "sh"));
    words.addAll(tool.words());

    Command.Result result =
        new Command(
                Stream.concat(Stream.of("sh"), words.stream()).toList(),
                temp,
                tool.variables(),
                tool.patience())
            .run();

    assertThat(result.out()).startsWith("4 images").hasLineCount(1);
    assertThat(result.err()).contains("4/4").doesNotContain("\r", "\u001b");
  }

  @Test
  void exit_codes_reach_the_shell() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    input.damage(2);

    assertThat(Tool.augment(input, out, "--alpha", 0).run().exit()).isEqualTo(2);
    assertThat(Tool.augment(input, out).run().exit()).isEqualTo(3);
    assertThat(Tool.augment(input, out, "--on-error", "skip").run().exit()).isEqualTo(5);
    Verified.folder(out);
  }

  @Test
  void too_little_memory_is_said_with_the_remedy() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 2, "png", 1, 1, 1);
    for (int i = 0; i < 2; i++) {
      ImagesAndLabels.write(
          input.file(i), new BufferedImage(8_000, 8_000, BufferedImage.TYPE_BYTE_GRAY));
    }

    // No reason to skip an image that is whole.
    Command command = Tool.augment(input, out, "--on-error", "skip");
    Command.Result result = command.with("CUTMIX_JAVA_OPTS", "-Xmx48m").run();

    assertThat(result.err())
        .contains("cutmix: out of memory", "--threads", "--batch-size", "-Xmx")
        .doesNotContain("\tat ");
    assertThat(result.exit()).isEqualTo(3);
  }

  private Map<String, String> run(Command command) throws IOException {
    Command.Result result = command.run();
    assertThat(result.exit()).as(result.err()).isZero();
    Verified.folder(out);
    return FolderBytes.of(out);
  }
}
