package io.cutmix.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.DatasetReader;
import io.cutmix.engine.Engine;
import io.cutmix.image.Codecs;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.output.JobRecord;
import io.cutmix.output.OutputFolder;
import io.cutmix.pipeline.ImageNaming;
import io.cutmix.pipeline.PictureSettings;
import io.cutmix.plan.Plan;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine;

/**
 * The work of {@code cutmix augment} in the process of another machine, made there from what is the
 * same everywhere: the words of the command line, the plan, and the record of the job. The samples
 * don't travel; each process reads them where they are, and checks that they are the same.
 *
 * @param folder that relative paths are relative to
 * @param shape of the images: height, width, channels, depth
 */
record MixingElsewhere(
    List<String> words, String folder, Plan plan, List<Integer> shape, String job)
    implements Engine.TaskSource {
  private static final JsonMapper JSON = new JsonMapper();

  static MixingElsewhere of(JobRecord job, Mixing mixing) {
    ImageShape shape = mixing.settings().rendering().shape();
    try {
      return new MixingElsewhere(
          List.copyOf(mixing.words()),
          Path.of("").toAbsolutePath().toString(),
          mixing.plan(),
          List.of(shape.height(), shape.width(), shape.channels(), shape.depth()),
          JSON.writeValueAsString(job));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Engine.Open open() throws IOException {
    AugmentOptions options = options();
    JobRecord record = JSON.readValue(job, JobRecord.class);
    requireSameCodec(record, options);
    Dataset dataset =
        DatasetReader.read(
            options.input.source(options.caution.onError), FileFormat::isPictureName);
    requireSame(record, dataset);
    OutputFolder output =
        OutputFolder.join(
            options.run.out, record, options.output.labels(), UUID.randomUUID().toString());
    return new Engine.Open(mixing(options, dataset).task(output), output);
  }

  private Mixing mixing(AugmentOptions options, Dataset dataset) throws IOException {
    ImageShape found = new ImageShape(shape.get(0), shape.get(1), shape.get(2), shape.get(3));
    PictureSettings settings = options.pictures.settings(found).withBoxes(options.boxes.read());
    ImageNaming naming = options.output.naming(options.shards.isSharded() ? 1 : plan.files());
    ImageCodec codec = Codecs.of(options.pictures.codec, options.run.limits(console()));
    return new Mixing(options, words, dataset, plan, settings, naming, codec);
  }

  /** Those of an executor. One whose decoder hangs is given up, and Spark starts another. */
  private static Console console() {
    Shell shell = new Shell(System.out, System.err, Map.of(), Runtime.getRuntime()::halt);
    return new Console(shell, new MessageOptions(), "augment");
  }

  private AugmentOptions options() {
    AugmentOptions options = new AugmentOptions();
    CommandLine parser = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
    parser.addMixin("messages", new MessageOptions());
    Numbers.readBy(parser);
    parser.registerConverter(Path.class, this::path);
    parser.parseArgs(words.toArray(String[]::new));
    return options;
  }

  private Path path(String text) throws IOException {
    Path path = Storage.path(text);
    return path.isAbsolute() ? path : Path.of(folder).resolve(path);
  }

  /** Other codecs write other bytes. */
  private static void requireSameCodec(JobRecord job, AugmentOptions options) throws IOException {
    String wanted = job.options().path("codec").asText();
    String found =
        NativeLibraries.loading(options.pictures.codec)
            .codecInUse(reason -> {})
            .name()
            .toLowerCase(Locale.ROOT);
    if (!found.equals(wanted)) {
      throw new IOException(
          "an executor can load the codec %s only, and the run began with %s; use --codec imageio"
              .formatted(found, wanted));
    }
  }

  private static void requireSame(JobRecord job, Dataset dataset) throws IOException {
    if (!dataset.fingerprint().equals(job.input().fingerprint())) {
      throw new IOException(
          "an executor finds other samples in %s than the driver (%d and %d, or other labels or"
                  .formatted(
                      job.input().source().path("images").asText(),
                      dataset.size(),
                      job.input().samples())
              + " sizes); put the data where all of them reach it, such as hdfs://");
    }
  }
}
