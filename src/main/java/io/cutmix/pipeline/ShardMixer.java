package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.Rendering;
import io.cutmix.output.LabelRow;
import io.cutmix.output.UnitCounts;
import io.cutmix.plan.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Mixes the batches of a shard, one after another. Owns native memory. */
final class ShardMixer implements AutoCloseable {
  private final Dataset dataset;
  private final Shards shards;
  private final Rendering rendering;
  private final BatchMixer mixer;
  private final TensorPool tensors;

  ShardMixer(
      Dataset dataset, Shards shards, ImageCodec codec, Rendering rendering, OnError onError) {
    this.dataset = dataset;
    this.shards = shards;
    this.rendering = rendering;
    this.mixer = new BatchMixer(dataset, new PictureLoader(codec, rendering), onError);
    this.tensors = new TensorPool(rendering.shape());
  }

  /** What became of a shard. */
  record Written(UnitCounts counts, List<LabelRow> rows) {}

  /** Writes a batch. */
  interface Writing {
    /** Returns the rows of what was written. */
    List<LabelRow> write(BatchMixer.Mixed mixed, BatchLabels labels, BatchTensor tensor)
        throws IOException;
  }

  Written mix(long shard, Parallel parallel, Writing writing) throws IOException {
    List<UnitCounts> counts = new ArrayList<>();
    List<LabelRow> rows = new ArrayList<>();
    for (long number = shards.first(shard); number < shards.end(shard); number++) {
      Batch batch = shards.plan().batch(number);
      BatchTensor tensor = tensors.take(batch.size());
      try {
        BatchMixer.Mixed mixed = mixer.mix(batch, tensor, parallel);
        BatchLabels labels = new BatchLabels(batch, mixed.recipe(), dataset, rendering.shape());
        rows.addAll(writing.write(mixed, labels, tensor));
        counts.add(labels.counts(mixed.samples()));
      } finally {
        tensors.giveBack(tensor);
      }
    }
    return new Written(UnitCounts.sum(counts), rows);
  }

  @Override
  public void close() {
    tensors.close();
  }
}
