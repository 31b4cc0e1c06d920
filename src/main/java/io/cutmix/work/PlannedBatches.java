package io.cutmix.work;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.InputDigest;
import io.cutmix.dataset.Labels;
import io.cutmix.image.FileFormat;
import io.cutmix.job.Failure;
import io.cutmix.job.LabelNumbers;
import io.cutmix.mix.Box;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.Recipe;
import io.cutmix.mix.SoftLabels;
import io.cutmix.output.ImageNaming;
import io.cutmix.output.LabelRow;
import io.cutmix.plan.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.LongStream;

/** The batches of a plan. */
public record PlannedBatches(Dataset dataset, Shards shards, Names names)
    implements ImageBatch.Source {

  /** Names images. Thread-safe. */
  @FunctionalInterface
  public interface Names {
    /** That of the i-th image of a batch, in that format. */
    String name(Batch batch, int i, Recipe recipe, FileFormat format);

    /** How images are named within tar files: by a key of nine digits, by which readers sort. */
    static Names inTars() {
      return (batch, i, recipe, format) ->
          ImageNaming.padded(batch.file(i), 9) + "." + format.extension();
    }

    /**
     * The path of each image, relative to the output folder.
     *
     * @param naming fits the labels of the data set
     */
    static Names of(ImageNaming naming, Dataset dataset) {
      Labels labels = dataset.labels();
      return (batch, i, recipe, format) -> {
        int sample = batch.sample(i);
        ImageNaming.Named image =
            new ImageNaming.Named(
                batch.file(i),
                dataset.name(sample),
                dataset.name(batch.sample(recipe.mixedWith(i))),
                batch.copy(),
                batch.number());
        String path = naming.path(image, () -> labels.classes().get(labels.classId(sample)));
        return path + '.' + format.extension();
      };
    }
  }

  @Override
  public List<ImageBatch> of(long unit) {
    return LongStream.range(shards.first(unit), shards.end(unit))
        .<ImageBatch>mapToObj(this::batch)
        .toList();
  }

  /** One of them, by its number over all copies. */
  PlannedBatch batch(long number) {
    return new PlannedBatch(this, shards.plan().batch(number));
  }

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
      digest.add(height()).add(width()); // as images of other sizes may make another plan
      for (int i = 0; i < batch.size(); i++) {
        digest.add(batch.sample(i));
        dataset().addState(batch.sample(i), digest);
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
          LabelNumbers.of(partner == i ? own : SoftLabels.mix(own, target(partner), lam)),
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
}
