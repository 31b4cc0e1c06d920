package io.cutmix.image.imageio;

import io.cutmix.image.jpeg.JpegFile;
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
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** JPEG: baseline, progressive and lossless; gray, color and four printing inks. */
final class JpegReader implements FormatReader {
  private static final int LOSSLESS = 3;

  /**
   * libjpeg goes on after damage and reports only the first of its warnings. All are taken for
   * damage but stray bytes before a marker (unless it is a restart: there data got lost) and an
   * unusual scan header.
   */
  private static final Pattern HARMLESS =
      Pattern.compile(
          ".*extraneous bytes before marker 0x(?!d[0-7]).*|Invalid SOS parameters.*",
          Pattern.CASE_INSENSITIVE);

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    JpegFile file = JpegFile.parse(input);
    return new StoredHeader(
        file.width(),
        file.height(),
        file.components() == 1,
        false,
        file.orientation(),
        file.profile());
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    JpegFile file = JpegFile.parse(new EncodedInput(encoded));
    file.checkScans(encoded);
    EncodedInput bare = new EncodedInput(file.bare(encoded));
    Plugin plugin = file.process() == LOSSLESS ? Plugin.LOSSLESS_JPEG : Plugin.JPEG;
    List<String> warnings = new ArrayList<>();
    Pixels image =
        plugin.read(
            bare,
            reader -> {
              reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
              return file.components() == 4
                  ? inks(reader, file, profile)
                  : BufferedImages.pixels(reader.read(0), profile);
            });
    for (String warning : warnings) {
      if (!HARMLESS.matcher(warning).matches()) {
        throw new IIOException(warning);
      }
    }
    return image;
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
