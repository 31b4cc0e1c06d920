package io.cutmix.endtoend.output;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Command;
import io.cutmix.testing.Cutmix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The readers that people train with make the same images, labels and class names of every form as
 * Pillow and the label file make of single images.
 *
 * <p>They are in environments in {@code target} with the versions of {@code *requirements.txt};
 * PyTorch and torchvision are Debian's. TensorFlow is compared by hand, as it takes 2 GB: {@code
 * read_with.py tensorflow FILES OUT}.
 */
@Tag("readers")
class ReadersTest {
  private static final String DEBIAN = "/usr/bin/python3";
  private static final Path SCRIPTS = Path.of("src/test/python");
  private static final Path SAMPLE = Path.of("samples/pytorch");
  private static final String READERS = "target/readers/bin/python";
  private static final String STREAMING = "target/streaming/bin/python";
  private static final String KERAS = "target/keras/bin/python";

  @TempDir private Path temp;

  @BeforeAll
  static void an_environment() throws IOException {
    makeEnvironment("target/readers", "requirements.txt");
  }

  /** Made again if the versions have changed. */
  private static void makeEnvironment(String folder, String requirements, Object... options)
      throws IOException {
    Path wanted = SCRIPTS.resolve(requirements);
    Path installed = Path.of(folder, "requirements.txt");
    if (!Files.exists(installed) || Files.mismatch(wanted, installed) >= 0) {
      List<Object> words = new ArrayList<>(List.of("-m", "venv", "--clear", folder));
      words.addAll(List.of(options));
      run(DEBIAN, words.toArray());
      run(folder + "/bin/python", "-m", "pip", "install", "--quiet", "--no-deps", "-r", wanted);
      Files.copy(wanted, installed);
    }
  }

  private static String run(Object program, Object... arguments) {
    Command.Result result =
        Command.of(program, arguments)
            .with("HF_HUB_OFFLINE", "1")
            .with("PYTHONDONTWRITEBYTECODE", "1")
            .with("KERAS_BACKEND", "jax")
            .with("HF_HOME", "target/readers/cache")
            .patience(Duration.ofMinutes(10))
            .run();
    assertThat(result.exit()).as(result.err()).isZero();
    return result.out();
  }

  private Path augment(String name, String format, String... more) {
    Path out = temp.resolve(name);
    Cutmix.Outcome outcome = Cutmix.run(words(out, format, more));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return out;
  }

  private static List<Object> words(Object out, String format, String... more) {
    List<Object> words = new ArrayList<>(List.of("augment", "--images", "samples/images"));
    words.addAll(List.of("--labels", "samples/labels.csv", "--out", out, "--size", "48x32"));
    words.addAll(List.of("--copies", 2, "--include-originals", "--batch-size", 8));
    words.addAll(List.of("--box-scope", "sample", "--format", format));
    words.addAll(List.of(more));
    return words;
  }

  private void assertSame(String python, String reader, String format, String... options) {
    Path files = augment("files", format);
    Path out = augment("out", format, options);

    assertThat(run(python, SCRIPTS.resolve("read_with.py"), reader, files, out))
        .isEqualTo(reader + ": 72 samples of 4 classes, 0 differences\n");
  }

  @ParameterizedTest
  @CsvSource({"jsonl,dense", "jsonl,sparse", "parquet,dense", "parquet,sparse"})
  void datasets_reads_image_folders(String labels, String encoding) {
    assertSame(
        READERS, "imagefolder", "jpeg", "--labels-format", labels, "--label-encoding", encoding);
  }

  @ParameterizedTest
  @CsvSource({"parquet,dense", "parquet,sparse", "pandas,dense", "pandas,sparse"})
  void embedded_images_are_read_from_parquet(String reader, String encoding) {
    assertSame(
        READERS,
        reader,
        "png",
        "--labels-format=parquet",
        "--embed-images",
        "--label-encoding",
        encoding);
  }

  @ParameterizedTest
  @CsvSource({"webdataset,jpeg", "webdataset,png", "hub_webdataset,jpeg"})
  void shards_are_read_by_webdataset_and_datasets(String reader, String format) {
    assertSame(
        READERS,
        reader,
        format,
        "--output-format=webdataset",
        "--labels-format=shards",
        "--shard-size=20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void a_stream_is_read_by_webdataset_from_a_pipe(String format) {
    Path files = augment("files", format);
    List<Object> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java"));
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.cutmix.Main"));
    java.addAll(words("-", format, "--output-format=webdataset"));
    String stream = java.stream().map(word -> "'" + word + "'").collect(joining(" "));

    String printed =
        Command.of(READERS, SCRIPTS.resolve("read_with.py"), "pipe", files, files)
            .with("CUTMIX_STREAM", stream)
            .patience(Duration.ofMinutes(10))
            .run()
            .out();

    assertThat(printed).isEqualTo("pipe: 72 samples of 4 classes, 0 differences\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {READERS, DEBIAN})
  void arrays_are_read_by_numpy_of_today_and_of_debian(String python) {
    assertSame(python, "numpy", "png", "--output-format=npy", "--shard-size=20");
  }

  @ParameterizedTest
  @CsvSource({"jpeg,dense", "jpeg,sparse", "png,dense"})
  void shards_are_read_by_streaming_and_are_as_it_writes_them(String format, String encoding)
      throws IOException {
    String system = "--system-site-packages"; // for PyTorch
    makeEnvironment("target/streaming", "streaming-requirements.txt", system);

    assertSame(
        STREAMING,
        "mds",
        format,
        "--output-format=mds",
        "--shard-size=20",
        "--label-encoding",
        encoding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void torchvision_reads_a_tree_by_the_class_of_the_base_image(String format) {
    assertSame(DEBIAN, "torchvision", format, "--layout=tree");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--labels-format=json",
        "--labels-format=jsonl --label-encoding=sparse",
        "--output-format=webdataset --shard-size=20 --label-encoding=sparse"
      })
  void the_datasets_of_the_sample_are_those_of_pytorch(String options) {
    assertSame(DEBIAN, "pytorch", "png", options.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "webdataset"})
  void the_sample_trains(String outputFormat) {
    Path out = augment("out", "jpeg", "--output-format", outputFormat);
    Path test = augment("test", "jpeg", "--prob", "0");

    assertLearnt(run(DEBIAN, SAMPLE.resolve("train.py"), out, test, "--epochs", 30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "sparse"})
  void the_sample_of_keras_trains(String encoding) throws IOException {
    makeEnvironment("target/keras", "keras-requirements.txt");
    Path out = augment("out", "jpeg", "--label-encoding", encoding);
    Path test = augment("test", "jpeg", "--prob", "0");

    assertLearnt(run(KERAS, "samples/keras/train.py", out, test, 30));
  }

  private static void assertLearnt(String printed) {
    Matcher accuracy = Pattern.compile("accuracy ([0-9.]+)%\\s*").matcher(printed);
    assertThat(accuracy.find()).as(printed).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(75);
  }

  @Test
  void the_lines_of_the_readme_are_a_dataset_of_pytorch() {
    assertSame(DEBIAN, "readme", "png");
  }

  @Test
  void the_documentation_shows_the_dataset_of_the_sample() throws IOException {
    String sample = Files.readString(SAMPLE.resolve("mixed.py"));
    String folder = sample.substring(sample.indexOf("class MixedFolder"));
    String shown = folder.substring(0, folder.indexOf("class MixedShards")).strip();

    assertThat(Files.readString(Path.of("src/site/markdown/library-and-training.md")))
        .contains("```python\n" + shown + "\n```");
  }
}
