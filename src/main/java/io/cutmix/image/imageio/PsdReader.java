package io.cutmix.image.imageio;

import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/** PSD and PSB: the image of all layers together. */
final class PsdReader implements FormatReader {

  private static final int HEADER_BYTES = 26;
  private static final int VERSION = 4;
  private static final int LARGE = 2;
  private static final int MODE = 24;
  private static final int INDEXED = 2;
  private static final int PALETTE_BYTES = 768;
  private static final int PROFILE = 0x040f;
  private static final int BLEND_MODE = 0x3842494d; // 8BIM
  private static final int LAYER_BYTES = 48;
  private static final Set<String> LONG_BLOCKS =
      Set.of(
          "LMsk", "Lr16", "Lr32", "Layr", "Mt16", "Mt32", "Mtrn", "Alph", "FMsk", "lnk2", "FEid",
          "FXid", "PxSD");
  private static final Set<String> LAYERS = Set.of("Layr", "Lr16", "Lr32");

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    Parts parts = parts(input);
    return Plugin.PSD
        .header(new EncodedInput(parts.bare(new byte[0])))
        .with(Orientation.UPRIGHT, parts.profile);
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    return Plugin.PSD.pixels(parts(new EncodedInput(encoded)).bare(encoded), profile);
  }

  private static Parts parts(ImageInputStream input) throws IOException {
    input.seek(0);
    byte[] header = new byte[HEADER_BYTES];
    input.readFully(header);
    ByteBuffer fields = ByteBuffer.wrap(header);
    long colors = input.readUnsignedInt();
    long resources = input.getStreamPosition() + colors;
    boolean indexed = fields.getShort(MODE) == INDEXED;
    if (indexed && colors != PALETTE_BYTES) {
      throw new IIOException("a palette of %d bytes".formatted(colors));
    }
    byte[] beginning = new byte[HEADER_BYTES + 4 + (indexed ? PALETTE_BYTES : 0)];
    ByteBuffer.wrap(beginning).put(header).putInt(indexed ? PALETTE_BYTES : 0);
    input.readFully(beginning, HEADER_BYTES + 4, beginning.length - HEADER_BYTES - 4);
    input.seek(resources);
    Optional<IccProfile> profile = resources(input);
    boolean large = fields.getShort(VERSION) == LARGE;
    long layers = length(input, large);
    long pixels = input.getStreamPosition() + layers;
    return new Parts(beginning, layers > 0 && hasAlpha(input, large, pixels), profile, pixels);
  }

  /** Passes them, and returns the profile among them. */
  private static Optional<IccProfile> resources(ImageInputStream input) throws IOException {
    Optional<IccProfile> profile = Optional.empty();
    long end = input.readUnsignedInt() + input.getStreamPosition();
    while (input.getStreamPosition() < end) {
      input.readInt(); // 8BIM
      int number = input.readUnsignedShort();
      // A name takes an even number of bytes, the one of its length among them.
      int name = input.readUnsignedByte();
      input.seek(input.getStreamPosition() + (name | 1));
      long length = input.readUnsignedInt();
      long next = input.getStreamPosition() + length + (length & 1);
      if (number == PROFILE && profile.isEmpty()) {
        profile = IccProfile.read(input, length);
      }
      input.seek(next);
    }
    input.seek(end);
    return profile;
  }

  /** The number of layers is negative if it has; deep images say it in a block of its own. */
  private static boolean hasAlpha(ImageInputStream input, boolean large, long end)
      throws IOException {
    if (length(input, large) > 0) {
      return input.readShort() < 0;
    }
    input.seek(input.getStreamPosition() + input.readUnsignedInt() + 4); // the mask of all layers
    while (input.getStreamPosition() + 12 < end) {
      input.readInt(); // 8BIM or 8B64
      String key = key(input);
      long length = length(input, large && LONG_BLOCKS.contains(key));
      if (LAYERS.contains(key)) {
        return input.readShort() < 0;
      }
      input.seek(input.getStreamPosition() + (length + 3) / 4 * 4);
    }
    return false;
  }

  private static String key(ImageInputStream input) throws IOException {
    byte[] key = new byte[4];
    input.readFully(key);
    return new String(key, StandardCharsets.ISO_8859_1);
  }

  private static long length(ImageInputStream input, boolean isLong) throws IOException {
    long length = isLong ? input.readLong() : input.readUnsignedInt();
    if (length < 0) {
      throw new IIOException(
          "a part before byte %d has no length".formatted(input.getStreamPosition()));
    }
    return length;
  }

  /**
   * What makes the image of all layers together.
   *
   * @param beginning the header and, for a palette, its colors
   * @param alpha whether the image has a channel of alpha
   * @param profile of its colors
   * @param pixels where their data begins
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Parts(byte[] beginning, boolean alpha, Optional<IccProfile> profile, long pixels) {
    /**
     * The same image with nothing but what makes its pixels. The decoder reads all layers, of which
     * a broken one can claim any size, and would convert the colors in its own way.
     */
    byte[] bare(byte[] encoded) {
      ByteArrayOutputStream bare = new ByteArrayOutputStream(encoded.length);
      bare.writeBytes(beginning);
      boolean large = beginning[VERSION + 1] == LARGE;
      int lengthBytes = large ? Long.BYTES : Integer.BYTES;
      ByteBuffer parts = ByteBuffer.allocate(4 + 2 * lengthBytes + LAYER_BYTES + 4);
      parts.putInt(0); // resources
      putLength(parts, large, alpha ? lengthBytes + LAYER_BYTES + 4 : 0);
      if (alpha) {
        putLength(parts, large, LAYER_BYTES);
        parts.putShort((short) -1); // one layer, and alpha
        parts.position(parts.position() + 16 + 2); // without sides or channels
        parts.putInt(BLEND_MODE);
        parts.position(parts.position() + 8);
        parts.putInt(12); // neither mask nor ranges nor name
        parts.position(parts.capacity());
      }
      bare.write(parts.array(), 0, parts.position());
      int start = (int) Math.min(pixels, encoded.length);
      bare.write(encoded, start, encoded.length - start);
      return bare.toByteArray();
    }

    private static void putLength(ByteBuffer parts, boolean isLong, int length) {
      if (isLong) {
        parts.putInt(0);
      }
      parts.putInt(length);
    }
  }
}
