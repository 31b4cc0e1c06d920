package io.cutmix.image;

/** Brings upright pictures to the wanted channels and size. */
final class Renderer {
  private Renderer() {}

  /** The rendering's samples; maybe the picture's own array. */
  static byte[] render(Picture picture, Rendering rendering) {
    return render(picture, Window.all(picture), rendering);
  }

  /** The same, of the part of the samples that is the picture. */
  static byte[] render(Picture picture, Window content, Rendering rendering) {
    ImageShape shape = rendering.shape();
    Picture coloured = Channels.convert(picture, shape.channels(), rendering.background());
    return isSize(coloured, shape.width(), shape.height())
        ? coloured.samples()
        : fitted(coloured, content, rendering).samples();
  }

  private static Picture fitted(Picture picture, Window content, Rendering rendering) {
    ImageShape shape = rendering.shape();
    Placement place = Placement.of(content, shape, rendering.fit().orElseThrow());
    Picture scaled =
        isSize(picture, place.width(), place.height())
            ? picture
            : Lanczos.scale(picture, place.source(), place.width(), place.height());
    return isSize(scaled, shape.width(), shape.height())
        ? scaled
        : framed(scaled, place, shape, Channels.pixel(rendering.background(), shape));
  }

  private static boolean isSize(Picture picture, int width, int height) {
    return picture.width() == width && picture.height() == height;
  }

  private static Picture framed(Picture inner, Placement place, ImageShape shape, byte[] colour) {
    byte[] samples = new byte[shape.bytes()];
    for (int i = 0; i < samples.length; i += colour.length) {
      System.arraycopy(colour, 0, samples, i, colour.length);
    }
    int row = inner.width() * inner.pixelBytes();
    for (int y = 0; y < inner.height(); y++) {
      int at = ((place.top() + y) * shape.width() + place.left()) * inner.pixelBytes();
      System.arraycopy(inner.samples(), y * row, samples, at, row);
    }
    return new Picture(shape.width(), shape.height(), shape.channels(), shape.depth(), samples);
  }
}
