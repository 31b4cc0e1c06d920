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
import java.util.function.Consumer;
import javax.imageio.IIOException;
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
 * <p>The JDK's own are preferred where they are exact and quick: JPEG, PNG. TwelveMonkeys reads the
 * rest, lossless JPEG among it. As a reader a plug-in serves formats without metadata that it reads
 * as it should.
 */
final class Plugin implements FormatReader {
  private static final String TWELVE_MONKEYS = "com.twelvemonkeys.imageio";

  static final Plugin JPEG = ofJdk("jpeg.JPEGImageReaderSpi");
  static final Plugin PNG = ofJdk("png.PNGImageReaderSpi");
  static final Plugin LOSSLESS_JPEG = new Plugin("jpeg.JPEG", true);
  static final Plugin BMP = new Plugin("bmp.BMP", false);
  static final Plugin TIFF = new Plugin("tiff.TIFF", false);
  static final Plugin TGA = new Plugin("tga.TGA", true);
  static final Plugin PSD = new Plugin("psd.PSD", false);

  private final String name;
  private final boolean readsAhead;

  /** Made when it is needed: whoever uses the library may lack some. */
  private volatile @Nullable ImageReaderSpi provider;

  /**
   * @param readsAhead whether it asks for bytes behind the end of whole files too, so that asking
   *     for them says nothing
   */
  private Plugin(String name, boolean readsAhead) {
    this.name = name;
    this.readsAhead = readsAhead;
  }

  private static Plugin ofJdk(String name) {
    Plugin plugin = new Plugin(name, false);
    plugin.provider = jdk(name, ImageReaderSpi.class);
    return plugin;
  }

  private ImageReaderSpi provider() throws ImageReadException {
    ImageReaderSpi known = provider;
    if (known == null) {
      known = make();
      provider = known;
    }
    return known;
  }

  private ImageReaderSpi make() throws ImageReadException {
    try {
      ImageReaderSpi made =
          Class.forName("%s.plugins.%sImageReaderSpi".formatted(TWELVE_MONKEYS, name))
              .asSubclass(ImageReaderSpi.class)
              .getDeclaredConstructor()
              .newInstance();
      registerBesideJdk(made);
      return made;
    } catch (ReflectiveOperationException | LinkageError e) {
      String artifact = "imageio-" + name.substring(0, name.indexOf('.'));
      throw new ImageReadException(
          Problem.of("needs " + TWELVE_MONKEYS + ":%s on the class path", artifact)
              .remedy("add that dependency"),
          e);
    }
  }

  /** TwelveMonkeys' JPEG plug-in looks for the JDK's in the registry that it is put into. */
  private static void registerBesideJdk(ImageReaderSpi provider) {
    ServiceRegistry registry =
        new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
    ImageReaderSpi jdks = jdk("jpeg.JPEGImageReaderSpi", ImageReaderSpi.class);
    registry.registerServiceProvider(jdks, ImageReaderSpi.class);
    registry.registerServiceProvider(provider, ImageReaderSpi.class);
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

  interface Use<T> {
    T with(ImageReader reader) throws IOException;
  }

  <T> T use(ImageInputStream input, Use<T> use) throws IOException {
    ImageReader reader = provider().createReaderInstance();
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
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    return read(encoded, reader -> BufferedImages.pixels(reader.read(0), profile));
  }

  /** Takes the whole of the first image out of the file. */
  <T> T read(byte[] encoded, Use<T> use) throws IOException {
    EncodedInput input = new EncodedInput(encoded);
    try {
      T image = use(input, use);
      if (!readsAhead && input.exhausted()) {
        throw new EOFException();
      }
      return image;
    } catch (RuntimeException | IIOException e) { // what comes of reading behind the end
      if (readsAhead || !ImageReadException.isOfEnd(e, input.exhausted())) {
        throw e;
      }
      throw (EOFException) new EOFException().initCause(e);
    }
  }

  /** Whether more images follow the first. */
  boolean hasMore(byte[] encoded) throws IOException {
    return use(new EncodedInput(encoded), reader -> reader.getNumImages(true) > 1);
  }
}
