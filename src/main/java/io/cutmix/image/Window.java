package io.cutmix.image;

/** The part of a picture that is scaled, in pixels that may be fractions; right and bottom open. */
record Window(double left, double top, double right, double bottom) {
  static Window all(Picture picture) {
    return new Window(0, 0, picture.width(), picture.height());
  }

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }
}
