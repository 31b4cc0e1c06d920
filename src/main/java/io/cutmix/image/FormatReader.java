package io.cutmix.image;

import java.io.IOException;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** Reads one file format. Implementations are thread-safe. */
interface FormatReader {
  /**
   * The header of a picture that starts at the input's position 0; reads no further than needed.
   */
  StoredHeader header(ImageInputStream input) throws IOException;

  /**
   * The pixels of the first picture as they are stored, or an exception: never a part of them.
   *
   * @param profile by which inks become RGB; all other colours stay as they are
   */
  Picture picture(byte[] encoded, Optional<IccProfile> profile) throws IOException;
}
