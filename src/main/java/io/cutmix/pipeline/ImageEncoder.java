package io.cutmix.pipeline;

import io.cutmix.image.Codecs;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** From the pixels of an image to the bytes of its file. Thread-safe. */
record ImageEncoder(ImageCodec codec, PictureSettings pictures) {

  /** Reads the file of a source once more. */
  @FunctionalInterface
  interface Original {
    byte[] read() throws IOException;
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
          && !Codecs.areSeveral(format, bytes)) {
        return bytes;
      }
    }
    return codec.encode(pixels, pictures.rendering().shape(), encoding);
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
