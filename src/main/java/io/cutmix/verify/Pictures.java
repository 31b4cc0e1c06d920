package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.Background;
import io.cutmix.image.Codecs;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What images should look like: decodes sources and copies boxes, a row at a time. Thread-safe. */
final class Pictures {
  private final Dataset dataset;
  private final RecordedOptions options;
  private final ImageCodec codec;
  private final Sizes sizes;

  Pictures(Dataset dataset, RecordedOptions options, ImageCodec codec, Sizes sizes) {
    this.dataset = dataset;
    this.options = options;
    this.codec = codec;
    this.sizes = sizes;
  }

  /** How sources become images of that shape. */
  Rendering rendering(ImageShape shape) {
    return options.rendering(shape);
  }

  ImageShape shape(Item item) {
    return sizes.of(item.source());
  }

  byte[] source(Item item) throws IOException {
    return dataset.read(item.source());
  }

  /** How an image is written whose base is that file. */
  Encoding encoding(byte[] source, ImageShape shape) {
    boolean jpeg = FileFormat.of(source).equals(Optional.of(FileFormat.JPEG));
    boolean possible = shape.channels() < 4 && shape.depth() == 8;
    return options.encoding(jpeg && possible ? FileFormat.JPEG : FileFormat.PNG);
  }

  /** Whether an unmixed image is the very file of its source. */
  boolean keepsFile(byte[] source, ImageShape shape, FileFormat wanted) throws IOException {
    ImageHeader header = codec.header(new ByteArrayInputStream(source));
    return header.format() == wanted
        && shape.depth() == 8
        && header.upright()
        && !header.foreignProfile()
        && header.height() == shape.height()
        && header.width() == shape.width()
        && header.gray() == (shape.channels() == 1)
        && header.alpha() == (shape.channels() == 4)
        && !Codecs.areSeveral(wanted, source);
  }

  /**
   * The pixels of an image, row by row, channels last.
   *
   * @param source the file of its base
   */
  byte[] mixed(Item item, byte[] source) throws IOException {
    ImageShape shape = shape(item);
    byte[] pixels = decoded(source, rendering(shape));
    int[] box = item.row().box();
    if (item.row().isMixed() && item.row().area() > 0) {
      byte[] other = decoded(dataset.read(item.partner()), rendering(shape));
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
