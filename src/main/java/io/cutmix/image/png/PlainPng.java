package io.cutmix.image.png;

import io.cutmix.image.ImageShape;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.png.PngChunk.PngText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A PNG of the most frequent kind, whose samples need nothing done to them: 8-bit gray, RGB or
 * RGBA, not interlaced, without a transparent color, an orientation or a color profile that isn't
 * sRGB.
 *
 * @param bare as {@link PngChunk#bare}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PlainPng(ImageShape shape, byte[] bare) {
  private static final int HEADER_BYTES = 13;

  /** As many bytes as deflate makes of one at most. */
  private static final long MOST_OF_A_BYTE = 1032;

  /**
   * The file as such a PNG; empty if it is another.
   *
   * @throws IOException if it is damaged
   */
  public static Optional<PlainPng> of(byte[] encoded) throws IOException {
    List<PngChunk> chunks = PngChunk.all(encoded);
    PngChunk first = chunks.get(0);
    ByteBuffer header = ByteBuffer.wrap(encoded).position(first.start());
    if (first.type() != PngChunk.IHDR
        || first.length() != HEADER_BYTES
        || !chunks.stream().allMatch(chunk -> isPlain(chunk, encoded))) {
      return Optional.empty();
    }
    int width = header.getInt();
    int height = header.getInt();
    int channels = channels(header.getShort());
    boolean isUsual = header.getShort() == 0 && header.get() == 0; // filters and interlacing
    boolean isPossible = (long) width * height <= MOST_OF_A_BYTE * encoded.length;
    return channels == 0 || !isUsual || !isPossible
        ? Optional.empty()
        : Optional.of(
            new PlainPng(new ImageShape(height, width, channels), PngChunk.bare(encoded)));
  }

  private static int channels(short depthAndColors) {
    return switch (depthAndColors) {
      case 0x0800 -> 1;
      case 0x0802 -> 3;
      case 0x0806 -> 4;
      default -> 0;
    };
  }

  private static boolean isPlain(PngChunk chunk, byte[] encoded) {
    return switch (chunk.type()) {
      case PngChunk.TRNS, PngChunk.EXIF -> false;
      case PngChunk.TEXT, PngChunk.COMPRESSED_TEXT, PngChunk.INTERNATIONAL_TEXT ->
          PngText.exif(chunk.type(), chunk.data(encoded)).isEmpty();
      case PngChunk.ICCP -> IccProfile.ofCompressed(chunk.data(encoded)).isEmpty();
      default -> true;
    };
  }
}
