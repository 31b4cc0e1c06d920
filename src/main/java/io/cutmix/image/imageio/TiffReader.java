package io.cutmix.image.imageio;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.image.opencv.OpenCvReader;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** TIFF and BigTIFF: the first directory. */
final class TiffReader implements FormatReader {
  // Of photometric interpretation.
  private static final Object WHITE_IS_ZERO = 0;
  private static final Object BLACK_IS_ZERO = 1;
  private static final Object YCBCR = 6;

  private static final int NO_COMPRESSION = 1;
  private static final int GROUP_3 = 3;
  private static final int OLD_JPEG = 6;
  private static final int JPEG = 7;
  private static final int PLANAR = 2;
  private static final int CANON = 8; // where a raw photo of theirs says so

  /** CIE L*a*b*, and two that differ in how it is stored. */
  private static final Set<Integer> LAB = Set.of(8, 9, 10);

  /** What libtiff reads besides what the plug-in does. */
  private static final Map<Integer, String> NOT_SUPPORTED =
      Map.of(
          32809, "ThunderScan compression",
          34661, "JBIG compression",
          34676, "SGI log compression",
          34677, "SGI log compression",
          34712, "JPEG 2000 compression",
          34887, "LERC compression",
          34925, "LZMA compression",
          50000, "Zstandard compression",
          50001, "WebP compression",
          50002, "JPEG XL compression");

  private static final int ASSOCIATED = 1;

  private static final Pattern OF_LIBJPEG = Pattern.compile("(Corrupt JPEG data|Premature end).*");

