package io.cutmix.image.imageio;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.image.opencv.JpegFile;
import io.cutmix.image.opencv.JpegScans;
import io.cutmix.image.opencv.OpenCvReader;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.InkColors;
import io.cutmix.image.pixels.Pixels;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** JPEG: baseline, progressive and lossless; gray, color and four printing inks. */
final class JpegReader implements FormatReader {
  private static final int LOSSLESS = 3;
  private static final int JPEG_LS = 0xf7 - 0xc0;

  /**
   * libjpeg goes on after damage and reports only the first of its warnings. After stray bytes
   * before a marker all pixels are there, unless it is that of a restart: there data got lost.
   */
  private static final Pattern STRAY =
      Pattern.compile(".*extraneous bytes before marker 0x(?!d[0-7]).*", Pattern.CASE_INSENSITIVE);

  private static final String ODD_HEADER = "Invalid SOS parameters";

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    JpegFile file = JpegFile.parse(input);
    requireKnown(file);
    return new StoredHeader(
        file.width(),
        file.height(),
        file.components().size() == 1,
        false,
        file.depth() > 8,
        file.orientation(),
        file.profile());
  }

  private static void requireKnown(JpegFile file) throws ImageReadException {
    int components = file.components().size();
    @Nullable String unknown = null;
    if (file.process() == JPEG_LS) {
      unknown = "JPEG-LS";
    } else if (file.process() > LOSSLESS && file.process() % JpegFile.ARITHMETIC > 2) {
      unknown = "coding process " + file.process();
    } else if (file.process() != LOSSLESS && file.depth() != 8) {
      unknown = "samples of %d bits".formatted(file.depth());
    } else if (file.height() == 0) {
      unknown = "a height that stands behind the data (DNL)";
    } else if (components != 1 && components != 3 && components != 4) {
      unknown = components + " color components";
    } else if (file.process() > JpegFile.ARITHMETIC && components == 4) {
      unknown = "arithmetic coding of four inks";
    }
    if (unknown != null) {
      throw ImageReadException.unsupported(FileFormat.JPEG, unknown, null);
    }
  }

  /** A block takes a bit at least, but by arithmetic coding as little as you like. */
  @Override
  public long pixelsPerByte(ImageInputStream input) throws IOException {
    return JpegFile.parse(input).process() > LOSSLESS ? Integer.MAX_VALUE : 8 * 64;
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    JpegFile file = JpegFile.parse(new EncodedInput(encoded));
    JpegScans.check(encoded, file);
    if (file.strayBytes() > 0) {
      damage.accept("%d stray bytes between its segments".formatted(file.strayBytes()));
    }
    byte[] bare = file.bare(encoded);
    int components = file.components().size();
    if (file.process() > JpegFile.ARITHMETIC) {
      return OpenCvReader.arithmetic(bare, new ImageShape(file.height(), file.width(), components));
    }
    Plugin plugin = file.process() == LOSSLESS ? Plugin.LOSSLESS_JPEG : Plugin.JPEG;
    List<String> warnings = new ArrayList<>();
    Pixels image =
        plugin.read(
            bare,
            reader -> {
              reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
              return components == 4
                  ? inks(reader, file, profile)
                  : BufferedImages.pixels(reader.read(0), profile);
            });
    judge(warnings, damage);
    return image;
  }

  /** Refuses an image that lacks something by what libjpeg says of it. */
  static void judge(List<String> warnings, Consumer<String> damage) throws IIOException {
    for (String warning : warnings) {
      if (STRAY.matcher(warning).matches()) {
        damage.accept("stray bytes between its data and the marker behind");
      } else if (!warning.startsWith(ODD_HEADER)) {
        throw new IIOException(warning);
      }
    }
  }

  /** Unconverted, as ImageIO would look for a profile of inks on the machine it runs on. */
  private static Pixels inks(ImageReader reader, JpegFile file, Optional<IccProfile> profile)
      throws IOException {
    Raster raster = reader.readRaster(0, null);
    byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
    if (file.transform() == 2) {
      InkColors.yccToPaper(samples);
    }
    InkColors.invert(samples);
    return InkColors.inksToRgb(new Pixels(file.width(), file.height(), 4, samples), profile);
  }
}
