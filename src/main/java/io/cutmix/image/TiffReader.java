package io.cutmix.image;

import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/** TIFF and BigTIFF: the first directory. */
final class TiffReader implements FormatReader {
  /** Tiles are rarely wider than 1,024 pixels; the plug-in takes memory for a row of one. */
  private static final int WIDEST_TILE = 1 << 16;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    long tile = Exif.tileWidth(input);
    if (tile > WIDEST_TILE) {
      throw new IIOException("it has tiles of %d pixels a row".formatted(tile));
    }
    Metadata metadata = new Metadata(Exif.orientation(input, 0), Exif.profile(input));
    return Plugins.TIFF.header(input, metadata);
  }

  @Override
  public Picture picture(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    return Plugins.TIFF.picture(new EncodedInput(encoded), profile);
  }
}
