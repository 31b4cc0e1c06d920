package io.cutmix.dataset;

import java.util.List;

/** What a COCO file says of one picture: its size, as it is seen upright, and its boxes. */
public record CocoImage(int width, int height, List<CocoBox> boxes) {

  /** Takes the boxes as they are at this moment. */
  public CocoImage {
    boxes = List.copyOf(boxes);
  }
}
