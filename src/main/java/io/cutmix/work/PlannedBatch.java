package io.cutmix.work;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.InputDigest;
import io.cutmix.image.FileFormat;
import io.cutmix.job.Failure;
import io.cutmix.mix.Box;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.Recipe;
import io.cutmix.mix.SoftLabels;
import io.cutmix.output.LabelRow;
import io.cutmix.plan.Batch;
import java.io.IOException;
import java.io.InputStream;

/** A batch of a plan. */
record PlannedBatch(PlannedBatches from, Batch batch) implements ImageBatch {

  @Override
  public int size() {
    return batch.size();
  }

  @Override
  public int images() {
    return batch.size();
  }

  @Override
  public int height() {
    return batch.height();
  }

  @Override
  public int width() {
    return batch.width();
  }

  @Override
  public Recipe recipe(boolean[] readable) {
    return batch.recipe().without(readable);
  }

  @Override
  public String name(int i) {
    return dataset().name(batch.sample(i));
  }

  @Override
  public long bytes(int i) {
    int sample = batch.sample(i);
    return dataset().isKept(sample) ? 0 : Math.max(1, dataset().bytes(sample));
  }

  @Override
  public byte[] read(int i) throws IOException {
    return dataset().read(batch.sample(i));
  }

  @Override
  public InputStream open(int i) throws IOException {
    return dataset().open(batch.sample(i));
  }

  @Override
  public void addState(InputDigest digest) {
    for (int i = 0; i < batch.size(); i++) {
      dataset().addState(batch.sample(i), digest);
      from.companions().addState(name(i), digest);
    }
  }

  @Override
  public String fileName(int i, Recipe recipe, FileFormat format) {
    return from.names().name(batch, i, recipe, format);
  }

  @Override
  public LabelRow row(int i, Recipe recipe, String fileName) {
    int partner = recipe.mixedWith(i);
    Box box = recipe.box(i);
    double lam = box.keptFraction(height(), width());
    double[] own = target(i);
    return new LabelRow(
        fileName,
        partner == i ? own : SoftLabels.mix(own, target(partner), lam),
        lam,
        box,
        name(i),
        name(partner),
        batch.copy(),
        batch.number());
  }

  /** The label of a sample before it is mixed. */
  double[] target(int i) {
    return cutMix().smooth(dataset().labels().row(batch.sample(i)));
  }

  @Override
  public Failure failure(int i, int unreadable, String reason) {
    return new Failure(name(i), batch.copy(), batch.file(i), reason, false);
  }

  private Dataset dataset() {
    return from.dataset();
  }

  private CutMix cutMix() {
    return from.shards().plan().cutMix();
  }
}
