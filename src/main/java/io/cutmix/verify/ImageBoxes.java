package io.cutmix.verify;

import io.cutmix.detection.CocoFile;
import io.cutmix.detection.CocoFile.CocoBox;
import io.cutmix.detection.CocoFile.CocoImage;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.image.Rendering.Geometry;
import io.cutmix.verify.Subject.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * The detection boxes that images should have. How boxes are cut and what stays visible of them is
 * computed here a second time on purpose, by rectangles alone.
 *
 * @param coco those of the samples
 * @param minVisible share of a box that must be seen
 */
record ImageBoxes(CocoFile coco, ExpectedImages images, double minVisible) {

  /** A box, and what is in it. */
  record Seen(long category, int crowd, Rectangle place) {}

  /** Those of an image, its base's before its partner's. */
  List<Seen> of(Item item) {
    ImageShape shape = images.shape(item);
    Rectangle image = new Rectangle(0, 0, shape.width(), shape.height());
    int[] box = item.row().box();
    Rectangle pasted =
        item.row().isMixed()
            ? new Rectangle(box[0], box[1], box[2], box[3])
            : new Rectangle(0, 0, 0, 0);
    List<Seen> seen = new ArrayList<>();
    for (CocoBox own : boxes(item.row().source())) {
      Rectangle whole = placed(own, item.row().source(), shape);
      Rectangle inside = whole.and(image);
      double visible = inside.area() - inside.and(pasted).area();
      add(seen, own, inside.minus(pasted), visible, whole);
    }
    if (item.row().isMixed()) {
      for (CocoBox other : boxes(item.row().partner())) {
        Rectangle whole = placed(other, item.row().partner(), shape);
        Rectangle inside = whole.and(pasted);
        add(seen, other, inside, inside.area(), whole);
      }
    }
    return seen;
  }

  private void add(List<Seen> seen, CocoBox box, Rectangle place, double visible, Rectangle whole) {
    if (place.isWritten() && visible >= minVisible * whole.area()) {
      seen.add(new Seen(box.category(), box.crowd(), place));
    }
  }

  private List<CocoBox> boxes(String sample) {
    return coco.image(sample).map(CocoImage::boxes).orElse(List.of());
  }

  private Rectangle placed(CocoBox box, String sample, ImageShape shape) {
    CocoImage image = coco.image(sample).orElseThrow();
    Rendering rendering = images.rendering(shape);
    Geometry to =
        rendering.fit().isEmpty()
            ? new Geometry(0, 0, 1, 1)
            : rendering.geometry(image.width(), image.height());
    return new Rectangle(
        to.left() + to.across() * box.x1(),
        to.top() + to.down() * box.y1(),
        to.left() + to.across() * box.x2(),
        to.top() + to.down() * box.y2());
  }

  /** A rectangle of pixels and parts of them; empty if an end doesn't lie behind its start. */
  record Rectangle(double x1, double y1, double x2, double y2) {

    double area() {
      return isEmpty() ? 0 : (x2 - x1) * (y2 - y1);
    }

    /** Whether its sides are more than 0 in thousandths, as they are written. */
    private boolean isWritten() {
      return Math.round((x2 - x1) * 1000) > 0 && Math.round((y2 - y1) * 1000) > 0;
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
}
