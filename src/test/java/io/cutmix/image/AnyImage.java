package io.cutmix.image;

import io.cutmix.image.imageio.ImageIoCodec;
import io.cutmix.image.imageio.MaskPng;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.Fit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Any bytes, taken for an image by what is written in Java: a crash of it is an exception. */
public final class AnyImage {
  private static final long LARGEST = 1_000_000;
  private static final ImageShape THUMBNAIL = new ImageShape(31, 37, 3);
  private static final ImageCodec CODEC = new ImageIoCodec(LARGEST, true, () -> false);

  private AnyImage() {}

  /** Decodes it as it is, and cut to a size. */
  public static void decode(byte[] bytes) throws IOException {
    ImageHeader header = CODEC.header(new ByteArrayInputStream(bytes));
    decode(bytes, new ImageShape(header.height(), header.width(), 4), Optional.empty());
    decode(bytes, THUMBNAIL, Optional.of(Fit.COVER));
  }

  private static void decode(byte[] bytes, ImageShape shape, Optional<Fit> fit) throws IOException {
    CODEC.decode(
        bytes, new Rendering(shape, fit, Background.BLACK), ByteBuffer.allocate(shape.bytes()));
  }

  /** Takes the class numbers out of it. */
  public static void readMask(byte[] bytes) throws IOException {
    MaskPng.header(bytes).requireAtMost(LARGEST);
    MaskPng.read(bytes);
  }
}