  /** Tiles are rarely wider than 1,024 pixels; the plug-in takes memory for a row of one. */
  private static final int WIDEST_TILE = 1 << 16;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    return Plugin.TIFF.use(
        input,
        reader -> {
          @Nullable String unknown = unknown(reader, input);
          if (unknown != null) {
            throw ImageReadException.unsupported(FileFormat.TIFF, unknown, null);
          }
          long tile = number(reader, TIFF.TAG_TILE_WIDTH);
          if (tile > WIDEST_TILE) {
            throw new IIOException("it has tiles of %d pixels a row".formatted(tile));
          }
          Orientation orientation = Orientation.of((int) number(reader, TIFF.TAG_ORIENTATION));
          Optional<IccProfile> profile =
              value(reader, TIFF.TAG_ICC_PROFILE) instanceof byte[] bytes
                  ? IccProfile.of(bytes)
                  : Optional.empty();
          return Plugin.header(reader).with(orientation, profile);
        });
  }

  private static @Nullable String unknown(ImageReader reader, ImageInputStream input)
      throws IOException {
    int compression = (int) number(reader, TIFF.TAG_COMPRESSION);
    boolean reduced = (number(reader, TIFF.TAG_SUBFILE_TYPE) & 1) == 1;
    input.seek(CANON);
    boolean canon = input.readByte() == 'C' && input.readByte() == 'R';
    if (canon || (reduced && value(reader, TIFF.TAG_SUB_IFD) != null)) {
      return "a raw photo behind its preview";
    }
    if (compression == JPEG && number(reader, TIFF.TAG_PLANAR_CONFIGURATION) == PLANAR) {
      return "JPEG compression of single channels";
    }
    @Nullable String misread = misread(reader, compression);
    if (misread != null) {
      return misread;
    }
    if (LAB.contains((int) number(reader, TIFF.TAG_PHOTOMETRIC_INTERPRETATION))) {
      return "CIE L*a*b* colors"; // whose white the plug-in takes for D65 or D50 by their bits
    }
    return NOT_SUPPORTED.get(compression);
  }

  /** What the plug-in takes for something else, and makes wrong pixels of. */
  private static @Nullable String misread(ImageReader reader, int compression) throws IOException {
    long channels = number(reader, TIFF.TAG_SAMPLES_PER_PIXEL);
    long bits = number(reader, TIFF.TAG_BITS_PER_SAMPLE);
    boolean planar = number(reader, TIFF.TAG_PLANAR_CONFIGURATION) == PLANAR;
    @Nullable Object colors = value(reader, TIFF.TAG_PHOTOMETRIC_INTERPRETATION);
    if (bits == 4 && channels > 1) {
      return "channels of 4 bits";
    }
    if (WHITE_IS_ZERO.equals(colors) && channels > 1) {
      return "gray that counts from white, with alpha"; // which is inverted as well
    }
    if (BLACK_IS_ZERO.equals(colors)
        && channels > 2
        && !planar
        && reader.getRawImageType(0).getColorModel().hasAlpha()) {
      return "gray with alpha and further channels"; // which are taken for pixels
    }
    boolean odd = bits % 8 != 0 && (bits > 4 || channels > 1);
    if (odd && channels > 3 && !planar) {
      return "colors of %d bits with further channels".formatted(bits);
    }
    long tile = number(reader, TIFF.TAG_TILE_WIDTH);
    boolean reachesOver = tile > 0 && reader.getWidth(0) % tile != 0;
    boolean subsampled = YCBCR.equals(colors) && compression != JPEG && compression != OLD_JPEG;
    return reachesOver && (odd || subsampled)
        ? "tiles that reach over the edge, of YCbCr or odd bits"
        : null;
  }

  @Override
  public long pixelsPerByte(ImageInputStream input) throws IOException {
    return compression(input) <= NO_COMPRESSION ? Byte.SIZE : Integer.MAX_VALUE;
  }

  private static long compression(ImageInputStream input) throws IOException {
    return Plugin.TIFF.use(input, reader -> number(reader, TIFF.TAG_COMPRESSION));
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    try {
      return Plugin.TIFF.read(encoded, reader -> pixels(reader, encoded, profile, damage));
    } catch (EOFException e) {
      if (compression(new EncodedInput(encoded)) == OLD_JPEG) { // whose parts may have no end
        throw ImageReadException.unsupported(FileFormat.TIFF, "old-style JPEG compression", e);
      }
      throw e;
    }
  }

  private static Pixels pixels(
      ImageReader reader, byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    if (number(reader, TIFF.TAG_COMPRESSION) == GROUP_3) {
      ImageShape shape = new ImageShape(reader.getHeight(0), reader.getWidth(0), 1);
      Optional<Pixels> fax = OpenCvReader.fax(encoded, shape, damage);
      if (fax.isPresent()) {
        return turnedBack(fax.get(), number(reader, TIFF.TAG_ORIENTATION));
      }
    }
    ImageReadParam wanted = reader.getDefaultReadParam();
    ImageTypeSpecifier stored = reader.getRawImageType(0);
    if (stored.getNumBands() == 4 && !stored.getColorModel().hasAlpha()) {
      wanted.setDestinationType(stored); // the plug-in would take any fourth channel for alpha
    }
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage image = reader.read(0, wanted);
    JpegReader.judge(warnings.stream().filter(OF_LIBJPEG.asMatchPredicate()).toList(), damage);
    Pixels pixels = BufferedImages.pixels(image, profile);
    boolean divided = image.isAlphaPremultiplied(); // which the plug-in says of some kinds only
    if (pixels.hasAlpha() && !divided && number(reader, TIFF.TAG_EXTRA_SAMPLES) == ASSOCIATED) {
      pixels.divideByAlpha();
    }
    return pixels;
  }

  /** OpenCV turns what is only mirrored, even if it is asked not to. */
  private static Pixels turnedBack(Pixels fax, long orientation) {
    return orientation <= 4 ? Orientation.of((int) orientation).upright(fax) : fax;
  }

  /** The first number of a tag; 0 if it isn't there. */
  private static long number(ImageReader reader, int tag) throws IOException {
    @Nullable Object value = value(reader, tag);
    if (value instanceof int[] several && several.length > 0) {
      return several[0];
    }
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static @Nullable Object value(ImageReader reader, int tag) throws IOException {
    @Nullable Entry entry = ((TIFFImageMetadata) reader.getImageMetadata(0)).getTIFFField(tag);
    return entry == null ? null : entry.getValue();
  }
}
