package io.cutmix.image;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.pnm.PNMImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.psd.PSDImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tga.TGAImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.util.List;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * The ImageIO plug-ins in use, named one by one, so that neither the order of the class path nor a
 * plug-in that happens to lie on it can change a pixel.
 *
 * <p>The JDK's own are preferred where they are exact and quick: JPEG, PNG, GIF. TwelveMonkeys
 * reads the rest, lossless JPEG among it.
 */
final class Plugins {
  static final Plugin JPEG = jdkReader("jpeg.JPEGImageReaderSpi");
  static final Plugin PNG = jdkReader("png.PNGImageReaderSpi");
  static final Plugin GIF = jdkReader("gif.GIFImageReaderSpi");
  static final Plugin LOSSLESS_JPEG = losslessJpeg();
  static final Plugin BMP = new Plugin(new BMPImageReaderSpi());
  static final Plugin TIFF = new Plugin(new TIFFImageReaderSpi());
  static final Plugin WEBP = new Plugin(new WebPImageReaderSpi(), true);
  static final Plugin TGA = new Plugin(new TGAImageReaderSpi(), true);
  static final Plugin PSD = new Plugin(new PSDImageReaderSpi());
  static final Plugin PNM = new Plugin(new PNMImageReaderSpi());

  static final ImageWriterSpi JPEG_WRITER = jdk("jpeg.JPEGImageWriterSpi", ImageWriterSpi.class);
  static final ImageWriterSpi PNG_WRITER = jdk("png.PNGImageWriterSpi", ImageWriterSpi.class);
  static final ImageWriterSpi BMP_WRITER = jdk("bmp.BMPImageWriterSpi", ImageWriterSpi.class);
  static final ImageWriterSpi TIFF_WRITER = new TIFFImageWriterSpi();

  private Plugins() {}

  private static Plugin jdkReader(String name) {
    return new Plugin(jdk(name, ImageReaderSpi.class));
  }

  /** The JDK exports none of its providers; its registry hands them out. */
  private static <T> T jdk(String name, Class<T> category) {
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
    registry.registerServiceProvider(
        jdk("jpeg.JPEGImageReaderSpi", ImageReaderSpi.class), ImageReaderSpi.class);
    JPEGImageReaderSpi provider = new JPEGImageReaderSpi();
    registry.registerServiceProvider(provider, ImageReaderSpi.class);
    return new Plugin(provider, true);
  }
}
