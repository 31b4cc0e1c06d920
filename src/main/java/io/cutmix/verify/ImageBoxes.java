package io.cutmix.verify;

import io.cutmix.dataset.CocoBox;
import io.cutmix.dataset.CocoFile;
import io.cutmix.dataset.CocoImage;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.image.Rendering.Geometry;
import java.util.ArrayList;
import java.util.List;

/**
 * The detection boxes that images should have.
 *
 * @param coco those of the pictures
 * @param minVisible share of a box that must be seen
 */
record ImageBoxes(CocoFile coco, Pictures pictures, double minVisible) {

  /** A box, and what is in it. */
  record Seen(long category, int crowd, Rectangle place) {}

  /** Those of an image, its base's before its partner's. */
  List<Seen> of(Item item) {
    ImageShape shape = pictures.shape(item);
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
    if (whole.area() > 0 && visible >= minVisible * whole.area()) {
      seen.add(new Seen(box.category(), box.crowd(), place));
    }
  }

  private List<CocoBox> boxes(String picture) {
    return coco.image(picture).map(CocoImage::boxes).orElse(List.of());
  }

  private Rectangle placed(CocoBox box, String picture, ImageShape shape) {
    CocoImage image = coco.image(picture).orElseThrow();
    Rendering rendering = pictures.rendering(shape);
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
}
