package io.cutmix.image.imageio;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.stream.ImageInputStream;

/**
 * TGA. The plug-in takes gray with alpha for gray of 16 bits, leaves palettes of 5 bits a sample
 * too dark, and believes files that say nothing of their alpha, as many programs write them.
 */
final class TgaReader implements FormatReader {
  private static final int HEAD_BYTES = 18;
  private static final int PALETTE = 1;
  private static final int KIND = 2;
  private static final int FIRST_COLOR = 3;
  private static final int PALETTE_DEPTH = 7;
  private static final int DEPTH = 16;
  private static final int ATTRIBUTES = 17;
  private static final int FOOTER_BYTES = 26;
  private static final byte[] FOOTER = "TRUEVISION-XFILE".getBytes(StandardCharsets.US_ASCII);

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    byte[] head = new byte[HEAD_BYTES];
    input.seek(0);
    input.readFully(head);
    if (isOddPalette(head)) {
      throw ImageReadException.unsupported(
          FileFormat.TGA, "a palette beside colors, or one that begins behind color 0", null);
    }
    StoredHeader said = Plugin.TGA.header(input);
    boolean alpha = said.alpha() || isGrayAndAlpha(head) || isSilent(head);
    return new StoredHeader(said.width(), said.height(), said.gray(), alpha);
  }

  private static boolean isOddPalette(byte[] head) {
    boolean isUsed = (head[KIND] & 7) == 1;
    return head[PALETTE] == 1 && (!isUsed || (head[FIRST_COLOR] | head[FIRST_COLOR + 1]) != 0);
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
    byte[] file = encoded;
    if (isSilent(encoded) && !isExtended(encoded)) {
      file = encoded.clone();
      file[ATTRIBUTES] |= 8;
    }
    Pixels pixels = Plugin.TGA.pixels(file, profile, damage);
    if (isGrayAndAlpha(encoded)) {
      pixels = split(pixels);
    } else if (encoded[PALETTE] == 1 && encoded[PALETTE_DEPTH] <= 16) {
      widen(pixels.samples());
    }
    return pixels.hasAlpha() && (encoded[ATTRIBUTES] & 15) == 0 ? pixels.visible() : pixels;
  }

  /** Whether a part behind the pixels says what their alpha is. */
  private static boolean isExtended(byte[] encoded) {
    ByteBuffer file = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    int footer = encoded.length - FOOTER_BYTES;
    return footer > 0
        && file.slice(footer + 8, FOOTER.length).equals(ByteBuffer.wrap(FOOTER))
        && file.getInt(footer) != 0;
  }

  /** Each sample holds gray below alpha. */
  private static Pixels split(Pixels deep) {
    int count = deep.width() * deep.height();
    byte[] samples = new byte[2 * count];
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
