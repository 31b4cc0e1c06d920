package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.Codecs;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.Background;
import io.cutmix.job.Options;
import io.cutmix.storage.Readers.Reading;
import io.cutmix.verify.Subject.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What images should look like: decodes sources and copies boxes, a row at a time. Which file is
 * copied as it is stands here a second time on purpose, from what users are promised and not from
 * what the writer does. Thread-safe.
 */
record ExpectedImages(Dataset dataset, Options options, ImageCodec codec, Sizes sizes) {

  /** How sources become images of that shape. */
  Rendering rendering(ImageShape shape) {
    return Rendering.of(options.image(), shape.height(), shape.width());
  }

  ImageShape shape(Item item) {
    return sizes.of(item.source());
  }

  /** How an image is written whose base is that file. */
  Encoding encoding(byte[] source, ImageShape shape) {
    boolean jpeg = FileFormat.of(source).equals(Optional.of(FileFormat.JPEG));
    boolean possible = shape.channels() < 4 && shape.depth() == 8;
    return Encoding.of(options.image(), jpeg && possible ? FileFormat.JPEG : FileFormat.PNG);
  }

  /**
   * Whether the image of an unmixed sample is the very file of its source: decoding and encoding
   * would lose something, and nothing about the file needs to change. Something needs to if it is
   * of another format, size or number of channels, has more than 8 bits per channel or is to have
   * them, is to be turned or converted to sRGB, or holds more than one image.
   */
  boolean keepsFile(byte[] source, ImageShape shape, FileFormat wanted) throws IOException {
    ImageHeader header = header(source);
    int channels = (header.gray() ? 1 : 3) + (header.alpha() ? 1 : 0);
    return header.format() == wanted
        && header.upright()
        && !header.foreignProfile()
        && channels == shape.channels()
        && shape.depth() == 8
        && !header.deep()
        && header.width() == shape.width()
        && header.height() == shape.height()
        && !Codecs.areSeveral(wanted, source);
  }

  /**
   * The pixels of an image, row by row, channels last.
   *
   * @param source the file of its base
   * @param partner that of the sample that filled its box, read if there is one
   */
  byte[] mixed(Item item, byte[] source, Reading<byte[]> partner) throws IOException {
    ImageShape shape = shape(item);
    byte[] pixels = decoded(source, rendering(shape));
    int[] box = item.row().box();
    if (item.row().isMixed()) {
      byte[] other = decoded(partner.read(), rendering(shape));
      int pixelBytes = shape.channels() * shape.depth() / 8;
      for (int y = box[1]; y < box[3]; y++) {
        for (int i = box[0] * pixelBytes; i < box[2] * pixelBytes; i++) {
          int at = y * shape.width() * pixelBytes + i;
          pixels[at] = other[at];
        }
      }
    }
    return pixels;
  }

  /** The pixels of a file that has this shape. */
  byte[] read(byte[] encoded, ImageShape shape) throws IOException {
    return decoded(encoded, new Rendering(shape, Optional.empty(), Background.BLACK));
  }

  private byte[] decoded(byte[] encoded, Rendering rendering) throws IOException {
    byte[] pixels = new byte[rendering.shape().bytes()];
    codec.decode(encoded, rendering, ByteBuffer.wrap(pixels));
    return pixels;
  }

  byte[] encoded(byte[] pixels, ImageShape shape, Encoding encoding) throws IOException {
    return codec.encode(ByteBuffer.wrap(pixels), shape, encoding);
  }

  ImageHeader header(byte[] encoded) throws IOException {
    return codec.header(new ByteArrayInputStream(encoded));
  }
}
