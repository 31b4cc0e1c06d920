package io.cutmix.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.job.Job;
import io.cutmix.job.Jobs;
import io.cutmix.mix.Box;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that do the same unit of one run, as Spark lets them. */
class SharedFolderTest {
  private static final String IMAGE = "images/cat/000000.png";

  @TempDir private Path temp;

  private static Job job() {
    return Jobs.of("{'layout': 'tree', 'labels-format': 'jsonl'}");
  }

  private static byte[] bytes() {
    return "image".getBytes(StandardCharsets.UTF_8);
  }

  private static void write(OutputFolder folder) throws IOException {
    folder.beginUnit(0, List.of(IMAGE));
    folder.writeImage(IMAGE, bytes());
    LabelRow row = new LabelRow(IMAGE, new double[] {1}, 1, Box.EMPTY, "s", "s", 0, 0);
    folder.finishUnit(0, "state", List.of(row), List.of());
  }

  @Test
  void attempt_that_begins_late_leaves_what_is_finished_as_it_is() throws IOException {
    try (OutputFolder driver = OutputFolder.open(temp, job(), false);
        OutputFolder one = OutputFolder.join(temp, job(), "one");
        OutputFolder other = OutputFolder.join(temp, job(), "other")) {
      write(one);

      other.beginUnit(0, List.of(IMAGE)); // and is killed here

      assertThat(driver.doneUnits(1).get(0)).isTrue();
      assertThat(temp.resolve(IMAGE)).hasBinaryContent(bytes());
    }
  }

  @Test
  void an_image_that_somebody_reads_stays_whole_while_another_attempt_writes_it()
      throws IOException {
    try (OutputFolder driver = OutputFolder.open(temp, job(), false);
        OutputFolder one = OutputFolder.join(temp, job(), "one");
        OutputFolder other = OutputFolder.join(temp, job(), "other")) {
      write(one);
      assertThat(driver.doneUnits(1).get(0)).isTrue();
      Path read = Files.createLink(temp.resolve(".read"), temp.resolve(IMAGE));

      other.writeImage(IMAGE, new byte[0]);

      assertThat(read).hasBinaryContent(bytes());
    }
  }

  @Test
  void two_attempts_leave_one_result_and_nothing_else() throws IOException {
    try (OutputFolder driver = OutputFolder.open(temp, job(), false);
        OutputFolder one = OutputFolder.join(temp, job(), "one");
        OutputFolder other = OutputFolder.join(temp, job(), "other")) {
      write(one);
      write(other);
      assertThat(other.countsOf(0)).hasValueSatisfying(it -> assertThat(it.images()).isEqualTo(1));

      assertThat(driver.writeLabels(List.of("cat"), 1, failure -> {}).images()).isEqualTo(1);
      driver.finish("{}".getBytes(StandardCharsets.UTF_8));
    }

    try (Stream<Path> files = Files.walk(temp)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> temp.relativize(file).toString()))
          .containsExactlyInAnyOrder(IMAGE, "metadata.jsonl", "run.json");
    }
  }

  @Test
  void a_process_that_joined_lets_the_run_go_on_when_it_ends() throws IOException {
    try (OutputFolder driver = OutputFolder.open(temp, job(), false)) {
      OutputFolder.join(temp, job(), "one").close();

      assertThat(driver.isFinished()).isFalse();
      assertThat(temp.resolve(".cutmix/job.json")).exists();
    }
  }
}
