package io.cutmix.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorTest {
  private static final Readers READERS = new Readers(0);

  @TempDir private Path temp;

  @Test
  void what_travels_to_an_executor_makes_the_images_there() throws Exception {
    ImagesAndLabels images = ImagesAndLabels.make(temp, 5);
    Path out = temp.resolve("out");
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
    ImageCodec codec = Codecs.of(CodecChoice.IMAGEIO);
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
    Job job = new Job("1", work.options(), new Job.Input(input, 5, work.dataset().fingerprint()));

    try (OutputFolder folder = OutputFolder.open(out, job, false)) {
      Engine.TaskSource tasks = new AugmentWork(job, run, work, codec, READERS).tasks(folder);
      try (Engine.Open elsewhere = sent(tasks).open()) {
        assertThat(elsewhere.task().run(0, Parallel.SEQUENTIAL).images()).isEqualTo(5);
      }
    }
    try (var written = Files.list(out.resolve("images"))) {
      assertThat(written).hasSize(5);
    }
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
