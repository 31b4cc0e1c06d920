package io.cutmix.pipeline;

import io.cutmix.dataset.CocoFile;
import io.cutmix.dataset.CocoImage;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.InputDigest;
import io.cutmix.image.Codecs;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.mix.Recipe;
import io.cutmix.plan.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Loads the pictures of a batch into one tensor and mixes them there. Thread-safe. */
record BatchMixer(
    Dataset dataset,
    ImageCodec codec,
    PictureSettings pictures,
    OnError onError,
    FirstFrames firstFrames) {

  /**
   * A batch whose images are in a tensor.
   *
   * @param samples what came of reading each
   * @param recipe by which those that are there were mixed
   */
  // The samples are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Mixed(Batch batch, Loaded[] samples, Recipe recipe) {}

  /** The same by other settings. */
  BatchMixer with(PictureSettings settings) {
    return new BatchMixer(dataset, codec, settings, onError, firstFrames);
  }

  Mixed mix(Batch batch, BatchTensor tensor, Parallel parallel) throws IOException {
    Loaded[] samples = new Loaded[batch.size()];
    parallel.forEach(samples.length, i -> samples[i] = load(batch.sample(i), tensor.pixels(i)));
    Recipe recipe = batch.recipe().without(readable(samples));
    tensor.mixer().mix(recipe);
    return new Mixed(batch, samples, recipe);
  }

  /** Adds what differs if a file of a batch was modified. */
  void addState(Batch batch, InputDigest digest) {
    for (int i = 0; i < batch.size(); i++) {
      dataset.addState(batch.sample(i), digest);
      if (pictures.masks().isPresent()) {
        pictures.masks().get().addState(dataset.name(batch.sample(i)), digest);
      }
    }
  }

  private PictureLoader loader() {
    return new PictureLoader(codec, pictures.rendering());
  }

  /** Loads one picture. */
  Loaded load(int sample, ByteBuffer pixels) throws IOException {
    try {
      byte[] encoded = loader().load(dataset.name(sample), () -> dataset.read(sample), pixels);
      FileFormat format = FileFormat.of(encoded).orElseThrow();
      if (Codecs.areSeveral(format, encoded)) {
        firstFrames.add(sample);
      }
      return new Loaded.Picture(format, mask(sample, encoded));
    } catch (IOException e) {
      if (onError == OnError.FAIL) {
        throw new SampleException(
            dataset.name(sample), e, "mend it, or go on without it by --on-error skip");
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
