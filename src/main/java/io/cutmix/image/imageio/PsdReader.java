package io.cutmix.image.imageio;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** PSD and PSB: the image of all layers together. */
final class PsdReader implements FormatReader {
  /** The number of a profile among the resources of a file. */
  private static final short PROFILE = 1039;

  /** One of a plug-in of Photoshop, which nobody looks at. */
  private static final short NOTHING = 4999;

  private static final int HEADER_BYTES = 26;
  private static final int PSB = 2;
  private static final int ZIP = 2;
  private static final int ZIP_OF_DIFFERENCES = 3;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    byte[] resources = resources(input);
    try {
      return Plugin.PSD.use(
          input, reader -> Plugin.header(reader).with(Orientation.UPRIGHT, profile(reader)));
    } catch (CMMException e) {
      Optional<IccProfile> profile = takeProfile(resources);
      return Plugin.PSD.use(
          new EncodedInput(resources),
          reader -> Plugin.header(reader).with(Orientation.UPRIGHT, profile));
    }
  }

  /** The file up to its resources, as if there were no layers. */
  private static byte[] resources(ImageInputStream input) throws IOException {
    long length = layers(input);
    if (length > IccProfile.MOST_BYTES) {
      return new byte[0];
    }
    byte[] bytes = new byte[(int) length + Long.BYTES];
    input.seek(0);
    input.readFully(bytes, 0, (int) length);
    return bytes;
  }

  /** Where they start, behind the palette and the resources. */
  private static long layers(ImageInputStream input) throws IOException {
    input.seek(HEADER_BYTES);
    long resources = HEADER_BYTES + Integer.BYTES + input.readUnsignedInt();
    input.seek(resources);
    return resources + Integer.BYTES + input.readUnsignedInt();
  }

  /** The plug-in inflates layers, but not the image of all of them. */
  private static void requireNotDeflated(ImageInputStream input) throws IOException {
    input.seek(Integer.BYTES);
    boolean isLarge = input.readShort() == PSB;
    long layers = layers(input);
    input.seek(layers);
    input.seek(
        isLarge
            ? layers + Long.BYTES + input.readLong()
            : layers + Integer.BYTES + input.readUnsignedInt());
    int compression = input.readUnsignedShort();
    if (compression == ZIP || compression == ZIP_OF_DIFFERENCES) {
      throw ImageReadException.unsupported(FileFormat.PSD, "compressed by ZIP", null);
    }
  }

  /** Hides the profile from the plug-in, which fails on one that leads to sRGB and not back. */
  private static Optional<IccProfile> takeProfile(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = HEADER_BYTES + Integer.BYTES + bytes.getInt(HEADER_BYTES);
    int end = at + Integer.BYTES + bytes.getInt(at);
    for (at += Integer.BYTES; at < end; ) {
      int number = at + Integer.BYTES;
      int nameBytes = 1 + (bytes.get(number + Short.BYTES) & 0xff);
      int size = number + Short.BYTES + nameBytes + nameBytes % 2;
      int start = size + Integer.BYTES;
      int length = bytes.getInt(size);
      if (bytes.getShort(number) == PROFILE) {
        bytes.putShort(number, NOTHING);
        return IccProfile.of(Arrays.copyOfRange(file, start, start + length));
      }
      at = start + length + length % 2;
    }
    return Optional.empty();
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
    requireNotDeflated(new EncodedInput(encoded));
    try {
      return unconverted(encoded, profile);
    } catch (CMMException e) {
      byte[] file = encoded.clone();
      takeProfile(file);
      return unconverted(file, profile);
    }
  }

  private static Pixels unconverted(byte[] encoded, Optional<IccProfile> profile)
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
