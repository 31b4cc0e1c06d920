package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.mix.Recipe;
import io.cutmix.output.LabelRow;
import io.cutmix.plan.Batch;
import io.cutmix.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes single images of a plan, just as a run of it does, and reads no other pictures than they
 * need.
 */
public final class PlannedSamples {
  private final Dataset dataset;
  private final Plan plan;
  private final PictureSettings pictures;
  private final ImageNames names;
  private final BatchMixer mixer;

  /** Prepares for it; {@code naming} fits the labels. */
  public PlannedSamples(
      Dataset dataset,
      Plan plan,
      ImageCodec codec,
      PictureSettings pictures,
      ImageNaming naming,
      OnError onError) {
    this.dataset = dataset;
    this.plan = plan;
    this.pictures = pictures;
    this.names = new ImageNames(naming, dataset, plan.files());
    this.mixer = new BatchMixer(dataset, codec, pictures, onError, new FirstFrames(dataset));
  }

  /**
   * Up to {@code count} images from batches all over the plan. Gaps that unreadable pictures leave
   * are passed over.
   *
   * @param batches of the plan, as many as are to be chosen from
   * @throws SampleException if a picture can't be read and that isn't to be skipped
   */
  public List<PlannedSample> spread(int count, long batches) throws IOException {
    List<PlannedSample> made = new ArrayList<>();
    long turns = Math.min(batches, count);
    for (int turn = 0; turn < turns; turn++) {
      long wanted = count * (turn + 1L) / turns - count * (long) turn / turns;
      addFrom(plan.batch(batches * turn / turns), wanted, made);
    }
    return made;
  }

  private void addFrom(Batch batch, long wanted, List<PlannedSample> made) throws IOException {
    long left = wanted;
    for (int i = 0; i < batch.size() && left > 0; i++) {
      Optional<PlannedSample> sample = make(batch, i);
      if (sample.isPresent()) {
        made.add(sample.get());
        left--;
      }
    }
  }

  private Optional<PlannedSample> make(Batch batch, int i) throws IOException {
    PictureSettings settings = pictures.sized(batch.height(), batch.width());
    BatchMixer loader = mixer.with(settings);
    try (PairMixer pair = new PairMixer(mixer.codec(), settings)) {
      if (loader.load(batch.sample(i), pair.base()) instanceof Loaded.Picture base) {
        Recipe recipe = recipe(batch, i, loader, pair);
        ImageEncoder.Original original =
            recipe.leaves(i) ? () -> dataset.read(batch.sample(i)) : null;
        MixedPair images = pair.mix(base.format(), recipe.box(i), original);
        FileFormat format = settings.encodingFor(base.format()).format();
        return Optional.of(sample(batch, i, recipe, format, images));
      }
      return Optional.empty();
    }
  }

  /** Loads the partner; the recipe is that of a batch without the partners that can't be read. */
  private static Recipe recipe(Batch batch, int i, BatchMixer loader, PairMixer pair)
      throws IOException {
    boolean[] readable = new boolean[batch.size()];
    Arrays.fill(readable, true);
    Recipe recipe = batch.recipe().without(readable);
    while (recipe.partner(i) != i
        && loader.load(batch.sample(recipe.partner(i)), pair.partner())
            instanceof Loaded.Unreadable) {
      readable[recipe.partner(i)] = false;
      recipe = batch.recipe().without(readable);
    }
    return recipe;
  }

  private PlannedSample sample(
      Batch batch, int i, Recipe recipe, FileFormat format, MixedPair images) {
    @Nullable String[] files = new String[batch.size()];
    files[i] = names.name(batch, i, recipe, format);
    BatchLabels labels = new BatchLabels(batch, recipe, dataset, plan.cutMix(), images.shape());
    LabelRow row = labels.rows(files).get(0);
    return new PlannedSample(
        row,
        labels.target(batch.sample(i)),
        labels.target(batch.sample(recipe.partner(i))),
        images);
  }
}
