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
    return switch (rendering.fit().orElseThrow()) {
      case COVER -> Lanczos.scale(picture, covering(content, shape), shape.width(), shape.height());
      case CONTAIN -> contained(picture, content, shape, rendering.background());
      case STRETCH -> Lanczos.scale(picture, content, shape.width(), shape.height());
    };
  }

  private static boolean isSize(Picture picture, int width, int height) {
    return picture.width() == width && picture.height() == height;
  }

  /** The largest centred part of the picture that has the shape's aspect. */
  private static Window covering(Window content, ImageShape shape) {
    double scale = Math.min(content.width() / shape.width(), content.height() / shape.height());
    double width = scale * shape.width();
    double height = scale * shape.height();
    double left = content.left() + (content.width() - width) / 2;
    double top = content.top() + (content.height() - height) / 2;
    return new Window(left, top, left + width, top + height);
  }

  private static Picture contained(
      Picture picture, Window content, ImageShape shape, Background background) {
    double scale = Math.min(shape.width() / content.width(), shape.height() / content.height());
    int width = side(content.width() * scale, shape.width());
    int height = side(content.height() * scale, shape.height());
    Picture scaled =
        isSize(picture, width, height) ? picture : Lanczos.scale(picture, content, width, height);
    return framed(scaled, shape, Channels.pixel(background, shape));
  }

  private static int side(double scaled, int most) {
    return Math.max(1, Math.min(most, (int) Math.round(scaled)));
  }

  private static Picture framed(Picture inner, ImageShape shape, byte[] colour) {
    byte[] samples = new byte[shape.bytes()];
    for (int i = 0; i < samples.length; i += colour.length) {
      System.arraycopy(colour, 0, samples, i, colour.length);
    }
    int left = (shape.width() - inner.width()) / 2;
    int top = (shape.height() - inner.height()) / 2;
    int row = inner.width() * inner.pixelBytes();
    for (int y = 0; y < inner.height(); y++) {
      int at = ((top + y) * shape.width() + left) * inner.pixelBytes();
      System.arraycopy(inner.samples(), y * row, samples, at, row);
    }
    return new Picture(shape.width(), shape.height(), shape.channels(), shape.depth(), samples);
  }
}
