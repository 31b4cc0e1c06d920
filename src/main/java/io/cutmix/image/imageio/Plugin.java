package io.cutmix.image.imageio;

import io.cutmix.image.ImageReadException;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import io.cutmix.job.Problem;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The ImageIO plug-ins in use, named one by one, so that neither the order of the class path nor a
 * plug-in that happens to lie on it can change a pixel. Thread-safe: each call has a reader of its
 * own.
 *
 * <p>The JDK's own are preferred where they are exact and quick: JPEG, PNG, GIF. TwelveMonkeys
 * reads the rest, lossless JPEG among it. As a reader a plug-in serves formats without metadata
 * that it reads as it should.
 *
 * @param readsAhead whether it asks for bytes behind the end of whole files too, so that asking for
 *     them says nothing
 */
record Plugin(Provider provider, boolean readsAhead) implements FormatReader {
  static final Plugin JPEG = ofJdk("jpeg.JPEGImageReaderSpi");
  static final Plugin PNG = ofJdk("png.PNGImageReaderSpi");
  static final Plugin GIF = ofJdk("gif.GIFImageReaderSpi");
  static final Plugin LOSSLESS_JPEG =
      new Plugin(new Provider("jpeg.JPEG", Plugin::besideJdk), true);
  static final Plugin BMP = new Plugin(new Provider("bmp.BMP"), false);
  static final Plugin TIFF = new Plugin(new Provider("tiff.TIFF"), false);
  static final Plugin TGA = new Plugin(new Provider("tga.TGA"), true);
  static final Plugin PSD = new Plugin(new Provider("psd.PSD"), false);
  static final Plugin PNM = new Plugin(new Provider("pnm.PNM"), false);

  /** A provider that is looked for when it is needed: whoever uses the library may lack some. */
  private static final class Provider {
    private final String name;
    private final UnaryOperator<ImageReaderSpi> prepare;
    private volatile @Nullable ImageReaderSpi found;

    Provider(String name) {
      this(name, provider -> provider);
    }

    Provider(String name, UnaryOperator<ImageReaderSpi> prepare) {
      this.name = name;
      this.prepare = prepare;
    }

    ImageReaderSpi get() throws ImageReadException {
      ImageReaderSpi known = found;
      if (known == null) {
        known = prepare.apply(make());
        found = known;
      }
      return known;
    }

    private ImageReaderSpi make() throws ImageReadException {
      String className = "com.twelvemonkeys.imageio.plugins." + name + "ImageReaderSpi";
      try {
        return Class.forName(className)
            .asSubclass(ImageReaderSpi.class)
            .getDeclaredConstructor()
            .newInstance();
      } catch (ReflectiveOperationException | LinkageError e) {
        String artifact = "imageio-" + name.substring(0, name.indexOf('.'));
        throw new ImageReadException(
            Problem.of("needs com.twelvemonkeys.imageio:%s on the class path", artifact)
                .remedy("add that dependency"),
            e);
      }
    }
  }

  private static Plugin ofJdk(String name) {
    Provider provider = new Provider(name);
    provider.found = jdk(name, ImageReaderSpi.class);
    return new Plugin(provider, false);
  }

  /** The JDK exports none of its providers; its registry hands them out. */
  static <T> T jdk(String name, Class<T> category) {
    String className = "com.sun.imageio.plugins." + name;
    try {
      Object provider =
          IIORegistry.getDefaultInstance().getServiceProviderByClass(Class.forName(className));
      return category.cast(provider);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "this Java runtime has no " + className + "; use an OpenJDK with java.desktop", e);
    }
  }

  /** TwelveMonkeys' JPEG plug-in looks for the JDK's in the registry that it is put into. */
  private static ImageReaderSpi besideJdk(ImageReaderSpi provider) {
    ServiceRegistry registry =
        new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
    ImageReaderSpi jdks = jdk("jpeg.JPEGImageReaderSpi", ImageReaderSpi.class);
    registry.registerServiceProvider(jdks, ImageReaderSpi.class);
    registry.registerServiceProvider(provider, ImageReaderSpi.class);
    return provider;
  }

  interface Use<T> {
    T with(ImageReader reader) throws IOException;
  }

  <T> T use(ImageInputStream input, Use<T> use) throws IOException {
    ImageReader reader = provider.get().createReaderInstance();
    try {
      input.seek(0);
      reader.setInput(input, false, true);
      return use.with(reader);
    } finally {
      reader.dispose();
    }
  }

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    return use(input, Plugin::header);
  }

  static StoredHeader header(ImageReader reader) throws IOException {
    ColorModel colors = colors(reader);
    return new StoredHeader(
        reader.getWidth(0),
        reader.getHeight(0),
        isGray(colors),
        colors.hasAlpha(),
        colors.getComponentSize(0) > 8,
        Orientation.UPRIGHT,
        Optional.empty());
  }

  private static ColorModel colors(ImageReader reader) throws IOException {
    @Nullable ImageTypeSpecifier raw = reader.getRawImageType(0);
    return (raw != null ? raw : reader.getImageTypes(0).next()).getColorModel();
  }

  private static boolean isGray(ColorModel colors) {
    return colors instanceof IndexColorModel palette
        ? BufferedImages.isGray(palette)
        : colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    return read(encoded, reader -> BufferedImages.pixels(reader.read(0), profile));
  }

  /** Takes the whole of the first image out of the file. */
  <T> T read(byte[] encoded, Use<T> use) throws IOException {
    EncodedInput input = new EncodedInput(encoded);
    T image = use(input, use);
    if (!readsAhead && input.exhausted()) {
      throw new EOFException();
    }
    return image;
  }

  /** Whether more images follow the first. */
  boolean hasMore(byte[] encoded) throws IOException {
    return use(new EncodedInput(encoded), reader -> reader.getNumImages(true) > 1);
  }
}
