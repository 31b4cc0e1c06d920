package io.cutmix.image.imageio;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.stream.ImageInputStream;

/**
 * BMP. The plug-in heeds the mask of alpha with samples that have no masks, and doesn't in a header
 * of version 3; it takes run-length codes that pass over pixels for an early end.
 */
final class BmpReader implements FormatReader {
  private static final int DATA = 10;
  private static final int HEADER = 14;
  private static final int COMPRESSION = 30;
  private static final int WIDTH = 18;
  private static final int HEIGHT = 22;
  private static final int DEPTH = 28;
  private static final int COLORS = 46;
  private static final int SIZE = 34;
  private static final int RED = 54;
  private static final int ALPHA = 66;
  private static final int MASKS = 3;
  private static final int RUNS = 1;
  private static final int RUNS_OF_4_BITS = 2;
  private static final int VERSION_1 = 40;
  private static final int VERSION_2 = 52;
  private static final int VERSION_3 = 56;
  private static final int OS_2 = 64;
  private static final int VERSION_4 = 108;
  private static final int VERSION_5 = 124;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    byte[] head = new byte[HEADER + VERSION_5];
    input.seek(0);
    int length = Math.max(input.read(head), 0);
    ByteBuffer file = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    requireKnown(file);
    boolean direct = hasIdleMasks(file) && file.getShort(DEPTH) >= 16;
    StoredHeader said =
        Plugin.BMP.header(direct ? new EncodedInput(unmasked(Arrays.copyOf(head, length))) : input);
    boolean masked = file.getInt(HEADER) >= VERSION_3 && length >= ALPHA + 4;
    boolean alpha =
        masked ? file.getInt(COMPRESSION) == MASKS && file.getInt(ALPHA) != 0 : said.alpha();
    return new StoredHeader(said.width(), said.height(), said.gray(), alpha);
  }

  /** What means masks elsewhere means Huffman in OS/2, and with pixels of one bit. */
  private static void requireKnown(ByteBuffer head) throws ImageReadException {
    int version = head.getInt(HEADER);
    boolean masks = version >= VERSION_1 && head.getInt(COMPRESSION) == MASKS;
    if (masks && (version == OS_2 || head.getShort(DEPTH) == 1)) {
      throw ImageReadException.unsupported(FileFormat.BMP, "Huffman compression", null);
    }
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    return Plugin.BMP.pixels(plain(encoded), profile, damage);
  }

  /** Whether there are masks that mean nothing. */
  private static boolean hasIdleMasks(ByteBuffer file) {
    int version = file.getInt(HEADER);
    return version >= VERSION_2 && version != OS_2 && file.getInt(COMPRESSION) != MASKS;
  }

  private static byte[] plain(byte[] encoded) throws IOException {
    if (encoded.length < ALPHA + 4) {
      return encoded;
    }
    ByteBuffer file = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    int version = file.getInt(HEADER);
    int compression = file.getInt(COMPRESSION);
    if (version >= VERSION_1 && (compression == RUNS || compression == RUNS_OF_4_BITS)) {
      return unpacked(file, compression);
    }
    boolean masks = compression == MASKS;
    if (masks && version == VERSION_3) {
      int more = VERSION_4 - VERSION_3;
      ByteBuffer longer = ByteBuffer.allocate(encoded.length + more).order(ByteOrder.LITTLE_ENDIAN);
      longer.put(encoded, 0, HEADER + VERSION_3).position(HEADER + VERSION_4);
      longer.put(encoded, HEADER + VERSION_3, encoded.length - HEADER - VERSION_3);
      longer.putInt(HEADER, VERSION_4).putInt(DATA, file.getInt(DATA) + more);
      return longer.array();
    }
    return hasIdleMasks(file) ? unmasked(encoded) : encoded;
  }

  /** The same image with the usual masks, since the plug-in goes by those that mean nothing. */
  private static byte[] unmasked(byte[] encoded) {
    byte[] usual = encoded.clone();
    ByteBuffer to = ByteBuffer.wrap(usual).order(ByteOrder.LITTLE_ENDIAN);
    boolean small = to.getShort(DEPTH) == 16;
    to.position(RED).putInt(small ? 0x7c00 : 0xff0000);
    to.putInt(small ? 0x3e0 : 0xff00).putInt(small ? 0x1f : 0xff);
    return to.getInt(HEADER) == VERSION_2 ? usual : to.putInt(0).array();
  }

  /** The same image with a byte for each pixel; what its codes pass over has color 0. */
  private static byte[] unpacked(ByteBuffer file, int compression) throws IOException {
    int width = file.getInt(WIDTH);
    int height = Math.abs(file.getInt(HEIGHT));
    int start = file.getInt(DATA);
    if (start > file.capacity()) {
      throw new EOFException(); // before memory is taken for it
    }
    int row = rowBytes(width);
    ByteBuffer plain =
        ByteBuffer.allocate(Math.addExact(start, Math.multiplyExact(row, height)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(0, file, 0, start);
    try {
      runs(file.position(start), 8 / compression, width, height, plain.slice(start, row * height));
    } catch (BufferUnderflowException e) {
      throw (EOFException) new EOFException().initCause(e);
    }
    if (compression == RUNS_OF_4_BITS && file.getInt(COLORS) == 0) {
      plain.putInt(COLORS, 16);
    }
    return plain.putShort(DEPTH, (short) 8).putInt(COMPRESSION, 0).putInt(SIZE, 0).array();
  }

  private static int rowBytes(int width) {
    return (width + 3) / 4 * 4;
  }

  private static void runs(ByteBuffer codes, int depth, int width, int height, ByteBuffer pixels) {
    int row = rowBytes(width);
    for (int x = 0, y = 0; y < height && (y < height - 1 || x < width || codes.hasRemaining()); ) {
      int count = codes.get() & 0xff;
      int code = codes.get() & 0xff;
      if (count == 0 && code == 0) { // the end of a row
        x = 0;
        y++;
      } else if (count == 0 && code == 1) { // the end of the image
        return;
      } else if (count == 0 && code == 2) { // further right and up
        x += codes.get() & 0xff;
        y += codes.get() & 0xff;
      } else {
        boolean isRun = count > 0;
        int pixelCount = isRun ? count : code;
        byte[] own = new byte[isRun ? 0 : (code * depth + 7) / 8];
        codes.get(own);
        for (int i = 0; i < pixelCount; i++, x++) {
          int pair = isRun ? code : own[i * depth / 8] & 0xff;
          int color = depth == 8 ? pair : i % 2 == 0 ? pair >> 4 : pair & 15;
          if (x < width) {
            pixels.put(y * row + x, (byte) color);
          }
        }
        codes.position(Math.min(codes.position() + own.length % 2, codes.limit()));
      }
    }
  }
}
