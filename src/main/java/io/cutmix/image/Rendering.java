package io.cutmix.image;

import java.util.Optional;

/**
 * How a decoded picture becomes pixels of the wanted shape.
 *
 * @param shape height, width and channels of the result
 * @param fit how another size is brought to that shape; when empty, the upright picture must have
 *     exactly the shape's height and width
 * @param background what shows through transparent pixels when the shape has no alpha, and fills
 *     the bars of {@link Fit#CONTAIN} (opaque there, with alpha too)
 * @param icc what becomes of embedded colour profiles
 */
public record Rendering(ImageShape shape, Optional<Fit> fit, Background background, Icc icc) {

  /** Colours become sRGB. */
  public Rendering(ImageShape shape, Optional<Fit> fit, Background background) {
    this(shape, fit, background, Icc.CONVERT);
  }

  /** What becomes of the places in an upright picture of that size. */
  public Geometry geometry(int width, int height) {
    if (width == shape.width() && height == shape.height()) {
      return new Geometry(0, 0, 1, 1);
    }
    Window all = new Window(0, 0, width, height);
    Placement place = Placement.of(all, shape, fit.orElseThrow());
    double across = place.width() / place.source().width();
    double down = place.height() / place.source().height();
    return new Geometry(
        place.left() - across * place.source().left(),
        place.top() - down * place.source().top(),
        across,
        down);
  }
}
