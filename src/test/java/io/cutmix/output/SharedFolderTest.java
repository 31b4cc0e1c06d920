package io.cutmix.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.image.Encoding;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.Counts;
import io.cutmix.job.Job;
import io.cutmix.job.Jobs;
import io.cutmix.job.LabelNumbers;
import io.cutmix.job.Parallel;
import io.cutmix.job.RunRecord;
import io.cutmix.job.RunSpec;
import io.cutmix.mix.Box;
import io.cutmix.output.Sink.MixedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  /** A codec whose files are the pixels. */
  private static final class Raw implements ImageCodec {
    @Override
    public ImageHeader header(InputStream encoded) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Decoded decode(byte[] encoded, Rendering rendering, ByteBuffer pixels) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] encode(ByteBuffer pixels, ImageShape shape, Encoding encoding) {
      byte[] encoded = new byte[pixels.remaining()];
      pixels.get(encoded);
      return encoded;
    }
  }

  private static Sink.Unit begin(OutputFolder folder) throws IOException {
    Sink.Unit unit = folder.images(new Raw()).begin(0);
    unit.expect(() -> List.of(IMAGE));
    return unit;
  }

  private static Sink.Unit writeImage(OutputFolder folder, byte[] bytes) throws IOException {
    Sink.Unit unit = begin(folder);
    ImageShape shape = new ImageShape(1, bytes.length, 1);
    unit.write(
        IMAGE,
        new MixedImage(
            ByteBuffer.wrap(bytes), shape, Encoding.PNG, Optional.empty(), Optional.empty()));
    return unit;
  }

  private static void write(OutputFolder folder) throws IOException {
    Sink.Unit unit = writeImage(folder, bytes());
    LabelRow row =
        new LabelRow(IMAGE, LabelNumbers.of(new double[] {1}), 1, Box.EMPTY, "s", "s", 0, 0);
    folder.finish(
        new OutputFolder.FinishedUnit(
            0, "state", Counts.ofImage(false, 1), List.of(), unit.publish(), List.of(row)));
  }

  private static boolean isDone(OutputFolder folder) throws IOException {
    return folder.resume(1, unit -> "state", SharedFolderTest::inOrder).done().get(0);
  }

  private static void inOrder(int count, Parallel.Step step) throws IOException {
    for (int i = 0; i < count; i++) {
      step.run(i);
    }
  }

  @Test
  void attempt_that_begins_late_leaves_what_is_finished_as_it_is() throws IOException {
    try (OutputFolder driver = OutputFolder.open(temp, job(), false);
        OutputFolder one = OutputFolder.join(temp, job(), "one");
        OutputFolder other = OutputFolder.join(temp, job(), "other")) {
      write(one);

      begin(other); // and is killed here

      assertThat(isDone(driver)).isTrue();
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
      assertThat(isDone(driver)).isTrue();
      Path read = Files.createLink(temp.resolve(".read"), temp.resolve(IMAGE));

      writeImage(other, new byte[] {1});

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

      Accounts accounts = driver.accounts(1);
      Counts counts = accounts.writeLabels(List.of("cat"), true, failure -> {});
      assertThat(counts.images()).isEqualTo(1);
      accounts.finish(
          RunRecord.of(
              job(),
              List.of("cat"),
              counts,
              List.of(),
              new RunRecord.Execution(
                  "out",
                  1,
                  RunSpec.OnError.FAIL,
                  "17",
                  "now",
                  1,
                  1,
                  1,
                  Optional.empty(),
                  Optional.empty())));
    }

    try (Stream<Path> files = Files.walk(temp)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> temp.relativize(file).toString()))
          .containsExactlyInAnyOrder(IMAGE, "metadata.jsonl", "run.json", ".cutmix-files");
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
