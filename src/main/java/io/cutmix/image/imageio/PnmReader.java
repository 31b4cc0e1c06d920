package io.cutmix.image.imageio;

import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.stream.ImageInputStream;

/** PNM: bitmaps, graymaps, pixmaps and PAM, of numbers as text or as bytes. */
final class PnmReader implements FormatReader {
  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    return Plugin.PNM.header(input);
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    return Plugin.PNM.pixels(encoded[1] <= '3' ? ended(encoded) : encoded, profile, damage);
  }

  /** The plug-in takes the last number for a part of one unless something follows. */
  private static byte[] ended(byte[] text) {
    byte[] ended = Arrays.copyOf(text, text.length + 1);
    ended[text.length] = '\n';
    return ended;
  }
}
