package io.cutmix.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A codec whose reading ends within its limits. */
record WatchedCodec(ImageCodec codec, PictureLimits limits, String picture) implements ImageCodec {

  @Override
  public ImageCodec forPicture(String name) {
    return new WatchedCodec(codec, limits, name);
  }

  @Override
  public ImageHeader header(InputStream encoded) throws IOException {
    PictureWatch.Work<ImageHeader, IOException> reading = () -> codec.header(encoded);
    return PictureWatch.over(reading, picture, limits);
  }

  @Override
  public void decode(byte[] encoded, Rendering rendering, ByteBuffer pixels)
      throws ImageReadException {
    PictureWatch.Work<ByteBuffer, ImageReadException> decoding =
        () -> {
          codec.decode(encoded, rendering, pixels);
          return pixels;
        };
    PictureWatch.over(decoding, picture, limits);
  }

  @Override
  public byte[] encode(ByteBuffer pixels, ImageShape shape, Encoding encoding) throws IOException {
    return codec.encode(pixels, shape, encoding);
  }
}
