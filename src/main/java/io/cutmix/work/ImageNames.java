package io.cutmix.work;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Labels;
import io.cutmix.image.FileFormat;
import io.cutmix.mix.Recipe;
import io.cutmix.output.ImageNaming;
import io.cutmix.plan.Batch;

/**
 * The path of each image, relative to the output folder. Thread-safe.
 *
 * @param naming fits the labels of the data set
 */
public record ImageNames(ImageNaming naming, Dataset dataset) implements PlannedBatches.Names {
  private static final int TAR_DIGITS = 9;

  /** How images are named within tar files: by a key of nine digits, by which readers sort. */
  public static PlannedBatches.Names inTars() {
    return (batch, i, recipe, format) ->
        ImageNaming.padded(batch.file(i), TAR_DIGITS) + "." + format.extension();
  }

  @Override
  public String name(Batch batch, int i, Recipe recipe, FileFormat format) {
    int sample = batch.sample(i);
    ImageNaming.Named image =
        new ImageNaming.Named(
            batch.file(i),
            dataset.name(sample),
            dataset.name(batch.sample(recipe.mixedWith(i))),
            batch.copy(),
            batch.number());
    return naming.path(image, () -> className(sample)) + '.' + format.extension();
  }

  private String className(int sample) {
    Labels labels = dataset.labels();
    return labels.classes().get(labels.classId(sample));
  }
}
