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
import io.cutmix.plan.Plan;
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
  private final long firstName;

  ImageWriter(
      Dataset dataset, Plan plan, ImageCodec codec, PictureSettings pictures, OutputFolder output) {
    this.dataset = dataset;
    this.codec = codec;
    this.pictures = pictures;
    this.output = output;
    this.firstName = (long) Math.pow(10, Math.max(6, Long.toString(plan.files() - 1).length()));
  }

  /**
   * Writes the i-th image of a batch; one that isn't mixed keeps its file's bytes where its pixels
   * and format stay as they are.
   *
   * @param format of its source
   * @return its path in the output folder
   */
  String write(Batch batch, int i, Recipe recipe, FileFormat format, ByteBuffer pixels)
      throws IOException {
    Encoding encoding = pictures.encodingFor(format);
    String name = number(batch.file(i)) + "." + encoding.format().extension();
    if (recipe.leaves(i) && format == encoding.format()) {
      byte[] original = dataset.read(batch.sample(i));
      if (fits(codec.header(new ByteArrayInputStream(original)))
          && !Frames.areSeveral(format, original)) {
        return output.writeImage(name, original);
      }
    }
    return output.writeImage(name, codec.encode(pixels, pictures.rendering().shape(), encoding));
  }

  /** Writes the mask of the i-th image, if there is one, mixed by the same box. */
  void writeMask(Batch batch, int i, Recipe recipe, Loaded[] samples) throws IOException {
    Optional<LoadedMask> own = mask(samples[i]);
    if (own.isPresent()) {
      Optional<LoadedMask> partner = mask(samples[recipe.partner(i)]);
      byte[] encoded =
          recipe.leaves(i) || partner.isEmpty()
              ? own.get().encode()
              : own.get().encodeWithBox(partner.get(), recipe.box(i));
      output.writeMask(number(batch.file(i)) + ".png", encoded);
    }
  }

  private static Optional<LoadedMask> mask(Loaded sample) {
    return sample instanceof Loaded.Picture picture ? picture.mask() : Optional.empty();
  }

  /** With as many digits as the last one needs, so that names sort as numbers. */
  private String number(long file) {
    return Long.toString(firstName + file).substring(1);
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
