package io.cutmix.output;

import io.cutmix.image.Codecs;
import io.cutmix.image.Encoding;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An image on its way to a {@link Sink}.
 *
 * @param pixels row by row, channels last; only there until the sink has taken the image
 * @param encoding of its file
 * @param original the file of its source, if nothing is mixed and that has the same format
 * @param mask its mask as a PNG, if there are masks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MixedImage(
    ByteBuffer pixels,
    ImageShape shape,
    Encoding encoding,
    Optional<byte[]> original,
    Optional<byte[]> mask) {

  /** The bytes of its file: those of the source where its pixels stay as they are. */
  public byte[] encode(ImageCodec codec) throws IOException {
    long start = System.nanoTime();
    try {
      return original.isPresent() && isCopyOf(original.get(), codec)
          ? original.get()
          : codec.encode(pixels, shape, encoding);
    } finally {
      Stage.ENCODING.since(start, Stage.WRITING);
    }
  }

  private boolean isCopyOf(byte[] file, ImageCodec codec) throws IOException {
    ImageHeader header = codec.header(new ByteArrayInputStream(file));
    return shape.depth() == 8
        && header.upright()
        && !header.foreignProfile()
        && header.height() == shape.height()
        && header.width() == shape.width()
        && header.gray() == (shape.channels() == 1)
        && header.alpha() == (shape.channels() == 4)
        && !Codecs.areSeveral(encoding.format(), file);
  }
}
