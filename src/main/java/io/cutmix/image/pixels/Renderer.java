package io.cutmix.image.pixels;

import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.image.pixels.Scaling.Region;

/** Brings upright images to the wanted channels and size. */
public final class Renderer {
  private Renderer() {}

  /** The rendering's samples; maybe the image's own array. */
  public static byte[] render(Pixels image, Rendering rendering) {
    return render(image, Region.all(image), rendering);
  }

  /** The same, of the part of the samples that is the image. */
  public static byte[] render(Pixels image, Region content, Rendering rendering) {
    ImageShape shape = rendering.shape();
    Pixels colored = Channels.convert(image, shape.channels(), rendering.background());
    return isSize(colored, shape.width(), shape.height())
        ? colored.samples()
        : fitted(colored, content, rendering).samples();
  }

  /** Whether that lays transparent pixels over the background. */
  public static boolean flattens(Pixels image, Rendering rendering) {
    return rendering.shape().channels() != 4 && image.isTransparent();
  }

  private static Pixels fitted(Pixels image, Region content, Rendering rendering) {
    ImageShape shape = rendering.shape();
    Scaling place = Scaling.of(content, shape, rendering.fit().orElseThrow());
    Pixels scaled =
        isSize(image, place.width(), place.height())
            ? image
            : Lanczos.scale(image, place.source(), place.width(), place.height());
    return isSize(scaled, shape.width(), shape.height())
        ? scaled
        : framed(scaled, place, shape, Channels.pixel(rendering.background(), shape));
  }

  private static boolean isSize(Pixels image, int width, int height) {
    return image.width() == width && image.height() == height;
  }

  private static Pixels framed(Pixels inner, Scaling place, ImageShape shape, byte[] color) {
    byte[] samples = new byte[shape.bytes()];
    for (int i = 0; i < samples.length; i += color.length) {
      System.arraycopy(color, 0, samples, i, color.length);
    }
    int row = inner.width() * inner.pixelBytes();
    for (int y = 0; y < inner.height(); y++) {
      int at = ((place.top() + y) * shape.width() + place.left()) * inner.pixelBytes();
      System.arraycopy(inner.samples(), y * row, samples, at, row);
    }
    return new Pixels(shape.width(), shape.height(), shape.channels(), shape.depth(), samples);
  }
}
