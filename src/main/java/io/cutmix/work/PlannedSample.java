package io.cutmix.work;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.mix.Recipe;
import io.cutmix.output.LabelRow;
import io.cutmix.work.PlannedBatches.PlannedBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One image that a run would write, made just as the run does.
 *
 * @param row its label row
 * @param baseLabel the label of its base image, before mixing
 * @param partnerLabel that of its partner
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record PlannedSample(
    LabelRow row, double[] baseLabel, double[] partnerLabel, MixedPair pair) {

  /**
   * Makes some of the images of a plan whose shards have one batch each.
   *
   * @param onError what an image means that can't be read
   */
  public record Maker(
      PlannedBatches planned, ImageSettings settings, ImageCodec codec, OnError onError) {

    /**
     * Up to {@code count} images from batches all over the plan. Reads no other images than they
     * need, and passes over the gaps that unreadable ones leave.
     *
     * @param batches as many as are to be chosen from
     * @throws SampleException if an image can't be read and that isn't to be skipped
     */
    public List<PlannedSample> spread(int count, long batches) throws IOException {
      List<PlannedSample> made = new ArrayList<>();
      long turns = Math.min(batches, count);
      for (int turn = 0; turn < turns; turn++) {
        long wanted = count * (turn + 1L) / turns - count * (long) turn / turns;
        addFrom(planned.batch(batches * turn / turns), wanted, made);
      }
      return made;
    }

    private void addFrom(PlannedBatch batch, long wanted, List<PlannedSample> made)
        throws IOException {
      long left = wanted;
      for (int i = 0; i < batch.size() && left > 0; i++) {
        Optional<PlannedSample> sample = make(batch, i);
        if (sample.isPresent()) {
          made.add(sample.get());
          left--;
        }
      }
    }

    /** By the recipe of the batch without the partners that can't be read. */
    private Optional<PlannedSample> make(PlannedBatch batch, int i) throws IOException {
      boolean[] readable = new boolean[batch.size()];
      Arrays.fill(readable, true);
      while (true) {
        Recipe recipe = batch.recipe(readable);
        LabelRow row = batch.row(i, recipe, "");
        try {
          return Optional.of(sample(batch, i, recipe, row));
        } catch (SampleException e) {
          if (onError == OnError.FAIL) {
            throw e;
          }
          if (e.sample().equals(row.source())) {
            return Optional.empty();
          }
          readable[recipe.mixedWith(i)] = false;
        }
      }
    }

    private PlannedSample sample(PlannedBatch batch, int i, Recipe recipe, LabelRow row)
        throws IOException {
      MixedPair pair =
          MixedPair.of(
              row, batch.height(), batch.width(), planned.dataset()::read, settings, codec);
      FileFormat format = FileFormat.of(pair.image()).orElseThrow();
      return new PlannedSample(
          row.withFileName(batch.fileName(i, recipe, format)),
          batch.target(i),
          batch.target(recipe.mixedWith(i)),
          pair);
    }
  }
}
