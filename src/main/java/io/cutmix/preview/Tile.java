package io.cutmix.preview;

import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.mix.Box;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An image as it is shown: in RGB, made smaller if it is large; a small one is repeated pixel by
 * pixel, so that each can still be seen.
 *
 * @param rgb row by row
 */
@SuppressWarnings("ArrayRecordComponent") // drawn, never compared
public record Tile(int width, int height, byte[] rgb) {

  /**
   * Decodes an image.
   *
   * @param shape that it has
   * @param most length of the longer side
   */
  static Tile of(ImageCodec codec, byte[] encoded, ImageShape shape, int most)
      throws ImageReadException {
    Tile tile = shrunk(codec, encoded, shape, most);
    return tile.enlarged(Math.max(1, most / Math.max(shape.height(), shape.width())));
  }

  /** As {@link #of}, but small images stay small. */
  public static Tile shrunk(ImageCodec codec, byte[] encoded, ImageShape shape, int most)
      throws ImageReadException {
    int longer = Math.max(shape.height(), shape.width());
    double scale = Math.min(1, (double) most / longer);
    int height = scaled(shape.height(), scale);
    int width = scaled(shape.width(), scale);
    Tile tile = new Tile(width, height, new byte[3 * width * height]);
    Rendering rendering =
        new Rendering(new ImageShape(height, width, 3), Optional.of(Fit.STRETCH), Background.BLACK);
    codec.decode(encoded, rendering, ByteBuffer.wrap(tile.rgb));
    return tile;
  }

  private static int scaled(int side, double scale) {
    return Math.max(1, (int) Math.round(side * scale));
  }

  private Tile enlarged(int times) {
    if (times == 1) {
      return this;
    }
    Tile large = new Tile(width * times, height * times, new byte[rgb.length * times * times]);
    for (int y = 0; y < large.height; y++) {
      for (int x = 0; x < large.width; x++) {
        int from = 3 * (y / times * width + x / times);
        System.arraycopy(rgb, from, large.rgb, 3 * (y * large.width + x), 3);
      }
    }
    return large;
  }

  /** Where a box of the image is on this. */
  Box placed(Box box, ImageShape shape) {
    return new Box(
        box.x1() * width / shape.width(),
        box.y1() * height / shape.height(),
        ceil(box.x2() * width, shape.width()),
        ceil(box.y2() * height, shape.height()));
  }

  private static int ceil(int number, int divisor) {
    return (number + divisor - 1) / divisor;
  }
}
