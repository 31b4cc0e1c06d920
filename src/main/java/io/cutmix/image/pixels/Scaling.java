package io.cutmix.image.pixels;

import io.cutmix.image.ImageShape;
import io.cutmix.job.ImageSpec.Fit;

/**
 * Which part of an image is scaled, and which pixels of the shape it fills then.
 *
 * @param source in the image's pixels
 */
public record Scaling(Region source, int left, int top, int width, int height) {

  public static Scaling of(Region content, ImageShape shape, Fit fit) {
    return switch (fit) {
      case COVER -> filling(covering(content, shape), shape);
      case CONTAIN -> centered(content, shape);
      case STRETCH -> filling(content, shape);
    };
  }

  private static Scaling filling(Region source, ImageShape shape) {
    return new Scaling(source, 0, 0, shape.width(), shape.height());
  }

  /** The largest centered part of the image that has the shape's aspect. */
  private static Region covering(Region content, ImageShape shape) {
    double scale = Math.min(content.width() / shape.width(), content.height() / shape.height());
    double width = scale * shape.width();
    double height = scale * shape.height();
    double left = content.left() + (content.width() - width) / 2;
    double top = content.top() + (content.height() - height) / 2;
    return new Region(left, top, left + width, top + height);
  }

  private static Scaling centered(Region content, ImageShape shape) {
    double scale = Math.min(shape.width() / content.width(), shape.height() / content.height());
    int width = side(content.width() * scale, shape.width());
    int height = side(content.height() * scale, shape.height());
    return new Scaling(
        content, (shape.width() - width) / 2, (shape.height() - height) / 2, width, height);
  }

  private static int side(double scaled, int most) {
    return Math.max(1, Math.min(most, (int) Math.round(scaled)));
  }

  /** A part of an image, in pixels that may be fractions; right and bottom open. */
  public record Region(double left, double top, double right, double bottom) {
    static Region all(Pixels image) {
      return new Region(0, 0, image.width(), image.height());
    }

    public double width() {
      return right - left;
    }

    public double height() {
      return bottom - top;
    }
  }
}
