package io.cutmix.pipeline;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.mix.Recipe;
import io.cutmix.output.OutputFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes images. Thread-safe for different images. */
final class ImageWriter {
  private final ImageEncoder encoder;
  private final OutputFolder output;

  ImageWriter(ImageCodec codec, PictureSettings pictures, OutputFolder output) {
    this.encoder = new ImageEncoder(codec, pictures);
    this.output = output;
  }

  /**
   * Writes an image as {@link ImageEncoder} makes it.
   *
   * @param fileName its path, relative to the output folder
   */
  void write(
      String fileName,
      FileFormat format,
      ByteBuffer pixels,
      ImageEncoder.@Nullable Original original)
      throws IOException {
    output.writeImage(fileName, encoder.encode(format, pixels, original));
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
}
