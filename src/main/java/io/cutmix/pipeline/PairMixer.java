package io.cutmix.pipeline;

import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.Box;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one image from its two pictures alone, to the bytes that it gets in its batch. Owns native
 * memory. For one thread and one image.
 */
final class PairMixer implements AutoCloseable {
  private final ImageCodec codec;
  private final PictureSettings pictures;
  private final BatchTensor tensor;

  PairMixer(ImageCodec codec, PictureSettings pictures) {
    this.codec = codec;
    this.pictures = pictures;
    this.tensor = new BatchTensor(2, shape());
  }

  /** Where the base picture is to be decoded to. */
  ByteBuffer base() {
    return tensor.pixels(0);
  }

  /** Where the partner is to be decoded to, unless the image is its own partner. */
  ByteBuffer partner() {
    return tensor.pixels(1);
  }

  /**
   * Mixes the pictures that are there.
   *
   * @param format of the base picture's file
   * @param box what comes from the partner
   * @param original the base picture's file, if the image is its own partner
   */
  MixedPair mix(FileFormat format, Box box, ImageEncoder.@Nullable Original original)
      throws IOException {
    byte[] base = codec.encode(base(), shape(), Encoding.PNG);
    byte[] partner = base;
    if (original == null) {
      partner = codec.encode(partner(), shape(), Encoding.PNG);
      tensor.mixer().paste(1, 0, box);
    }
    byte[] image = new ImageEncoder(codec, pictures).encode(format, base(), original);
    return new MixedPair(shape(), base, partner, image);
  }

  private ImageShape shape() {
    return pictures.rendering().shape();
  }

  @Override
  public void close() {
    tensor.close();
  }
}
