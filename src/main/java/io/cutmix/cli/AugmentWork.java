package io.cutmix.cli;

import io.cutmix.dataset.SampleList;
import io.cutmix.detection.MixedBoxes;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.Job;
import io.cutmix.job.MixSpec;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.EngineChoice;
import io.cutmix.mix.BoxScope;
import io.cutmix.output.ImageNaming;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.Sink;
import io.cutmix.plan.Plan;
import io.cutmix.report.ClassSums;
import io.cutmix.report.HtmlReport.ReportSource;
import io.cutmix.storage.Readers;
import io.cutmix.work.Engine;
import io.cutmix.work.ImageSettings;
import io.cutmix.work.MixedPair;
import io.cutmix.work.PlannedBatches;
import io.cutmix.work.Shards;
import io.cutmix.work.UnitTask;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/** The work of {@code cutmix augment}: each batch is a unit, or each shard of batches. */
record AugmentWork(Job job, RunSpec run, PlannedWork work, ImageCodec codec, Readers readers)
    implements JobRun.Work {

  private Shards shards() {
    return output()
        .shardSize()
        .map(size -> Shards.of(work.plan(), size, job.options().mix().batchSize()))
        .orElseGet(() -> new Shards(work.plan(), 1));
  }

  private OutputSpec output() {
    return job.options().output();
  }

  @Override
  public List<String> classes() {
    return work.dataset().labels().classes();
  }

  @Override
  public boolean haveSingleClasses() {
    return work.dataset().labels().areClassIds();
  }

  @Override
  public long units() {
    return shards().count();
  }

  @Override
  public int imagesOf(long unit) {
    return shards().sizeOf(unit);
  }

  @Override
  public long images() {
    return work.plan().files();
  }

  @Override
  public long boxes() {
    MixSpec mix = job.options().mix();
    Plan plan = work.plan();
    boolean isShared = mix.boxScope() == BoxScope.BATCH && mix.bbox().isEmpty();
    if (!isShared || plan.batches() >= Summary.FEW_BOXES) {
      return images();
    }
    return LongStream.range(0, plan.batches())
        .filter(
            batch -> plan.batch(batch).recipe().boxes().stream().anyMatch(box -> box.area() > 0))
        .count();
  }

  @Override
  public Optional<MixedBoxes> mixedBoxes() {
    Rendering rendering = work.settings().rendering();
    return work.companions()
        .boxes()
        .map(coco -> new MixedBoxes(coco, rendering, output().minVisible().orElseThrow()));
  }

  @Override
  public ReportSource report() {
    Plan plan = work.plan();
    ImageSettings settings = work.settings();
    int channels = settings.rendering().shape().channels();
    IntFunction<ImageShape> shapes =
        batch -> new ImageShape(plan.heightOf(batch), plan.widthOf(batch), channels);
    return new ReportSource(
        classes(),
        plan.cutMix(),
        shapes.apply(0),
        row -> shapes.apply(row.batch()),
        codec,
        row ->
            MixedPair.of(
                row,
                plan.heightOf(row.batch()),
                plan.widthOf(row.batch()),
                work.dataset()::read,
                settings,
                codec),
        Optional.of(ClassSums.of(work.dataset())));
  }

  @Override
  public Engine.TaskSource tasks(OutputFolder folder) throws IOException {
    if (run.engine() == EngineChoice.LOCAL) {
      return JobRun.Work.super.tasks(folder);
    }
    folder.writeSamples(list -> SampleList.write(work.dataset(), list));
    return Executor.of(job, run, work.plan(), units());
  }

  @Override
  public UnitTask task(OutputFolder folder) {
    PlannedBatches.Names names =
        output().hasShards()
            ? PlannedBatches.Names.inTars()
            : PlannedBatches.Names.of(ImageNaming.of(output(), images()), work.dataset());
    ImageCodec own = work.inOrder(codec);
    return new UnitTask(
        new PlannedBatches(work.dataset(), shards(), names),
        own,
        work.settings(),
        run.onError(),
        folder::finish,
        sink(folder, own),
        readers);
  }

  private Sink sink(OutputFolder folder, ImageCodec own) {
    if (output().hasShards()) {
      return folder.shards(
          own, () -> work.settings().rendering().shape(), classes().size(), this::imagesOf);
    }
    return output().recipesOnly() ? Sink.NONE : folder.images(own);
  }
}
