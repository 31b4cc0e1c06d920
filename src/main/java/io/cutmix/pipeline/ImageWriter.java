package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.Frames;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.Recipe;
import io.cutmix.output.OutputFolder;
import io.cutmix.plan.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Encodes and writes the images of a batch. Thread-safe for different images. */
final class ImageWriter {
  private final Dataset dataset;
  private final ImageCodec codec;
  private final PictureSettings pictures;
  private final OutputFolder output;

  ImageWriter(Dataset dataset, ImageCodec codec, PictureSettings pictures, OutputFolder output) {
    this.dataset = dataset;
    this.codec = codec;
    this.pictures = pictures;
    this.output = output;
  }

  /**
   * Writes the i-th image of a batch; one that isn't mixed keeps its file's bytes where its pixels
   * and format stay as they are.
   *
   * @param fileName its path, relative to the output folder
   * @param format of its source
   */
  void write(
      String fileName, Batch batch, int i, Recipe recipe, FileFormat format, ByteBuffer pixels)
      throws IOException {
    Encoding encoding = pictures.encodingFor(format);
    if (recipe.leaves(i) && format == encoding.format()) {
      byte[] original = dataset.read(batch.sample(i));
      if (fits(codec.header(new ByteArrayInputStream(original)))
          && !Frames.areSeveral(format, original)) {
        output.writeImage(fileName, original);
        return;
      }
    }
    output.writeImage(fileName, codec.encode(pixels, pictures.rendering().shape(), encoding));
  }

  /** Writes the mask of the i-th image, if there is one, mixed by the same box. */
  void writeMask(String fileName, int i, Recipe recipe, Loaded[] samples) throws IOException {
    Optional<LoadedMask> own = mask(samples[i]);
    if (own.isPresent()) {
      Optional<LoadedMask> partner = mask(samples[recipe.partner(i)]);
      byte[] encoded =
          recipe.leaves(i) || partner.isEmpty()
              ? own.get().encode()
              : own.get().encodeWithBox(partner.get(), recipe.box(i));
      output.writeMask(fileName, encoded);
    }
  }

  private static Optional<LoadedMask> mask(Loaded sample) {
    return sample instanceof Loaded.Picture picture ? picture.mask() : Optional.empty();
  }

  private boolean fits(ImageHeader header) {
    ImageShape shape = pictures.rendering().shape();
    return shape.depth() == 8
        && header.upright()
        && !header.foreignProfile()
        && header.height() == shape.height()
        && header.width() == shape.width()
        && header.gray() == (shape.channels() == 1)
        && header.alpha() == (shape.channels() == 4);
  }
}
