package io.cutmix.cli;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.SampleList;
import io.cutmix.engine.Engine;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.output.JobRecord;
import io.cutmix.output.OutputFolder;
import io.cutmix.pipeline.ImageNaming;
import io.cutmix.pipeline.PictureSettings;
import io.cutmix.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The work of {@code cutmix augment} in the process of another machine, made there from what is the
 * same everywhere: the words of the command line, the plan, and the record of the job. The samples
 * are those that the first process has listed.
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
    OutputFolder output = Executor.join(options.run, record, options.output.labels());
    Dataset dataset = samples(output, record);
    return new Engine.Open(mixing(options, dataset).task(output), output);
  }

  private Mixing mixing(AugmentOptions options, Dataset dataset) throws IOException {
    ImageShape found = new ImageShape(shape.get(0), shape.get(1), shape.get(2), shape.get(3));
    PictureSettings settings = options.settings(found);
    ImageNaming naming = options.output.naming(options.shards.isSharded() ? 1 : plan.files());
    ImageCodec codec = Codecs.of(options.pictures.codec, options.run.limits(Executor.console()));
    return new Mixing(options, given, dataset, plan, settings, naming, codec);
  }

  private static Dataset samples(OutputFolder output, JobRecord job) throws IOException {
    try (InputStream list = output.samples()) {
      Dataset dataset = SampleList.read(list);
      if (dataset.fingerprint().equals(job.input().fingerprint())) {
        return dataset;
      }
      throw new IOException("an executor finds the list of samples of another run in --out");
    } catch (NoSuchFileException e) {
      throw new ProblemException(
          Problem.of("an executor doesn't find the file")
              .remedy("put --images and --out where all processes reach them, such as hdfs://")
              .at(Place.of(Path.of(e.getFile()))),
          e);
    }
  }
}
