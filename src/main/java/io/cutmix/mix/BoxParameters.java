package io.cutmix.mix;

import io.cutmix.mix.BoxSampling.Placement;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The parameters that say how boxes are drawn, of which some exclude each other. */
record BoxParameters(
    double alpha,
    @Nullable Double length,
    @Nullable Box bbox,
    @Nullable Double minBox,
    @Nullable Double maxBox,
    Placement placement)
    implements Serializable {

  /**
   * @throws InvalidParameterException if one is out of range or two exclude each other
   */
  BoxSampling sampling() {
    if (length != null && bbox != null) {
      throw InvalidParameterException.contradiction(
          "length",
          "(%s) and %%s (%s) can't be given together".formatted(length, bbox),
          "leave one out",
          "bbox");
    }
    if (minBox != null || maxBox != null) {
      return bounded(minBox != null ? "min-box" : "max-box");
    }
    if (length != null) {
      return new BoxSampling.FixedLength(length, placement);
    }
    return bbox != null
        ? new BoxSampling.FixedBox(bbox)
        : new BoxSampling.BetaArea(alpha, placement);
  }

  private BoxSampling bounded(String bound) {
    if (length != null || bbox != null) {
      throw InvalidParameterException.contradiction(
          bound,
          "can't be given together with %s",
          "leave one out",
          length != null ? "length" : "bbox");
    }
    if (placement == Placement.UNIFORM) {
      throw InvalidParameterException.contradiction(
          bound,
          "can't be given together with %s, which cuts boxes off at the edge",
          "leave one out",
          "uniform");
    }
    return new BoundedArea(alpha, minBox == null ? 0 : minBox, maxBox == null ? 1 : maxBox);
  }
}
