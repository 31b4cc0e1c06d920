package io.cutmix.cli;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.DatasetReader;
import io.cutmix.dataset.HeldSamples;
import io.cutmix.dataset.Source;
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
import java.util.Optional;

/**
 * The work of {@code cutmix augment} in the process of another machine, made there from what is the
 * same everywhere: the words of the command line, the plan, and the record of the job. The samples
 * come one by one if the cluster has listed them; otherwise each process reads them all where they
 * are, and checks that they are the same.
 *
 * @param shape of the images: height, width, channels, depth
 * @param classes of the data set
 */
record MixingElsewhere(
    OptionsElsewhere given, Plan plan, List<Integer> shape, List<String> classes, String job)
    implements Engine.TaskSource {
  static MixingElsewhere of(JobRecord job, Mixing mixing) {
    ImageShape shape = mixing.settings().rendering().shape();
    return new MixingElsewhere(
        mixing.given(),
        mixing.plan(),
        List.of(shape.height(), shape.width(), shape.channels(), shape.depth()),
        List.copyOf(mixing.classes()),
        Executor.toJson(job));
  }

  @Override
  public Engine.Open open() throws IOException {
    AugmentOptions options = given.read();
    JobRecord record = Executor.record(job);
    Executor.requireSameCodec(record, options.pictures.codec);
    Source source = options.source();
    Optional<HeldSamples> held =
        options.index.isOnCluster() ? Optional.of(HeldSamples.of(source)) : Optional.empty();
    Dataset dataset = held.isPresent() ? listed(held.get(), record) : read(source, record);
    OutputFolder output = Executor.join(options.run, record, options.output.labels());
    return new Engine.Open(mixing(options, dataset).task(output), output, held);
  }

  private Dataset listed(HeldSamples held, JobRecord record) {
    return held.dataset(record.input().samples(), classes, record.input().fingerprint());
  }

  private static Dataset read(Source source, JobRecord record) throws IOException {
    Dataset dataset = DatasetReader.read(source, FileFormat::isPictureName);
    requireSame(record, dataset);
    return dataset;
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
