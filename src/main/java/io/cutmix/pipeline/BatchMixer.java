package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.Recipe;
import io.cutmix.plan.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Loads the pictures of a batch into one tensor and mixes them there. Thread-safe. */
record BatchMixer(Dataset dataset, PictureLoader loader, OnError onError) {

  /**
   * A batch whose images are in a tensor.
   *
   * @param samples what came of reading each
   * @param recipe by which those that are there were mixed
   */
  // The samples are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Mixed(Batch batch, Loaded[] samples, Recipe recipe) {}

  Mixed mix(Batch batch, BatchTensor tensor, Parallel parallel) throws IOException {
    Loaded[] samples = new Loaded[batch.size()];
    parallel.forEach(samples.length, i -> samples[i] = load(batch.sample(i), tensor.pixels(i)));
    Recipe recipe = batch.recipe().without(readable(samples));
    CutMix.mixImagesInPlace(tensor.images(), recipe);
    return new Mixed(batch, samples, recipe);
  }

  private Loaded load(int sample, ByteBuffer pixels) throws IOException {
    try {
      return new Loaded.Picture(loader.load(() -> dataset.read(sample), pixels));
    } catch (IOException e) {
      if (onError == OnError.FAIL) {
        throw new SampleException(dataset.name(sample), e);
      }
      return new Loaded.Unreadable(SampleException.reason(e));
    }
  }

  private static boolean[] readable(Loaded[] samples) {
    boolean[] readable = new boolean[samples.length];
    for (int i = 0; i < readable.length; i++) {
      readable[i] = samples[i] instanceof Loaded.Picture;
    }
    return readable;
  }
}
