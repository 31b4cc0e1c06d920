package io.cutmix.image;

import java.nio.ByteBuffer;

/**
 * The shape of a picture's pixels: 8-bit samples kept row by row, channels last ("HWC").
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels 1 gray, 3 RGB, 4 RGBA with colours not multiplied by alpha
 */
public record ImageShape(int height, int width, int channels) {
  public ImageShape {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height and width must be at least 1, but were " + height + " and " + width);
    }
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException(
          "channels must be 1 (gray), 3 (RGB) or 4 (RGBA), but was " + channels);
    }
    // Two steps, as height * width * channels can leave the range of long.
    if ((long) height * width > Integer.MAX_VALUE / channels) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels and %d channels is larger than 2 GiB; choose a smaller size"
              .formatted(width, height, channels));
    }
  }

  /** Bytes that the pixels take: height · width · channels. */
  public int bytes() {
    return height * width * channels;
  }

  /** Fails if the buffer has no room for the pixels from its position on. */
  void checkRoom(ByteBuffer pixels) {
    if (pixels.remaining() < bytes()) {
      throw new IllegalArgumentException(
          "pixels has %d bytes remaining, but %s takes %d"
              .formatted(pixels.remaining(), this, bytes()));
    }
  }
}
