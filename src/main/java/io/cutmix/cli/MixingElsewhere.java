package io.cutmix.cli;

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
import java.io.IOException;
import java.util.List;

/**
 * The work of {@code cutmix augment} in the process of another machine, made there from what is the
 * same everywhere: the words of the command line, the plan, and the record of the job. The samples
 * are read where they are by each process, which checks that they are the same.
 *
 * @param shape of the images: height, width, channels, depth
 */
record MixingElsewhere(OptionsElsewhere given, Plan plan, List<Integer> shape, String job)
    implements Engine.TaskSource {
  static MixingElsewhere of(JobRecord job, Mixing mixing) {
    ImageShape shape = mixing.settings().rendering().shape();
    return new MixingElsewhere(
        mixing.given(),
        mixing.plan(),
        List.of(shape.height(), shape.width(), shape.channels(), shape.depth()),
        Executor.toJson(job));
  }

  @Override
  public Engine.Open open() throws IOException {
    AugmentOptions options = given.readInto(new AugmentOptions());
    JobRecord record = Executor.record(job);
    Executor.requireSameCodec(record, options.pictures.codec);
    Dataset dataset = DatasetReader.read(options.source(), FileFormat::isImageName);
    requireSame(record, dataset);
    OutputFolder output = Executor.join(options.run, record, options.output.labels());
    return new Engine.Open(mixing(options, dataset).task(output), output);
  }

  private Mixing mixing(AugmentOptions options, Dataset dataset) throws IOException {
    ImageShape found = new ImageShape(shape.get(0), shape.get(1), shape.get(2), shape.get(3));
    PictureSettings settings = options.settings(found);
    ImageNaming naming = options.output.naming(options.shards.isSharded() ? 1 : plan.files());
    ImageCodec codec = Codecs.of(options.pictures.codec, options.run.limits(Executor.console()));
    return new Mixing(options, given, dataset, plan, settings, naming, codec);
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
