package io.cutmix.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** Reads one file format. Implementations are thread-safe. */
interface FormatReader {
  /**
   * The header of a picture that starts at the input's position 0; reads no further than needed.
   */
  StoredHeader header(ImageInputStream input) throws IOException;

  /** The pixels of the first picture as they are stored, or an exception: never a part of them. */
  Picture picture(byte[] encoded) throws IOException;
}
