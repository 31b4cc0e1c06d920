package io.cutmix.detection;

import io.cutmix.detection.CocoFile.CocoBox;
import io.cutmix.detection.CocoFile.CocoImage;
import io.cutmix.image.Rendering;
import io.cutmix.image.Rendering.Geometry;
import io.cutmix.mix.Box;
import io.cutmix.mix.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;

/**
 * The boxes of a mixed image: its base's outside of the pasted region, its partner's inside.
 *
 * @param coco those of the images
 * @param rendering how images come to their size, and boxes with them
 * @param minVisible a box of which less can be seen is dropped, as a share of its area: more than
 *     0, at most 1
 */
public record MixedBoxes(CocoFile coco, Rendering rendering, double minVisible) {

  public MixedBoxes {
    if (!(minVisible > 0 && minVisible <= 1)) {
      throw InvalidParameterException.outOfRange(
          "min-visible", "must be more than 0 and at most 1", minVisible);
    }
  }

  /** Rows of the image whose base is that image. */
  public int height(String source) {
    return rendering.fit().isEmpty() ? image(source).height() : rendering.shape().height();
  }

  /** Columns of the image whose base is that image. */
  public int width(String source) {
    return rendering.fit().isEmpty() ? image(source).width() : rendering.shape().width();
  }

  /**
   * The boxes of an image, the base's first.
   *
   * @param source path of the base
   * @param partner path of the image that filled the region; the source itself if unmixed
   */
  public List<CocoBox> of(String source, String partner, Box region) {
    Area image = new Area(0, 0, width(source), height(source));
    boolean mixed = !partner.equals(source);
    Area pasted = mixed ? Area.of(region) : new Area(0, 0, 0, 0);
    List<CocoBox> boxes = new ArrayList<>();
    for (CocoBox box : placed(source)) {
      Area inside = Area.of(box).within(image);
      double seen = inside.size() - inside.within(pasted).size();
      add(box, inside.under(pasted), seen, boxes);
    }
    for (CocoBox box : mixed ? placed(partner) : List.<CocoBox>of()) {
      Area inside = Area.of(box).within(pasted);
      add(box, inside, inside.size(), boxes);
    }
    return boxes;
  }

  private void add(CocoBox whole, Area visible, double seen, List<CocoBox> boxes) {
    double size = Area.of(whole).size();
    if (size > 0 && seen >= minVisible * size) {
      boxes.add(whole.at(visible.x1, visible.y1, visible.x2, visible.y2));
    }
  }

  /** The boxes of a sample where they would be if all of them could be seen. */
  private List<CocoBox> placed(String name) {
    CocoImage image = image(name);
    if (rendering.fit().isEmpty()) {
      return image.boxes();
    }
    Geometry to = rendering.geometry(image.width(), image.height());
    return image.boxes().stream()
        .map(
            box ->
                box.at(
                    to.left() + to.across() * box.x1(),
                    to.top() + to.down() * box.y1(),
                    to.left() + to.across() * box.x2(),
                    to.top() + to.down() * box.y2()))
        .toList();
  }

  private CocoImage image(String name) {
    return coco.image(name).orElseThrow();
  }

  /** A rectangle of pixels and parts of them; empty if an end lies before its start. */
  private record Area(double x1, double y1, double x2, double y2) {
    static Area of(Box box) {
      return new Area(box.x1(), box.y1(), box.x2(), box.y2());
    }

    static Area of(CocoBox box) {
      return new Area(box.x1(), box.y1(), box.x2(), box.y2());
    }

    double size() {
      return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
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
}
