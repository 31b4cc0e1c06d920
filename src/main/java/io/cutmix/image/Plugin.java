package io.cutmix.image;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An ImageIO plug-in for one format. Thread-safe: each call has a reader of its own.
 *
 * @param readsAhead whether it asks for bytes behind the end of whole files too, so that asking for
 *     them says nothing
 */
record Plugin(ImageReaderSpi provider, boolean readsAhead) {
  Plugin(ImageReaderSpi provider) {
    this(provider, false);
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

  StoredHeader header(ImageInputStream input, Metadata metadata) throws IOException {
    return use(
        input,
        reader -> {
          ColorModel colours = colours(reader);
          return new StoredHeader(
              reader.getWidth(0),
              reader.getHeight(0),
              isGray(colours),
              colours.hasAlpha(),
              metadata);
        });
  }

  private static ColorModel colours(ImageReader reader) throws IOException {
    @Nullable ImageTypeSpecifier raw = reader.getRawImageType(0);
    return (raw != null ? raw : reader.getImageTypes(0).next()).getColorModel();
  }

  private static boolean isGray(ColorModel colours) {
    return colours instanceof IndexColorModel palette
        ? Palette.of(palette).isGray()
        : colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /** Takes the whole of the first picture out of the input. */
  <T> T read(EncodedInput input, Use<T> use) throws IOException {
    T picture = use(input, use);
    if (!readsAhead && input.exhausted()) {
      throw new EOFException();
    }
    return picture;
  }

  Picture picture(EncodedInput input, Optional<IccProfile> profile) throws IOException {
    return read(input, reader -> Unpacking.picture(reader.read(0), profile));
  }
}
