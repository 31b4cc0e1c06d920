package io.cutmix.image.imageio;

import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.stream.ImageInputStream;

/**
 * BMP. The plug-in heeds the mask of alpha with samples that have no masks, and doesn't in a header
 * of version 3.
 */
final class BmpReader implements FormatReader {
  private static final int DATA = 10;
  private static final int HEADER = 14;
  private static final int COMPRESSION = 30;
  private static final int ALPHA = 66;
  private static final int MASKS = 3;
  private static final int VERSION_3 = 56;
  private static final int VERSION_4 = 108;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    byte[] head = new byte[ALPHA + 4];
    input.seek(0);
    int length = Math.max(input.read(head), 0);
    StoredHeader said = Plugin.BMP.header(input);
    ByteBuffer file = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    boolean masked = file.getInt(HEADER) >= VERSION_3 && length == head.length;
    boolean alpha =
        masked ? file.getInt(COMPRESSION) == MASKS && file.getInt(ALPHA) != 0 : said.alpha();
    return new StoredHeader(said.width(), said.height(), said.gray(), alpha);
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    return Plugin.BMP.pixels(plain(encoded), profile, damage);
  }

  private static byte[] plain(byte[] encoded) {
    if (encoded.length < ALPHA + 4) {
      return encoded;
    }
    ByteBuffer file = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    int version = file.getInt(HEADER);
    boolean masks = file.getInt(COMPRESSION) == MASKS;
    if (masks && version == VERSION_3) {
      int more = VERSION_4 - VERSION_3;
      ByteBuffer longer = ByteBuffer.allocate(encoded.length + more).order(ByteOrder.LITTLE_ENDIAN);
      longer.put(encoded, 0, HEADER + VERSION_3).position(HEADER + VERSION_4);
      longer.put(encoded, HEADER + VERSION_3, encoded.length - HEADER - VERSION_3);
      longer.putInt(HEADER, VERSION_4).putInt(DATA, file.getInt(DATA) + more);
      return longer.array();
    }
    if (!masks && version >= VERSION_4) {
      byte[] silent = encoded.clone();
      ByteBuffer.wrap(silent).putInt(ALPHA, 0);
      return silent;
    }
    return encoded;
  }
}
