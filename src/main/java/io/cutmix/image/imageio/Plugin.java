package io.cutmix.image.imageio;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.pnm.PNMImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.psd.PSDImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tga.TGAImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
record Plugin(ImageReaderSpi provider, boolean readsAhead) implements FormatReader {
  static final Plugin JPEG = new Plugin(jdk("jpeg.JPEGImageReaderSpi", ImageReaderSpi.class));
  static final Plugin PNG = new Plugin(jdk("png.PNGImageReaderSpi", ImageReaderSpi.class));
  static final Plugin GIF = new Plugin(jdk("gif.GIFImageReaderSpi", ImageReaderSpi.class));
  static final Plugin LOSSLESS_JPEG = losslessJpeg();
  static final Plugin BMP = new Plugin(new BMPImageReaderSpi());
  static final Plugin TIFF = new Plugin(new TIFFImageReaderSpi());
  static final Plugin TGA = new Plugin(new TGAImageReaderSpi(), true);
  static final Plugin PSD = new Plugin(new PSDImageReaderSpi());
  static final Plugin PNM = new Plugin(new PNMImageReaderSpi());

  private Plugin(ImageReaderSpi provider) {
    this(provider, false);
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
  private static Plugin losslessJpeg() {
    ServiceRegistry registry =
        new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
    registry.registerServiceProvider(JPEG.provider, ImageReaderSpi.class);
    JPEGImageReaderSpi provider = new JPEGImageReaderSpi();
    registry.registerServiceProvider(provider, ImageReaderSpi.class);
    return new Plugin(provider, true);
  }

  interface Use<T> {
    T with(ImageReader reader) throws IOException;
  }

  private <T> T use(ImageInputStream input, Use<T> use) throws IOException {
    ImageReader reader = provider.createReaderInstance();
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
    return use(
        input,
        reader -> {
          ColorModel colors = colors(reader);
          return new StoredHeader(
              reader.getWidth(0),
              reader.getHeight(0),
              isGray(colors),
              colors.hasAlpha(),
              colors.getComponentSize(0) > 8,
              Orientation.UPRIGHT,
              Optional.empty());
        });
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
    return read(
        new EncodedInput(encoded), reader -> BufferedImages.pixels(reader.read(0), profile));
  }

  /** Takes the whole of the first image out of the input. */
  <T> T read(EncodedInput input, Use<T> use) throws IOException {
    T image = use(input, use);
    if (!readsAhead && input.exhausted()) {
      throw new EOFException();
    }
    return image;
  }
}
