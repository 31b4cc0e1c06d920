package io.cutmix.pipeline;

import io.cutmix.image.ImageShape;
import io.cutmix.mix.Recipe;
import io.cutmix.plan.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Goes through a batch from partner to partner, so that each image is mixed and written as soon as
 * its partner is decoded, while both are in the processor's cache; each picture is decoded once.
 * The images are those that {@link BatchMixer#mix} makes. Thread-safe.
 *
 * <p>The circles of partners are cut into pieces for the threads. A piece has three places in
 * memory: one for the image at hand, one for its partner, and one where the first image is put
 * aside for whoever has that one as its partner, the last one of some piece.
 */
record PartnerWalk(BatchMixer mixer, TensorPool tensors) {
  private static final int PLACES = 3;
  private static final int ASIDE = 2;

  /** Takes an image that is mixed. */
  interface Writing {
    void write(int i, Loaded.Picture picture, ByteBuffer pixels) throws IOException;
  }

  /**
   * Loads, mixes and writes a batch of which every picture can be read.
   *
   * @param recipe of the batch
   * @return the batch, whose tensor is gone; nothing if one of them can't be read: then some may
   *     have been written
   */
  Optional<BatchMixer.Mixed> run(Batch batch, Recipe recipe, Parallel parallel, Writing writing)
      throws IOException {
    List<int[]> pieces = PartnerPieces.of(recipe);
    ImageShape shape = mixer.pictures().rendering().shape();
    BatchTensor tensor = tensors.take(PLACES * pieces.size(), shape);
    try {
      Walk walk = new Walk(batch, recipe, pieces, tensor, writing);
      parallel.forEach(pieces.size(), walk::begin);
      parallel.forEach(pieces.size(), walk::goOn);
      return walk.broken.get()
          ? Optional.empty()
          : Optional.of(new BatchMixer.Mixed(batch, walk.samples, recipe));
    } finally {
      tensors.giveBack(tensor);
    }
  }

  /** For each image that a piece begins with, which piece that is. */
  private static int[] pieceOfFirst(List<int[]> pieces, int size) {
    int[] pieceOfFirst = new int[size];
    for (int piece = 0; piece < pieces.size(); piece++) {
      pieceOfFirst[pieces.get(piece)[0]] = piece;
    }
    return pieceOfFirst;
  }

  private final class Walk {
    private final Batch batch;
    private final Recipe recipe;
    private final List<int[]> pieces;
    private final int[] pieceOfFirst;
    private final BatchTensor tensor;
    private final Writing writing;
    private final Loaded[] samples;
    private final AtomicBoolean broken = new AtomicBoolean();

    Walk(Batch batch, Recipe recipe, List<int[]> pieces, BatchTensor tensor, Writing writing) {
      this.batch = batch;
      this.recipe = recipe;
      this.pieces = pieces;
      this.pieceOfFirst = pieceOfFirst(pieces, batch.size());
      this.tensor = tensor;
      this.writing = writing;
      this.samples = new Loaded[batch.size()];
    }

    /** Loads the first image of a piece and puts aside what another one will want of it. */
    void begin(int piece) throws IOException {
      int first = pieces.get(piece)[0];
      if (load(first, PLACES * piece)) {
        tensor.pixels(PLACES * piece + ASIDE).put(tensor.pixels(PLACES * piece));
      }
    }

    void goOn(int piece) throws IOException {
      int[] images = pieces.get(piece);
      int place = PLACES * piece;
      for (int k = 0; k < images.length && !broken.get(); k++) {
        int other = 2 * PLACES * piece + 1 - place;
        int from = other;
        if (k == images.length - 1) {
          from = PLACES * pieceOfFirst[recipe.partner(images[k])] + ASIDE;
        } else if (!load(images[k + 1], other)) {
          return;
        }
        tensor.mixer().paste(from, place, recipe.box(images[k]));
        if (samples[images[k]] instanceof Loaded.Picture picture) {
          writing.write(images[k], picture, tensor.pixels(place));
        }
        place = other;
      }
    }

    private boolean load(int image, int place) throws IOException {
      try {
        samples[image] = mixer.load(batch.sample(image), tensor.pixels(place));
      } catch (SampleException unreadable) {
        broken.set(true);
        return false;
      }
      if (samples[image] instanceof Loaded.Unreadable) {
        broken.set(true);
      }
      return !broken.get();
    }
  }
}
