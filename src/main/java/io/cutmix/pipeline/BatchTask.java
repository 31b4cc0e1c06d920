package io.cutmix.pipeline;

import io.cutmix.dataset.CocoFile;
import io.cutmix.dataset.CocoImage;
import io.cutmix.dataset.Dataset;
import io.cutmix.image.FileFormat;
import io.cutmix.image.Frames;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.Recipe;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.UnitCounts;
import io.cutmix.plan.Batch;
import io.cutmix.plan.Plan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
  private final OnError onError;
  private final OutputFolder output;
  private final ImageCodec codec;
  private final PictureLoader loader;
  private final ImageNames names;
  private final ImageWriter writer;
  private final TensorPool tensors;
  private final FirstFrames firstFrames;

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
    this.onError = onError;
    this.output = output;
    this.codec = codec;
    this.loader = new PictureLoader(codec, pictures.rendering());
    this.names = new ImageNames(naming, dataset, plan.files());
    this.writer = new ImageWriter(codec, pictures, output);
    this.tensors = new TensorPool();
    this.firstFrames = new FirstFrames(dataset);
  }

  /** That task for batches of another size, with its memory. */
  private BatchTask(BatchTask task, int height, int width) {
    this.dataset = task.dataset;
    this.plan = task.plan;
    this.pictures = task.pictures.sized(height, width);
    this.toWrite = task.toWrite;
    this.onError = task.onError;
    this.output = task.output;
    this.codec = task.codec;
    this.loader = new PictureLoader(codec, pictures.rendering());
    this.names = task.names;
    this.writer = new ImageWriter(codec, pictures, output);
    this.tensors = task.tensors;
    this.firstFrames = task.firstFrames;
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
    int size = batch.size();
    BatchTensor tensor = tensors.take(size, pictures.rendering().shape());
    try {
      Loaded[] samples = new Loaded[size];
      parallel.forEach(size, i -> samples[i] = load(batch.sample(i), tensor.pixels(i)));

      Recipe recipe = batch.recipe().without(readable(samples));
      @Nullable String[] files = fileNames(batch, recipe, samples);
      if (toWrite == ToWrite.IMAGES) {
        CutMix.mixImagesInPlace(tensor.images(), recipe);
        output.beginUnit(unit, Stream.of(files).filter(Objects::nonNull).toList());
        parallel.forEach(size, i -> write(batch, i, recipe, samples, files[i], tensor));
      }

      BatchLabels labels =
          new BatchLabels(batch, recipe, dataset, plan.cutMix(), pictures.rendering().shape());
      UnitCounts counts = labels.counts(samples);
      output.finishUnit(unit, counts, labels.rows(files));
      return counts;
    } finally {
      tensors.giveBack(tensor);
    }
  }

  @Override
  public Optional<String> warning() {
    return firstFrames.sentence();
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
      ImageWriter.Original original = recipe.leaves(i) ? () -> dataset.read(batch.sample(i)) : null;
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

  private Loaded load(int sample, ByteBuffer pixels) throws IOException {
    try {
      byte[] encoded = loader.load(() -> dataset.read(sample), pixels);
      FileFormat format = FileFormat.of(encoded).orElseThrow();
      if (Frames.areSeveral(format, encoded)) {
        firstFrames.add(sample);
      }
      return new Loaded.Picture(format, mask(sample, encoded));
    } catch (IOException e) {
      if (onError == OnError.FAIL) {
        throw new SampleException(dataset.name(sample), e);
      }
      return new Loaded.Unreadable(SampleException.reason(e));
    }
  }

  /** Checks what belongs to a picture, and reads its mask if masks are wanted. */
  private Optional<LoadedMask> mask(int sample, byte[] encoded) throws IOException {
    if (pictures.masks().isEmpty() && pictures.boxes().isEmpty()) {
      return Optional.empty();
    }
    ImageHeader header = codec.header(new ByteArrayInputStream(encoded));
    String name = dataset.name(sample);
    if (pictures.boxes().isPresent()) {
      requireBoxesFit(pictures.boxes().get(), name, header);
    }
    return pictures.masks().isEmpty()
        ? Optional.empty()
        : Optional.of(pictures.masks().get().read(name, header, pictures.rendering()));
  }

  private static void requireBoxesFit(CocoFile boxes, String name, ImageHeader header)
      throws ImageReadException {
    CocoImage said =
        boxes
            .image(name)
            .orElseThrow(
                () -> new ImageReadException("no image of --coco has this path as its file_name"));
    if (said.width() != header.width() || said.height() != header.height()) {
      throw new ImageReadException(
          "is %dx%d (width x height), but --coco says %dx%d"
              .formatted(header.width(), header.height(), said.width(), said.height()));
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
