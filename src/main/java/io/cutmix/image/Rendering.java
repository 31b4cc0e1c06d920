package io.cutmix.image;

import io.cutmix.image.pixels.Scaling;
import io.cutmix.image.pixels.Scaling.Region;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.job.ImageSpec.Icc;
import java.util.Optional;

/**
 * How a decoded image becomes pixels of the wanted shape.
 *
 * @param shape height, width and channels of the result
 * @param fit how another size is brought to that shape; when empty, the upright image must have
 *     exactly the shape's height and width
 * @param background what shows through transparent pixels when the shape has no alpha, and fills
 *     the bars of {@link Fit#CONTAIN} (opaque there, with alpha too)
 * @param icc what becomes of embedded color profiles
 */
public record Rendering(ImageShape shape, Optional<Fit> fit, Background background, Icc icc) {

  /**
   * How images are read.
   *
   * @param spec with channels that aren't open
   */
  public static Rendering of(ImageSpec spec, int height, int width) {
    return new Rendering(
        new ImageShape(height, width, spec.channels().count(), spec.depth()),
        spec.fit(),
        spec.background(),
        spec.icc());
  }

  /** Colors become sRGB. */
  public Rendering(ImageShape shape, Optional<Fit> fit, Background background) {
    this(shape, fit, background, Icc.CONVERT);
  }

  /** What becomes of the places in an upright image of that size. */
  public Geometry geometry(int width, int height) {
    if (width == shape.width() && height == shape.height()) {
      return new Geometry(0, 0, 1, 1);
    }
    Region all = new Region(0, 0, width, height);
    Scaling place = Scaling.of(all, shape, fit.orElseThrow());
    double across = place.width() / place.source().width();
    double down = place.height() / place.source().height();
    return new Geometry(
        place.left() - across * place.source().left(),
        place.top() - down * place.source().top(),
        across,
        down);
  }

  /**
   * Where the points of an upright image come to lie in its rendering: column {@code x} at {@code
   * left + across · x}, row {@code y} at {@code top + down · y}, maybe outside. In pixels and parts
   * of them.
   */
  public record Geometry(double left, double top, double across, double down) {}
}
