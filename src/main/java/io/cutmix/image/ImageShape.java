package io.cutmix.image;

import io.cutmix.mix.InvalidParameterException;
import java.nio.ByteBuffer;

/**
 * The shape of an image's pixels: samples kept row by row, channels last ("HWC").
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels 1 gray, 3 RGB, 4 RGBA with colors not multiplied by alpha
 * @param depth bits of a sample: 8, or 16 in the machine's byte order
 */
public record ImageShape(int height, int width, int channels, int depth) {
  public ImageShape {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height and width must be at least 1, but were " + height + " and " + width);
    }
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException(
          "channels must be 1 (gray), 3 (RGB) or 4 (RGBA), but was " + channels);
    }
    if (depth != 8 && depth != 16) {
      throw InvalidParameterException.outOfRange("depth", "must be 8 or 16", depth);
    }
    // Two steps, as height * width * channels can leave the range of long.
    if ((long) height * width > Integer.MAX_VALUE / (channels * depth / 8)) {
      throw InvalidParameterException.contradiction(
          "size",
          "%dx%d with %d channels takes more than 2 GiB".formatted(height, width, channels),
          "choose a smaller one");
    }
  }

  /** Samples of 8 bits. */
  public ImageShape(int height, int width, int channels) {
    this(height, width, channels, 8);
  }

  /** Bytes that the pixels take: height · width · channels, and twice that for 16 bits. */
  public int bytes() {
    return height * width * channels * (depth / 8);
  }

  /** Fails if the buffer has no room for the pixels from its position on. */
  public void checkRoom(ByteBuffer pixels) {
    if (pixels.remaining() < bytes()) {
      throw new IllegalArgumentException(
          "pixels has %d bytes remaining, but %s takes %d"
              .formatted(pixels.remaining(), this, bytes()));
    }
  }
}
