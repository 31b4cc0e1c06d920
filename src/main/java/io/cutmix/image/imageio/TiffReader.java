package io.cutmix.image.imageio;

import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.Exif;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/** TIFF and BigTIFF: the first directory. */
final class TiffReader implements FormatReader {
  private static final int COMPRESSION_TAG = 0x0103;
  private static final int TILE_WIDTH_TAG = 0x0142;
  private static final long NONE = 1;

  /** Tiles are rarely wider than 1,024 pixels; the plug-in takes memory for a row of one. */
  private static final int WIDEST_TILE = 1 << 16;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    long tile = Exif.value(input, TILE_WIDTH_TAG);
    if (tile > WIDEST_TILE) {
      throw new IIOException("it has tiles of %d pixels a row".formatted(tile));
    }
    Orientation orientation = Exif.orientation(input, 0);
    Optional<IccProfile> profile = Exif.profile(input);
    return Plugin.TIFF.header(input).with(orientation, profile);
  }

  @Override
  public long pixelsPerByte(ImageInputStream input) throws IOException {
    long compression = Exif.value(input, COMPRESSION_TAG);
    return compression <= NONE ? Byte.SIZE : Integer.MAX_VALUE;
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    Pixels pixels = Plugin.TIFF.pixels(encoded, profile);
    if (pixels.hasAlpha() && Exif.isAlphaAssociated(new EncodedInput(encoded))) {
      pixels.divideByAlpha(); // which the plug-in says nothing of
    }
    return pixels;
  }
}
