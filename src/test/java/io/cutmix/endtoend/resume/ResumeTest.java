package io.cutmix.endtoend.resume;

import static io.cutmix.testing.Cutmix.assertRefused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that stopped goes on, a finished one stays as it is, another one is refused. */
class ResumeTest {
  private static final int SAMPLES = 40;
  private static final Object[] OPTIONS = {"--batch-size", 4, "--threads", 2};

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");
  private Path undisturbed = Path.of("");

  @BeforeEach
  void an_undisturbed_run() throws IOException {
    input = ImagesAndLabels.make(temp, SAMPLES);
    out = temp.resolve("out");
    undisturbed = temp.resolve("undisturbed");
    assertThat(Cutmix.augment(input, undisturbed, OPTIONS).exit()).isZero();
  }

  @Test
  void a_run_that_failed_goes_on_once_the_image_is_mended() throws IOException {
    stopInTheMiddle();
    Map<String, FileTime> before = FolderBytes.times(out);
    assertThat(before.keySet()).anyMatch(name -> name.startsWith(".cutmix/parts/"));
    assertThat(before).doesNotContainKeys("labels.json", "run.json");

    Cutmix.Outcome outcome = Cutmix.augment(input, out, OPTIONS);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("resuming an earlier run", "of 40 images");
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(undisturbed));
    Map<String, FileTime> after = FolderBytes.times(out);
    List<String> done = imagesOfDoneUnits(before);
    assertThat(done).isNotEmpty();
    assertThat(done).allSatisfy(image -> assertThat(after.get(image)).isEqualTo(before.get(image)));
    assertThat(execution(out).get("images").asInt()).isEqualTo(SAMPLES - done.size());
  }

  @Test
  void on_error_may_change_when_it_goes_on() throws IOException {
    byte[] whole = stopInTheMiddle();
    Path last = input.file(lastSample());
    Files.write(last, new byte[whole.length]);

    Cutmix.Outcome outcome =
        Cutmix.augment(
            input, out, "--batch-size", 4, "--on-error", "skip", "--size=5x7", "--channels=rgb");
    assertThat(outcome.err()).contains("--fit was not given and is cover");

    outcome = Cutmix.augment(input, out, "--batch-size", 4, "--on-error", "skip");

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(5);
    assertThat(Oracle.rows(out)).hasSize(SAMPLES - 1);
    assertThat(execution(out).get("on_error").asText()).isEqualTo("skip");
  }

  @Test
  void a_finished_run_says_so_and_touches_nothing() throws IOException {
    Map<String, FileTime> before = FolderBytes.times(undisturbed);

    Cutmix.Outcome outcome = Cutmix.augment(input, undisturbed, "--batch-size", 4, "-j", 1);

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .startsWith("already finished: 40 images")
        .contains(undisturbed.toString());
    assertThat(FolderBytes.times(undisturbed)).isEqualTo(before);
    assertThat(undisturbed.resolve(".cutmix")).doesNotExist();
  }

  @Test
  void other_options_are_refused_by_name_and_touch_nothing() throws IOException {
    Map<String, String> before = FolderBytes.of(undisturbed);

    Cutmix.Outcome outcome =
        Cutmix.augment(input, undisturbed, "--batch-size", 4, "--alpha", 0.5, "--seed", 7);

    assertRefused(outcome, "--alpha was 1.0 and is 0.5", "--seed was 0 and is 7", "--overwrite");
    assertThat(FolderBytes.of(undisturbed)).isEqualTo(before);
    assertThat(undisturbed.resolve(".cutmix")).doesNotExist();
  }

  @Test
  void other_options_are_refused_for_an_unfinished_run_too() throws IOException {
    stopInTheMiddle();
    Map<String, String> before = allButTheLock();

    assertRefused(
        Cutmix.augment(input, out, "--batch-size", 4, "--length", 0.5),
        "--alpha was 1.0 and is not given",
        "--length was not given and is 0.5");

    assertThat(allButTheLock()).isEqualTo(before);
  }

  @Test
  void another_data_set_is_refused() throws IOException {
    stopInTheMiddle();
    input.writeLabels(input.names().subList(1, SAMPLES));

    assertRefused(
        Cutmix.augment(input, out, OPTIONS), "data set has changed", "40 samples", "39 now");
  }

  @Test
  void other_labels_are_refused() throws IOException {
    stopInTheMiddle();
    String csv = Files.readString(input.labels());
    Files.writeString(input.labels(), csv.replace("p0000.png,a", "p0000.png,b"));

    assertRefused(Cutmix.augment(input, out, OPTIONS), "data set has changed");
  }

  @Test
  void a_second_run_at_the_same_time_is_refused() throws IOException {
    stopInTheMiddle();
    Map<String, String> before = FolderBytes.of(out.resolve("images"));

    try (FileChannel channel =
            FileChannel.open(out.resolve(".cutmix/lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertRefused(Cutmix.augment(input, out, OPTIONS), "another cutmix run is writing to it");
      assertRefused(
          Cutmix.augment(input, out, "--overwrite"), "another cutmix run is writing to it");
    }

    assertThat(FolderBytes.of(out.resolve("images"))).isEqualTo(before);
    assertThat(Cutmix.augment(input, out, OPTIONS).exit()).isZero();
  }

  @Test
  void images_of_a_unit_that_was_not_done_are_written_anew() throws IOException {
    stopInTheMiddle();
    Path half = out.resolve("images/%06d.png".formatted(SAMPLES - 1));
    Files.write(half, new byte[] {1, 2, 3});
    Files.write(out.resolve(".cutmix/parts/000000009.jsonl.tmp"), new byte[] {'{'});

    assertThat(Cutmix.augment(input, out, OPTIONS).exit()).isZero();

    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(undisturbed));
  }

  /** Leaves a run whose last batch failed, with its image mended; returns that image. */
  private byte[] stopInTheMiddle() throws IOException {
    int sample = lastSample();
    byte[] whole = input.damage(sample);
    assertThat(Cutmix.augment(input, out, OPTIONS).exit()).isEqualTo(3);
    Files.write(input.file(sample), whole);
    return whole;
  }

  private int lastSample() throws IOException {
    List<JsonNode> rows = Oracle.rows(undisturbed);
    return input.names().indexOf(rows.get(SAMPLES - 1).get("source").asText());
  }

  private static List<String> imagesOfDoneUnits(Map<String, FileTime> files) {
    return files.keySet().stream()
        .filter(name -> name.startsWith("images/"))
        .filter(
            name -> {
              int file = Integer.parseInt(name.replaceAll("\\D", ""));
              return files.containsKey(".cutmix/parts/%09d.jsonl".formatted(file / 4));
            })
        .toList();
  }

  private static JsonNode execution(Path out) throws IOException {
    return requireNonNull(new JsonMapper().readTree(out.resolve("run.json").toFile()).get("run"));
  }

  /** Each process that takes the lock marks it as its own. */
  private Map<String, String> allButTheLock() throws IOException {
    Map<String, String> files = FolderBytes.of(out);
    assertThat(files.remove(".cutmix/lock")).isNotNull();
    return files;
  }
}
