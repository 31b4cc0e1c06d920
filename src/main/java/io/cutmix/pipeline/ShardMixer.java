package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.InputDigest;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Failure;
import io.cutmix.output.LabelRow;
import io.cutmix.plan.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mixes the batches of a shard, one after another. Owns native memory. */
final class ShardMixer implements AutoCloseable {
  private final Dataset dataset;
  private final Shards shards;
  private final ImageShape shape;
  private final BatchMixer mixer;
  private final TensorPool tensors;

  ShardMixer(
      Dataset dataset, Shards shards, ImageCodec codec, PictureSettings pictures, OnError onError) {
    this.dataset = dataset;
    this.shards = shards;
    this.shape = pictures.rendering().shape();
    this.mixer = new BatchMixer(dataset, codec, pictures, onError, new FirstFrames(dataset));
    this.tensors = new TensorPool();
  }

  /** What became of a shard. */
  record Written(List<LabelRow> rows, List<Failure> failures) {}

  /** Writes a batch. */
  interface Writing {
    /** Returns the rows of what was written. */
    List<LabelRow> write(BatchMixer.Mixed mixed, BatchLabels labels, BatchTensor tensor)
        throws IOException;
  }

  Written mix(long shard, Parallel parallel, Writing writing) throws IOException {
    List<LabelRow> rows = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (long number = shards.first(shard); number < shards.end(shard); number++) {
      Batch batch = shards.plan().batch(number);
      BatchTensor tensor = tensors.take(batch.size(), shape);
      try {
        BatchMixer.Mixed mixed = mixer.mix(batch, tensor, parallel);
        BatchLabels labels =
            new BatchLabels(batch, mixed.recipe(), dataset, shards.plan().cutMix(), shape);
        rows.addAll(writing.write(mixed, labels, tensor));
        failures.addAll(labels.failures(mixed.samples()));
      } finally {
        tensors.giveBack(tensor);
      }
    }
    return new Written(rows, failures);
  }

  /** As {@link UnitTask#state}. */
  String state(long shard) {
    InputDigest digest = new InputDigest();
    for (long number = shards.first(shard); number < shards.end(shard); number++) {
      mixer.addState(shards.plan().batch(number), digest);
    }
    return digest.toText();
  }

  /** What the user should know though nothing is wrong. */
  Optional<String> warning() {
    return mixer.firstFrames().sentence();
  }

  @Override
  public void close() {
    tensors.close();
  }
}
