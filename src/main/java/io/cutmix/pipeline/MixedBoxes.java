package io.cutmix.pipeline;

import io.cutmix.dataset.CocoBox;
import io.cutmix.dataset.CocoFile;
import io.cutmix.dataset.CocoImage;
import io.cutmix.image.Rendering;
import io.cutmix.image.Rendering.Geometry;
import io.cutmix.mix.Box;
import io.cutmix.output.Annotation;
import io.cutmix.output.AnnotationsFile;
import java.util.ArrayList;
import java.util.List;

/**
 * The boxes of a mixed image: its base's outside of the pasted region, its partner's inside.
 *
 * @param coco those of the pictures
 * @param rendering how pictures come to their size, and boxes with them
 * @param minVisible a box of which less can be seen is left out, as a share of its area: more than
 *     0, at most 1
 */
public record MixedBoxes(CocoFile coco, Rendering rendering, double minVisible)
    implements AnnotationsFile.Boxes {

  public MixedBoxes {
    if (!(minVisible > 0 && minVisible <= 1)) {
      throw new IllegalArgumentException(
          "min-visible must be more than 0 and at most 1, but was " + minVisible);
    }
  }

  @Override
  public int height(String source) {
    return rendering.fit().isEmpty() ? image(source).height() : rendering.shape().height();
  }

  @Override
  public int width(String source) {
    return rendering.fit().isEmpty() ? image(source).width() : rendering.shape().width();
  }

  @Override
  public List<Annotation> of(String source, String partner, Box region) {
    Area image = new Area(0, 0, width(source), height(source));
    boolean mixed = !partner.equals(source);
    Area pasted = mixed ? Area.of(region) : new Area(0, 0, 0, 0);
    List<Annotation> boxes = new ArrayList<>();
    for (Placed box : placed(source)) {
      Area inside = box.area.within(image);
      double seen = inside.size() - inside.within(pasted).size();
      box.addTo(boxes, inside.under(pasted), seen, minVisible);
    }
    for (Placed box : mixed ? placed(partner) : List.<Placed>of()) {
      Area inside = box.area.within(pasted);
      box.addTo(boxes, inside, inside.size(), minVisible);
    }
    return boxes;
  }

  private List<Placed> placed(String picture) {
    CocoImage image = image(picture);
    Geometry geometry =
        rendering.fit().isEmpty()
            ? new Geometry(0, 0, 1, 1)
            : rendering.geometry(image.width(), image.height());
    return image.boxes().stream().map(box -> Placed.of(box, geometry)).toList();
  }

  private CocoImage image(String picture) {
    return coco.image(picture).orElseThrow();
  }

  /** A box where it would be if all of it could be seen. */
  private record Placed(CocoBox box, Area area) {
    static Placed of(CocoBox box, Geometry geometry) {
      return new Placed(
          box,
          new Area(
              geometry.left() + geometry.across() * box.x1(),
              geometry.top() + geometry.down() * box.y1(),
              geometry.left() + geometry.across() * box.x2(),
              geometry.top() + geometry.down() * box.y2()));
    }

    void addTo(List<Annotation> boxes, Area visible, double seen, double minVisible) {
      if (area.size() > 0 && seen >= minVisible * area.size()) {
        boxes.add(
            new Annotation(
                box.category(),
                box.crowd(),
                visible.x1(),
                visible.y1(),
                visible.width(),
                visible.height()));
      }
    }
  }
}
