package io.cutmix.verify;

import java.util.ArrayList;
import java.util.List;

/** A rectangle of pixels and parts of them; empty if an end doesn't lie behind its start. */
record Rectangle(double x1, double y1, double x2, double y2) {

  double area() {
    return isEmpty() ? 0 : (x2 - x1) * (y2 - y1);
  }

  private boolean isEmpty() {
    return x2 <= x1 || y2 <= y1;
  }

  Rectangle and(Rectangle other) {
    return new Rectangle(
        Math.max(x1, other.x1),
        Math.max(y1, other.y1),
        Math.min(x2, other.x2),
        Math.min(y2, other.y2));
  }

  /** The smallest rectangle around what another leaves of this one. */
  Rectangle minus(Rectangle other) {
    Rectangle hidden = and(other);
    if (hidden.isEmpty()) {
      return this;
    }
    List<Rectangle> left = new ArrayList<>();
    left.add(new Rectangle(x1, y1, hidden.x1, y2));
    left.add(new Rectangle(hidden.x2, y1, x2, y2));
    left.add(new Rectangle(x1, y1, x2, hidden.y1));
    left.add(new Rectangle(x1, hidden.y2, x2, y2));
    left.removeIf(Rectangle::isEmpty);
    return new Rectangle(
        left.stream().mapToDouble(Rectangle::x1).min().orElse(0),
        left.stream().mapToDouble(Rectangle::y1).min().orElse(0),
        left.stream().mapToDouble(Rectangle::x2).max().orElse(0),
        left.stream().mapToDouble(Rectangle::y2).max().orElse(0));
  }
}
