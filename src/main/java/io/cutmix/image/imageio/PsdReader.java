package io.cutmix.image.imageio;

import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** PSD and PSB: the image of all layers together. */
final class PsdReader implements FormatReader {
  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    return Plugin.PSD.use(
        input, reader -> Plugin.header(reader).with(Orientation.UPRIGHT, profile(reader)));
  }

  /** Where the file has none the plug-in gives the colors those of Java. */
  private static Optional<IccProfile> profile(ImageReader reader) throws IOException {
    ColorSpace colors =
        Objects.requireNonNull(reader.getRawImageType(0)).getColorModel().getColorSpace();
    return colors instanceof ICC_ColorSpace embedded
            && !colors.isCS_sRGB()
            && colors != ColorSpace.getInstance(ColorSpace.CS_GRAY)
        ? IccProfile.of(embedded.getProfile().getData())
        : Optional.empty();
  }

  /** Its colors unconverted, which the plug-in would do in its own way. */
  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    return Plugin.PSD.read(
        encoded,
        reader -> {
          ImageReadParam param = reader.getDefaultReadParam();
          param.setDestinationType(reader.getRawImageType(0));
          return BufferedImages.pixels(reader.read(0, param), profile);
        });
  }
}
