package io.cutmix.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;

/** The chunk of a PNG that holds a colour profile, compressed (ISO/IEC 15948, 11.3.2.3). */
final class PngProfile {
  static final int CHUNK = 0x69434350; // iCCP

  private PngProfile() {}

  /** The profile of a chunk whose data comes next. */
  static Optional<IccProfile> read(ImageInputStream input, int length) throws IOException {
    if (length > IccProfile.MOST_BYTES) {
      return Optional.empty();
    }
    byte[] data = new byte[length];
    input.readFully(data);
    return of(data);
  }

  /** What {@link IccProfile#of} makes of the chunk's data; empty if that is broken. */
  static Optional<IccProfile> of(byte[] data) {
    int nameEnd = 0;
    while (nameEnd < data.length && data[nameEnd] != 0) {
      nameEnd++;
    }
    int start = Math.min(data.length, nameEnd + 2); // behind the compression method
    try (InputStream profile =
        new InflaterInputStream(new ByteArrayInputStream(data, start, data.length - start))) {
      return IccProfile.of(profile.readNBytes(IccProfile.MOST_BYTES));
    } catch (IOException broken) {
      return Optional.empty();
    }
  }
}
