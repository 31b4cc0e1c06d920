package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.InputDigest;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.Recipe;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.UnitCounts;
import io.cutmix.plan.Batch;
import io.cutmix.plan.Plan;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The unit of work: one batch from files to files. It loads the pictures into one tensor, mixes
 * them there, encodes and writes each, and marks the batch as done. Doing it again gives the same
 * bytes. Owns native memory. Thread-safe for different batches.
 */
public final class BatchTask implements UnitTask {
  private final Dataset dataset;
  private final Plan plan;
  private final PictureSettings pictures;
  private final ToWrite toWrite;
  private final OutputFolder output;
  private final BatchMixer mixer;
  private final ImageNames names;
  private final ImageWriter writer;
  private final TensorPool tensors;

  /** A task for every batch of {@code plan}; {@code naming} fits the labels. */
  public BatchTask(
      Dataset dataset,
      Plan plan,
      ImageCodec codec,
      PictureSettings pictures,
      ImageNaming naming,
      ToWrite toWrite,
      OnError onError,
      OutputFolder output) {
    this.dataset = dataset;
    this.plan = plan;
    this.pictures = pictures;
    this.toWrite = toWrite;
    this.output = output;
    this.mixer = new BatchMixer(dataset, codec, pictures, onError, new FirstFrames(dataset));
    this.names = new ImageNames(naming, dataset, plan.files());
    this.writer = new ImageWriter(codec, pictures, output);
    this.tensors = new TensorPool();
  }

  /** That task for batches of another size, with its memory. */
  private BatchTask(BatchTask task, int height, int width) {
    this.dataset = task.dataset;
    this.plan = task.plan;
    this.pictures = task.pictures.sized(height, width);
    this.toWrite = task.toWrite;
    this.output = task.output;
    this.mixer = task.mixer.with(pictures);
    this.names = task.names;
    this.writer = new ImageWriter(mixer.codec(), pictures, output);
    this.tensors = task.tensors;
  }

  @Override
  public UnitCounts run(long unit, Parallel parallel) throws IOException {
    Batch batch = plan.batch(unit);
    ImageShape shape = pictures.rendering().shape();
    boolean sameSize = batch.height() == shape.height() && batch.width() == shape.width();
    BatchTask task = sameSize ? this : new BatchTask(this, batch.height(), batch.width());
    return task.run(unit, batch, parallel);
  }

  private UnitCounts run(long unit, Batch batch, Parallel parallel) throws IOException {
    // Before anything is read, so that what is modified afterwards is told by it.
    String state = state(unit);
    int size = batch.size();
    BatchTensor tensor = tensors.take(size, pictures.rendering().shape());
    try {
      BatchMixer.Mixed mixed = mixer.mix(batch, tensor, parallel);
      Loaded[] samples = mixed.samples();
      Recipe recipe = mixed.recipe();
      @Nullable String[] files = fileNames(batch, recipe, samples);
      if (toWrite == ToWrite.IMAGES) {
        output.beginUnit(unit, Stream.of(files).filter(Objects::nonNull).toList());
        parallel.forEach(size, i -> write(batch, i, recipe, samples, files[i], tensor));
      }

      BatchLabels labels =
          new BatchLabels(batch, recipe, dataset, plan.cutMix(), pictures.rendering().shape());
      UnitCounts counts = labels.counts(samples);
      output.finishUnit(unit, state, counts, labels.rows(files));
      return counts;
    } finally {
      tensors.giveBack(tensor);
    }
  }

  @Override
  public String state(long unit) {
    InputDigest digest = new InputDigest();
    mixer.addState(plan.batch(unit), digest);
    return digest.toText();
  }

  @Override
  public Optional<String> warning() {
    return mixer.firstFrames().sentence();
  }

  @Override
  public void close() {
    tensors.close();
  }

  private void write(
      Batch batch,
      int i,
      Recipe recipe,
      Loaded[] samples,
      @Nullable String file,
      BatchTensor tensor)
      throws IOException {
    if (file != null && samples[i] instanceof Loaded.Picture picture) {
      ImageEncoder.Original original =
          recipe.leaves(i) ? () -> dataset.read(batch.sample(i)) : null;
      writer.write(file, picture.format(), tensor.pixels(i), original);
      writer.writeMask(file, i, recipe, samples);
    }
  }

  /** Of the images that come out. */
  private @Nullable String[] fileNames(Batch batch, Recipe recipe, Loaded[] samples) {
    @Nullable String[] files = new String[samples.length];
    for (int i = 0; i < files.length; i++) {
      if (samples[i] instanceof Loaded.Picture picture) {
        FileFormat format = pictures.encodingFor(picture.format()).format();
        files[i] = names.name(batch, i, recipe, format);
      }
    }
    return files;
  }
}
