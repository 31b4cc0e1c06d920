package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.InputDigest;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Counts;
import io.cutmix.mix.Recipe;
import io.cutmix.output.OutputFolder;
import io.cutmix.plan.Batch;
import io.cutmix.plan.Plan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The unit of work: one batch from files to files. It loads the pictures, mixes them, encodes and
 * writes each, and marks the batch as done. Doing it again gives the same bytes. Owns native
 * memory. Thread-safe for different batches.
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
  public Counts run(long unit, Parallel parallel) throws IOException {
    Batch batch = plan.batch(unit);
    ImageShape shape = pictures.rendering().shape();
    boolean sameSize = batch.height() == shape.height() && batch.width() == shape.width();
    BatchTask task = sameSize ? this : new BatchTask(this, batch.height(), batch.width());
    return task.run(unit, batch, parallel);
  }

  private Counts run(long unit, Batch batch, Parallel parallel) throws IOException {
    // Before anything is read, so that what is modified afterwards is told by it.
    String state = state(unit);
    if (toWrite == ToWrite.IMAGES && output.hasPlainNames()) {
      output.removeFound(() -> names.all(batch));
    }
    BatchMixer.Mixed mixed = fromPartnerToPartner(batch, parallel);
    if (mixed == null) {
      mixed = atOnce(unit, batch, parallel);
    }
    BatchLabels labels =
        new BatchLabels(
            batch, mixed.recipe(), dataset, plan.cutMix(), pictures.rendering().shape());
    return output.finishUnit(
        unit, state, labels.rows(fileNames(mixed)), labels.failures(mixed.samples()));
  }

  /** The fast way, which needs to know nothing of all pictures of the batch ahead. */
  private BatchMixer.@Nullable Mixed fromPartnerToPartner(Batch batch, Parallel parallel)
      throws IOException {
    if (toWrite != ToWrite.IMAGES || !output.hasPlainNames() || pictures.masks().isPresent()) {
      return null;
    }
    boolean[] all = new boolean[batch.size()];
    Arrays.fill(all, true);
    Recipe recipe = batch.recipe().without(all);
    return new PartnerWalk(mixer, tensors)
        .run(
            batch,
            recipe,
            parallel,
            (i, picture, pixels) ->
                write(batch, i, recipe, picture, fileName(batch, i, recipe, picture), pixels))
        .orElse(null);
  }

  /** The general way: all pictures are loaded, then mixed, then written. */
  private BatchMixer.Mixed atOnce(long unit, Batch batch, Parallel parallel) throws IOException {
    int size = batch.size();
    BatchTensor tensor = tensors.take(size, pictures.rendering().shape());
    try {
      BatchMixer.Mixed mixed = mixer.mix(batch, tensor, parallel);
      if (toWrite == ToWrite.IMAGES) {
        @Nullable String[] files = fileNames(mixed);
        output.beginUnit(unit, Stream.of(files).filter(Objects::nonNull).toList());
        parallel.forEach(size, i -> write(mixed, i, files[i], tensor));
      }
      return mixed;
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

  private void write(BatchMixer.Mixed mixed, int i, @Nullable String file, BatchTensor tensor)
      throws IOException {
    if (file != null && mixed.samples()[i] instanceof Loaded.Picture picture) {
      write(mixed.batch(), i, mixed.recipe(), picture, file, tensor.pixels(i));
      writer.writeMask(file, i, mixed.recipe(), mixed.samples());
    }
  }

  private void write(
      Batch batch, int i, Recipe recipe, Loaded.Picture picture, String file, ByteBuffer pixels)
      throws IOException {
    ImageEncoder.Original original = recipe.leaves(i) ? () -> dataset.read(batch.sample(i)) : null;
    writer.write(file, picture.format(), pixels, original);
  }

  /** Of the images that come out. */
  private @Nullable String[] fileNames(BatchMixer.Mixed mixed) {
    @Nullable String[] files = new String[mixed.samples().length];
    for (int i = 0; i < files.length; i++) {
      if (mixed.samples()[i] instanceof Loaded.Picture picture) {
        files[i] = fileName(mixed.batch(), i, mixed.recipe(), picture);
      }
    }
    return files;
  }

  private String fileName(Batch batch, int i, Recipe recipe, Loaded.Picture picture) {
    FileFormat format = pictures.encodingFor(picture.format()).format();
    return names.name(batch, i, recipe, format);
  }
}
