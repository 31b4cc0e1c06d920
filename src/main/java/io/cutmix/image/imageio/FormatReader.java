package io.cutmix.image.imageio;

import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.stream.ImageInputStream;

/** Reads one file format. Implementations are thread-safe. */
interface FormatReader {
  /** The header of an image that starts at the input's position 0; reads no further than needed. */
  StoredHeader header(ImageInputStream input) throws IOException;

  /**
   * The pixels of the first image as they are stored, or an exception: never a part of them.
   *
   * @param profile by which inks become RGB; all other colors stay as they are
   * @param damage takes what is damaged in the file though all pixels are there
   */
  Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException;

  /** How many pixels a byte of the file holds at most: unless better known, those of LZW. */
  default long pixelsPerByte(ImageInputStream input) throws IOException {
    return 1 << 12;
  }
}
