package io.cutmix.image;

/**
 * Which part of a picture is scaled, and which pixels of the shape it fills then.
 *
 * @param source in the picture's pixels
 */
record Placement(Window source, int left, int top, int width, int height) {

  static Placement of(Window content, ImageShape shape, Fit fit) {
    return switch (fit) {
      case COVER -> filling(covering(content, shape), shape);
      case CONTAIN -> centred(content, shape);
      case STRETCH -> filling(content, shape);
    };
  }

  private static Placement filling(Window source, ImageShape shape) {
    return new Placement(source, 0, 0, shape.width(), shape.height());
  }

  /** The largest centred part of the picture that has the shape's aspect. */
  private static Window covering(Window content, ImageShape shape) {
    double scale = Math.min(content.width() / shape.width(), content.height() / shape.height());
    double width = scale * shape.width();
    double height = scale * shape.height();
    double left = content.left() + (content.width() - width) / 2;
    double top = content.top() + (content.height() - height) / 2;
    return new Window(left, top, left + width, top + height);
  }

  private static Placement centred(Window content, ImageShape shape) {
    double scale = Math.min(shape.width() / content.width(), shape.height() / content.height());
    int width = side(content.width() * scale, shape.width());
    int height = side(content.height() * scale, shape.height());
    return new Placement(
        content, (shape.width() - width) / 2, (shape.height() - height) / 2, width, height);
  }

  private static int side(double scaled, int most) {
    return Math.max(1, Math.min(most, (int) Math.round(scaled)));
  }
}
