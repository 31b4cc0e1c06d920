package io.cutmix.pipeline;

import io.cutmix.mix.Box;

/** A rectangle of pixels and parts of them; empty if an end lies before its start. */
record Area(double x1, double y1, double x2, double y2) {
  static Area of(Box box) {
    return new Area(box.x1(), box.y1(), box.x2(), box.y2());
  }

  double width() {
    return Math.max(0, x2 - x1);
  }

  double height() {
    return Math.max(0, y2 - y1);
  }

  double size() {
    return width() * height();
  }

  Area within(Area other) {
    return new Area(
        Math.max(x1, other.x1),
        Math.max(y1, other.y1),
        Math.min(x2, other.x2),
        Math.min(y2, other.y2));
  }

  /** The smallest area around what is left of this one when another lies on it. */
  Area under(Area other) {
    Area covered = within(other);
    if (covered.size() == 0) {
      return this;
    } else if (covered.y1 == y1 && covered.y2 == y2) {
      return new Area(
          covered.x1 == x1 ? covered.x2 : x1, y1, covered.x2 == x2 ? covered.x1 : x2, y2);
    } else if (covered.x1 == x1 && covered.x2 == x2) {
      return new Area(
          x1, covered.y1 == y1 ? covered.y2 : y1, x2, covered.y2 == y2 ? covered.y1 : y2);
    }
    return this;
  }
}
