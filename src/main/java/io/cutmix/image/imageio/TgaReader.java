package io.cutmix.image.imageio;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.stream.ImageInputStream;

/**
 * TGA. The plug-in reads from the left only, fails on palettes that begin behind color 0, takes
 * gray with alpha for gray of 16 bits, leaves palettes of 5 bits a sample too dark, and believes
 * files that say nothing of their alpha, as many programs write them.
 */
final class TgaReader implements FormatReader {
  private static final int HEAD_BYTES = 18;
  private static final int PALETTE = 1;
  private static final int KIND = 2;
  private static final int FIRST_COLOR = 3;
  private static final int COLORS = 5;
  private static final int PALETTE_DEPTH = 7;
  private static final int WIDTH = 12;
  private static final int DEPTH = 16;
  private static final int ATTRIBUTES = 17;
  private static final int MOST_COLORS = 256;
  private static final int FROM_RIGHT = 0x10;
  private static final int FOOTER_BYTES = 26;
  private static final byte[] FOOTER = "TRUEVISION-XFILE".getBytes(StandardCharsets.US_ASCII);

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    byte[] head = start(input, HEAD_BYTES);
    byte[] start = start(input, paletteEnd(head));
    StoredHeader said = Plugin.TGA.header(new EncodedInput(plain(start)));
    boolean alpha = said.alpha() || isGrayAndAlpha(head) || isSilent(head);
    return new StoredHeader(said.width(), said.height(), said.gray(), alpha);
  }

  private static byte[] start(ImageInputStream input, int length) throws IOException {
    byte[] bytes = new byte[length];
    input.seek(0);
    input.readFully(bytes);
    return bytes;
  }

  private static boolean isGrayAndAlpha(byte[] head) {
    return (head[KIND] & 7) == 3 && head[DEPTH] == 16;
  }

  /** Whether there are samples for alpha, but none are said to be. */
  private static boolean isSilent(byte[] head) {
    return (head[KIND] & 7) == 2 && head[DEPTH] == 32 && (head[ATTRIBUTES] & 15) == 0;
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    requirePixels(encoded);
    byte[] file = plain(encoded);
    if (isSilent(encoded) && !isExtended(encoded)) {
      file[ATTRIBUTES] |= 8;
    }
    Pixels stored = Plugin.TGA.pixels(file, profile, damage);
    boolean mirrored = (encoded[ATTRIBUTES] & FROM_RIGHT) != 0;
    Pixels pixels = mirrored ? Orientation.of(2).upright(stored) : stored;
    if (isGrayAndAlpha(encoded)) {
      pixels = split(pixels);
    } else if (file[PALETTE] == 1 && file[PALETTE_DEPTH] <= 16) {
      widen(pixels.samples());
    }
    return pixels.hasAlpha() && (encoded[ATTRIBUTES] & 15) == 0 ? pixels.visible() : pixels;
  }

  /** The plug-in looks for what is at the end first. */
  private static void requirePixels(byte[] file) throws EOFException {
    ByteBuffer head = ByteBuffer.wrap(file).order(LITTLE_ENDIAN);
    long pixels = (long) head.getChar(WIDTH) * head.getChar(WIDTH + 2);
    int bytes = (file[DEPTH] + 7) / 8;
    boolean hasRuns = (file[KIND] & 8) != 0; // of 128 pixels at most
    long least = hasRuns ? (pixels + 127) / 128 * (1 + bytes) : pixels * bytes;
    if (paletteEnd(file) + least > file.length) {
      throw new EOFException();
    }
  }

  /**
   * The same file as the plug-in reads it: from the left, samples of 16 bits instead of 15, and
   * with a palette only for pixels that have one, from color 0 on.
   */
  private static byte[] plain(byte[] file) {
    boolean used = (file[KIND] & 7) == 1;
    int first = used ? ByteBuffer.wrap(file).order(LITTLE_ENDIAN).getChar(FIRST_COLOR) : 0;
    int before = Math.min(first, MOST_COLORS) * colorBytes(file);
    int most = used ? MOST_COLORS * colorBytes(file) - before : 0;
    int kept = Math.min(paletteEnd(file) - palette(file), most);
    int rest = file.length - paletteEnd(file);
    int room = Math.max(rest, FOOTER_BYTES); // the plug-in looks for one in any case
    ByteBuffer plain = ByteBuffer.allocate(palette(file) + before + kept + room);
    plain.order(LITTLE_ENDIAN).put(0, file, 0, palette(file));
    plain.put(palette(file) + before, file, palette(file), kept);
    plain.put(plain.capacity() - room, file, paletteEnd(file), rest);
    plain.put(PALETTE, used ? file[PALETTE] : 0).putShort(FIRST_COLOR, (short) 0);
    plain.putShort(COLORS, (short) ((before + kept) / Math.max(1, colorBytes(file))));
    for (int depth : new int[] {PALETTE_DEPTH, DEPTH}) {
      plain.put(depth, file[depth] == 15 ? 16 : file[depth]);
    }
    return plain.put(ATTRIBUTES, (byte) (file[ATTRIBUTES] & ~FROM_RIGHT)).array();
  }

  private static int palette(byte[] head) {
    return HEAD_BYTES + (head[0] & 0xff);
  }

  private static int paletteEnd(byte[] head) {
    int colors =
        head[PALETTE] == 1 ? ByteBuffer.wrap(head).order(LITTLE_ENDIAN).getChar(COLORS) : 0;
    return palette(head) + colors * colorBytes(head);
  }

  private static int colorBytes(byte[] head) {
    return (head[PALETTE_DEPTH] + 7) / 8;
  }

  /** Whether a part behind the pixels says what their alpha is. */
  private static boolean isExtended(byte[] encoded) {
    ByteBuffer file = ByteBuffer.wrap(encoded).order(LITTLE_ENDIAN);
    int footer = encoded.length - FOOTER_BYTES;
    return footer > 0
        && file.slice(footer + 8, FOOTER.length).equals(ByteBuffer.wrap(FOOTER))
        && file.getInt(footer) != 0;
  }

  /** Each sample holds gray below alpha. */
  private static Pixels split(Pixels deep) {
    int count = deep.width() * deep.height();
    byte[] samples = Pixels.room(deep.width(), deep.height(), 2);
    for (int i = 0; i < count; i++) {
      samples[2 * i] = (byte) deep.sample(i);
      samples[2 * i + 1] = (byte) (deep.sample(i) >> 8);
    }
    return new Pixels(deep.width(), deep.height(), 2, samples);
  }

  private static void widen(byte[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (((samples[i] & 0xff) / 8 * 255 + 15) / 31);
    }
  }
}
