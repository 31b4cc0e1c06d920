package io.cutmix.image.imageio;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.Exif;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import io.cutmix.image.png.PngChunk;
import io.cutmix.image.png.PngChunk.PngText;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * PNG (ISO/IEC 15948): 1 to 16 bits, palettes, transparency, EXIF in a chunk before or behind the
 * data.
 */
final class PngReader implements FormatReader {
  private static final int DEPTH = PngChunk.SIGNATURE_BYTES + 16;
  private static final int MOST_TEXT = 1 << 18;
  private static final int MOST_EXIF = 1 << 24;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    input.seek(PngChunk.SIGNATURE_BYTES + 4);
    int first = input.readInt();
    if (first == PngChunk.CGBI) {
      throw ImageReadException.unsupported(FileFormat.PNG, "that of iOS (CgBI)", null);
    }
    if (first != PngChunk.IHDR) {
      throw new IIOException("there is no header");
    }
    int width = input.readInt();
    int height = input.readInt();
    boolean deep = input.readByte() > 8;
    int colors = input.readUnsignedByte();
    boolean gray = (colors & 3) == 0;
    boolean alpha = (colors & 4) != 0;
    Orientation orientation = Orientation.UPRIGHT;
    Optional<IccProfile> profile = Optional.empty();
    input.seek(PngChunk.SIGNATURE_BYTES);
    boolean data = false;
    boolean palette = false;
    for (int type = 0; type != PngChunk.IEND; ) {
      int length = length(input, data);
      type = length < 0 ? PngChunk.IEND : input.readInt();
      long start = input.getStreamPosition();
      switch (type) {
        case PngChunk.IDAT -> data = true;
        case PngChunk.PLTE -> {
          palette = true;
          gray = isGray(input, length / 3);
        }
        case PngChunk.TRNS ->
            alpha |=
                !data
                    && PngChunk.isTransparency(colors, palette, length)
                    && data(input, length, length).length > 0;
        case PngChunk.EXIF ->
            orientation = Exif.orientation(new EncodedInput(data(input, length, MOST_EXIF)), 0);
        case PngChunk.TEXT, PngChunk.COMPRESSED_TEXT, PngChunk.INTERNATIONAL_TEXT ->
            orientation = inText(type, data(input, length, MOST_TEXT)).orElse(orientation);
        case PngChunk.ICCP ->
            profile = IccProfile.ofCompressed(data(input, length, IccProfile.MOST_BYTES));
        default -> {}
      }
      input.seek(start + length + 4);
    }
    return new StoredHeader(width, height, gray, alpha, deep, orientation, profile);
  }

  /** That of the next chunk; -1 if the file ends behind its data, which decoding it finds out. */
  private static int length(ImageInputStream input, boolean data) throws IOException {
    long start = input.getStreamPosition();
    try {
      int length = input.readInt();
      if (length < 0 && !data) {
        throw PngChunk.withoutLength(start);
      }
      return Math.max(length, -1);
    } catch (EOFException e) {
      if (data) {
        return -1;
      }
      throw e;
    }
  }

  private static Optional<Orientation> inText(int type, byte[] data) throws IOException {
    Optional<byte[]> exif = PngText.exif(type, data);
    return exif.isEmpty()
        ? Optional.empty()
        : Optional.of(Exif.orientation(new EncodedInput(exif.get()), 0));
  }

  /**
   * That of a chunk; empty if it is longer than what is looked for is, or its checksum is wrong.
   */
  private static byte[] data(ImageInputStream input, int length, int most) throws IOException {
    if (length > most) {
      return new byte[0];
    }
    byte[] chunk = new byte[Integer.BYTES + length];
    input.seek(input.getStreamPosition() - Integer.BYTES);
    input.readFully(chunk);
    boolean isSound = input.readInt() == PngChunk.checksum(chunk, 0, length);
    return isSound ? Arrays.copyOfRange(chunk, Integer.BYTES, chunk.length) : new byte[0];
  }

  private static boolean isGray(ImageInputStream input, int colors) throws IOException {
    byte[] rgb = new byte[3];
    boolean gray = true;
    for (int i = 0; i < colors && gray; i++) {
      input.readFully(rgb);
      gray = rgb[0] == rgb[1] && rgb[0] == rgb[2];
    }
    return gray;
  }

  /** Deflate makes at most 1,032 bytes of one. */
  @Override
  public long pixelsPerByte(ImageInputStream input) {
    return 8 * 1032;
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    Pixels pixels = Plugin.PNG.pixels(PngChunk.bare(encoded, damage::accept), profile, damage);
    int depth = encoded[DEPTH];
    if (depth < 8 && encoded[DEPTH + 1] == 0 && pixels.hasAlpha()) {
      clearGray(
          pixels.samples(),
          depth,
          PngChunk.all(encoded).stream()
              .filter(chunk -> chunk.type() == PngChunk.TRNS)
              .findFirst()
              .orElseThrow()
              .data(encoded)[1]);
    }
    return pixels;
  }

  /** The plug-in compares the transparent gray of few bits with what it became in 8 bits. */
  private static void clearGray(byte[] grayAndAlpha, int depth, byte clear) {
    int most = (1 << depth) - 1;
    byte gray = (byte) ((clear & most) * 255 / most);
    for (int i = 0; i < grayAndAlpha.length; i += 2) {
      grayAndAlpha[i + 1] = (byte) (grayAndAlpha[i] == gray ? 0 : -1);
    }
  }
}
