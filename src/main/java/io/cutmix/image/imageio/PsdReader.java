package io.cutmix.image.imageio;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.stream.ImageInputStream;

/**
 * PSD and PSB: the image of all layers together. The plug-in gets the file without its resources
 * and layers, of which it refuses some that say nothing of that image.
 */
final class PsdReader implements FormatReader {
  private static final int HEADER_BYTES = 26;
  private static final int MOST_COLOR_BYTES = 1 << 16; // a palette has 768
  private static final int PSB = 2;
  private static final int SIGNATURE = 0x3842494d; // 8BIM
  private static final int ZIP = 2;
  private static final int ZIP_OF_DIFFERENCES = 3;

  // Resources, by their numbers.
  private static final int PROFILE = 1039;
  private static final int VERSION = 1057;

  /** The blocks that hold layers whose samples have more than 8 bits. */
  private static final Set<String> DEEP_LAYERS = Set.of("Lr16", "Lr32", "Layr");

  /** The blocks whose length takes 8 bytes in a PSB. */
  private static final Set<String> LONG_BLOCKS =
      Set.of("LMsk", "Mt16", "Mt32", "Mtrn", "Alph", "FMsk", "lnk2", "FEid", "FXid", "PxSD");

  /** A layer with neither channels nor name, and where it has the signature. */
  private static final int LAYER_BYTES = 46;

  private static final int LAYER_SIGNATURE = 18;

  /**
   * What stands before the pixels.
   *
   * @param bytes the header, the palette, no resources, and a layer only if the image has alpha,
   *     which is said by a number of layers below 0
   * @param pixels where they begin
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Head(byte[] bytes, Optional<IccProfile> profile, long pixels) {
    static Head of(ImageInputStream input) throws IOException {
      input.seek(Integer.BYTES);
      boolean isLarge = input.readUnsignedShort() == PSB;
      input.seek(HEADER_BYTES);
      long colors = input.readUnsignedInt();
      if (colors > MOST_COLOR_BYTES) {
        throw new IIOException("its colors take %d bytes".formatted(colors));
      }
      byte[] start = new byte[HEADER_BYTES + Integer.BYTES + (int) colors];
      input.seek(0);
      input.readFully(start);
      Optional<IccProfile> profile = profile(input);
      long layers = input.getStreamPosition();
      int lengthBytes = isLarge ? Long.BYTES : Integer.BYTES;
      long pixels = layers + lengthBytes + length(input, isLarge);
      int count = pixels == layers + lengthBytes ? 0 : layers(input, isLarge, pixels);
      return new Head(bytes(start, lengthBytes, count < 0), profile, pixels);
    }

    private static byte[] bytes(byte[] start, int lengthBytes, boolean hasAlpha) {
      int noResources = start.length + Integer.BYTES;
      if (!hasAlpha) {
        return Arrays.copyOf(start, noResources + lengthBytes);
      }
      int info = noResources + 2 * lengthBytes;
      int end = info + Short.BYTES + LAYER_BYTES + Integer.BYTES;
      return ByteBuffer.wrap(Arrays.copyOf(start, end))
          .putInt(info - lengthBytes - Integer.BYTES, end - info + lengthBytes)
          .putInt(info - Integer.BYTES, Short.BYTES + LAYER_BYTES)
          .putShort(info, (short) -1)
          .putInt(info + Short.BYTES + LAYER_SIGNATURE, SIGNATURE)
          .array();
    }

    /** Passes over the resources. */
    private static Optional<IccProfile> profile(ImageInputStream input) throws IOException {
      Optional<IccProfile> profile = Optional.empty();
      long length = input.readUnsignedInt();
      long end = input.getStreamPosition() + length;
      while (input.getStreamPosition() < end && input.readInt() == SIGNATURE) {
        int number = input.readUnsignedShort();
        int nameBytes = input.readUnsignedByte();
        input.skipBytes(nameBytes | 1); // with its length an even number
        long size = input.readUnsignedInt();
        long next = input.getStreamPosition() + size + size % 2;
        if (number == PROFILE) {
          profile = IccProfile.read(input, size);
        } else if (number == VERSION && size > Integer.BYTES) {
          input.readInt();
          requireMerged(input.readByte() != 0);
        }
        input.seek(next);
      }
      input.seek(end);
      return profile;
    }

    private static void requireMerged(boolean isMerged) throws ImageReadException {
      if (!isMerged) {
        throw ImageReadException.unsupported(
            FileFormat.PSD, "saved without the image of all layers together", null);
      }
    }

    /** The number of layers; below 0 if their image has alpha. */
    private static int layers(ImageInputStream input, boolean isLarge, long end)
        throws IOException {
      if (length(input, isLarge) > 0) {
        return input.readShort();
      }
      input.seek(input.readUnsignedInt() + input.getStreamPosition()); // the mask of all
      byte[] name = new byte[Integer.BYTES];
      while (input.getStreamPosition() + 12 < end) {
        input.readInt();
        input.readFully(name);
        String block = new String(name, StandardCharsets.ISO_8859_1);
        boolean isDeep = DEEP_LAYERS.contains(block);
        long size = length(input, isLarge && (isDeep || LONG_BLOCKS.contains(block)));
        if (isDeep) {
          return input.readShort();
        }
        input.seek(input.getStreamPosition() + (size + 3) / 4 * 4);
      }
      return 0;
    }

    private static long length(ImageInputStream input, boolean isLong) throws IOException {
      return isLong ? input.readLong() : input.readUnsignedInt();
    }
  }

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    Head head = Head.of(input);
    return Plugin.PSD.use(
        new EncodedInput(head.bytes),
        reader -> Plugin.header(reader).with(Orientation.UPRIGHT, head.profile));
  }

  /** Its colors unconverted, which the plug-in would do in its own way. */
  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    EncodedInput input = new EncodedInput(encoded);
    Head head = Head.of(input);
    input.seek(head.pixels);
    requireNotDeflated(input.readUnsignedShort());
    int from = (int) head.pixels;
    int start = head.bytes.length;
    byte[] file = Arrays.copyOf(head.bytes, start + encoded.length - from);
    System.arraycopy(encoded, from, file, start, encoded.length - from);
    return Plugin.PSD.read(
        file,
        reader -> {
          ImageReadParam param = reader.getDefaultReadParam();
          param.setDestinationType(reader.getRawImageType(0));
          Pixels pixels = BufferedImages.pixels(reader.read(0, param), profile);
          if (pixels.channels() == 4 && pixels.depth() > 8) { // the plug-in does it for 8 bits
            takeOutWhite(pixels);
          }
          return pixels;
        });
  }

  /** The plug-in inflates layers, but not the image of all of them. */
  private static void requireNotDeflated(int compression) throws ImageReadException {
    if (compression == ZIP || compression == ZIP_OF_DIFFERENCES) {
      throw ImageReadException.unsupported(FileFormat.PSD, "compressed by ZIP", null);
    }
  }

  /** Where it is transparent, an RGB image is stored as it looks on white. */
  private static void takeOutWhite(Pixels pixels) {
    int max = pixels.max();
    int count = pixels.width() * pixels.height() * 4;
    for (int pixel = 0; pixel < count; pixel += 4) {
      int alpha = pixels.sample(pixel + 3);
      for (int i = pixel; i < pixel + 3; i++) {
        int colored = pixels.sample(i) - (max - alpha);
        long full = alpha == 0 ? 0 : ((long) colored * max + alpha / 2) / alpha;
        pixels.setSample(i, (int) Math.max(0, Math.min(max, full)));
      }
    }
  }
}
