package io.cutmix.work;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.FileFormat;
import io.cutmix.mix.Recipe;
import io.cutmix.plan.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * The batches of a plan.
 *
 * @param companions what is mixed with the images
 */
public record PlannedBatches(Dataset dataset, Shards shards, Names names, Companions companions)
    implements ImageBatch.Source {

  /** Names images. */
  @FunctionalInterface
  public interface Names {
    /** That of the i-th image of a batch, in that format. */
    String name(Batch batch, int i, Recipe recipe, FileFormat format);
  }

  @Override
  public List<ImageBatch> of(long unit) {
    List<ImageBatch> batches = new ArrayList<>();
    for (long number = shards.first(unit); number < shards.end(unit); number++) {
      batches.add(batch(number));
    }
    return batches;
  }

  /** One of them, by its number over all copies. */
  PlannedBatch batch(long number) {
    return new PlannedBatch(this, shards.plan().batch(number));
  }
}
