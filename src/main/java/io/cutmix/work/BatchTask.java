package io.cutmix.work;

import io.cutmix.image.ImageCodec;
import io.cutmix.job.Failure;
import io.cutmix.job.Parallel;
import io.cutmix.job.Problem;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.output.LabelRow;
import io.cutmix.output.Sink;
import io.cutmix.work.ComingUnits.ComingBatch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Makes the images of a batch: loads its samples, mixes them, and hands each image to a sink. Owns
 * native memory. Thread-safe for different batches.
 */
record BatchTask(
    ImageSettings settings, OnError onError, ImageLoader loader, BatchTensor.Pool tensors)
    implements AutoCloseable {

  BatchTask(ImageCodec codec, ImageSettings settings, OnError onError) {
    this(
        settings, onError, new ImageLoader(codec, settings), new BatchTensor.Pool(Memory::hasRoom));
  }

  /**
   * What became of a batch.
   *
   * @param rows of the images that were made
   * @param failures of the others, in order
   * @param flattened images whose transparent pixels were laid over the background
   */
  record Made(List<LabelRow> rows, List<Failure> failures, int flattened) {}

  /**
   * Makes the images. What can't be read is only found on the way; then the others are made once
   * more, by the recipe that is left without it.
   *
   * @throws SampleException if a sample can't be read and that isn't to be skipped: all of the
   *     batch
   */
  Made run(ComingBatch batch, Sink.Unit sink, Parallel parallel) throws IOException {
    BatchWalk walk = new BatchWalk(batch, settings, loader, sink);
    while (!walk.go(tensors, parallel)) {
      List<Problem> unreadable = onError == OnError.FAIL ? walk.unreadable() : List.of();
      if (!unreadable.isEmpty()) {
        throw SampleException.ofBatch(unreadable);
      }
    }
    return walk.end();
  }

  /** What of a batch can't be read; the sink needn't keep anything. */
  List<Problem> unreadable(ComingBatch batch, Sink.Unit sink, Parallel parallel)
      throws IOException {
    BatchWalk walk = new BatchWalk(batch, settings, loader, sink);
    walk.go(tensors, parallel);
    return walk.unreadable();
  }

  /** What the user should know of the batches so far though nothing is wrong. */
  Optional<String> warning() {
    return loader.warning();
  }

  @Override
  public void close() {
    tensors.close();
  }
}
