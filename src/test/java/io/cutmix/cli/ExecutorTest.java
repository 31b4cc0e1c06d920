package io.cutmix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.MessageOptions;
import io.cutmix.cli.message.Shell;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.InputSpec;
import io.cutmix.job.Job;
import io.cutmix.job.Options;
import io.cutmix.job.Parallel;
import io.cutmix.job.RunSpec;
import io.cutmix.output.OutputFolder;
import io.cutmix.storage.Readers;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.work.Engine;
import io.cutmix.work.ImageSurvey;
import io.cutmix.work.LocalEngine;
import io.cutmix.work.SampleException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of a run, here and where they were sent. */
class ExecutorTest {
  private static final Readers READERS = new Readers(0);

  @TempDir private Path temp;

  private ImagesAndLabels images = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");
  private final ImageCodec codec = Codecs.of(CodecChoice.IMAGEIO);

  @BeforeEach
  void images() throws IOException {
    images = ImagesAndLabels.make(temp, 5);
    out = temp.resolve("out");
  }

  /** What is done with the tasks of the run. */
  private interface Use {
    void of(Engine.TaskSource tasks, OutputFolder folder) throws Exception;
  }

  private void withTasks(Use use) throws Exception {
    InputSpec input =
        InputSpec.given(
            Map.of("images", images.images().toString(), "labels", images.labels().toString()));
    RunSpec run =
        RunSpec.given(
            Map.of(
                "out",
                out.toString(),
                "max-pixels",
                RunSpec.MAX_PIXELS,
                "image-timeout",
                RunSpec.IMAGE_TIMEOUT,
                "threads",
                1,
                "read-ahead",
                0,
                "engine",
                "spark",
                "on-error",
                "fail"));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Console console =
        new Console(
            new Shell(nowhere, nowhere, Map.of(), code -> {}), new MessageOptions(), "augment");
    Options options = Options.given(Map.of("codec", "imageio"));
    PlannedWork work =
        new Request(options, input, run, codec, READERS, console)
            .plan(
                out.toString(),
                () -> {},
                (dataset, companions) ->
                    ImageSurvey.of(dataset, companions, codec, READERS, Parallel.SEQUENTIAL));
    Job job =
        new Job(
            "1",
            work.options(),
            new Job.Input(input, 5, work.dataset().fingerprint(), Optional.empty()));
    try (OutputFolder folder = OutputFolder.open(out, job, false)) {
      use.of(new AugmentWork(job, run, work, codec, READERS).tasks(folder), folder);
    }
  }

  @Test
  void what_travels_to_an_executor_makes_the_images_there() throws Exception {
    withTasks(
        (tasks, folder) -> {
          try (Engine.Open elsewhere = sent(tasks).open()) {
            assertThat(elsewhere.task().run(0, Parallel.SEQUENTIAL).images()).isEqualTo(5);
          }
        });

    try (var written = Files.list(out.resolve("images"))) {
      assertThat(written).hasSize(5);
    }
  }

  @Test
  void a_sample_that_could_not_be_read_is_named_even_if_it_can_be_when_all_are_looked_at()
      throws Exception {
    byte[] whole = Files.readAllBytes(images.file(3));
    images.damage(3);
    Engine.Listener repairing =
        new Engine.Listener() {
          @Override
          public void finished(long some, long skipped) {}

          @Override
          public void failing(SampleException first) {
            assertThatCode(() -> Files.write(images.file(3), whole)).doesNotThrowAnyException();
          }
        };

    withTasks(
        (tasks, folder) -> {
          try (LocalEngine engine = new LocalEngine(1)) {
            Engine.Units units = new Engine.Units(1, 5, 5, new BitSet(), tasks);
            assertThatThrownBy(() -> engine.run(units, repairing))
                .isInstanceOf(SampleException.class)
                .hasMessageStartingWith(images.names().get(3) + ": ");
          }
        });
  }

  private static Engine.TaskSource sent(Engine.TaskSource tasks)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream to = new ObjectOutputStream(bytes)) {
      to.writeObject(tasks);
    }
    try (ObjectInputStream from =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Engine.TaskSource) from.readObject();
    }
  }
}
