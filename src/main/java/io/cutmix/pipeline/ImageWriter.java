package io.cutmix.pipeline;

import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.Frames;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.Recipe;
import io.cutmix.output.OutputFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Encodes and writes images. Thread-safe for different images. */
final class ImageWriter {
  private final ImageCodec codec;
  private final PictureSettings pictures;
  private final OutputFolder output;

  ImageWriter(ImageCodec codec, PictureSettings pictures, OutputFolder output) {
    this.codec = codec;
    this.pictures = pictures;
    this.output = output;
  }

  /** Reads the file of a source once more. */
  @FunctionalInterface
  interface Original {
    byte[] read() throws IOException;
  }

  /**
   * Writes an image as {@link #encode} makes it.
   *
   * @param fileName its path, relative to the output folder
   */
  void write(String fileName, FileFormat format, ByteBuffer pixels, @Nullable Original original)
      throws IOException {
    output.writeImage(fileName, encode(format, pixels, original));
  }

  /**
   * The bytes of an image; one that isn't mixed keeps its file's where its pixels and format stay
   * as they are.
   *
   * @param format of its source
   * @param original its source, if it isn't mixed
   */
  byte[] encode(FileFormat format, ByteBuffer pixels, @Nullable Original original)
      throws IOException {
    Encoding encoding = pictures.encodingFor(format);
    if (original != null && format == encoding.format()) {
      byte[] bytes = original.read();
      if (fits(codec.header(new ByteArrayInputStream(bytes)))
          && !Frames.areSeveral(format, bytes)) {
        return bytes;
      }
    }
    return codec.encode(pixels, pictures.rendering().shape(), encoding);
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
