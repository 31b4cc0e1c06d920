package io.cutmix.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferUShort;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.imageio.stream.ImageInputStream;

/**
 * A colour profile (ICC.1) of gray, RGB or CMYK whose colours aren't those of sRGB, and the way
 * there by the JDK's colour engine. Thread-safe.
 */
final class IccProfile {
  /** More than any profile has: those of printers take a few megabytes. */
  static final int MOST_BYTES = 1 << 24;

  /** Sixteen levels of each channel, so 4,096 colours, tell well enough what a profile does. */
  private static final int PROBE_STEP = 17;

  private static final int SRGB_TOLERANCE = 2;
  private static final int REMEMBERED = 16;
  private static final int REMEMBERED_BYTES = 1 << 23;

  /** Data sets have few profiles, but the same ones again and again. */
  private static final Map<ByteBuffer, Optional<IccProfile>> KNOWN = new ConcurrentHashMap<>();

  private final int components;
  private final ThreadLocal<ColorConvertOp> toSrgb;

  private IccProfile(ICC_Profile profile) {
    ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    this.components =
        switch (profile.getColorSpaceType()) {
          case ColorSpace.TYPE_GRAY -> 1;
          case ColorSpace.TYPE_RGB -> 3;
          case ColorSpace.TYPE_CMYK -> 4;
          default -> throw new IllegalArgumentException("no colours of a picture");
        };
    // Java 17 lets one thread at a time use an operation.
    this.toSrgb =
        ThreadLocal.withInitial(() -> new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null));
  }

  /**
   * The profile in the next {@code length} bytes; empty if it can't be used, or is that of sRGB but
   * for rounding.
   */
  static Optional<IccProfile> read(ImageInputStream input, long length) throws IOException {
    if (length < 0 || length > MOST_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) length];
    input.readFully(bytes);
    return of(bytes);
  }

  /** As {@link #read}; the array must not change. */
  static Optional<IccProfile> of(byte[] bytes) {
    ByteBuffer key = ByteBuffer.wrap(bytes);
    if (!KNOWN.containsKey(key)) {
      makeRoom(bytes.length);
    }
    return KNOWN.computeIfAbsent(key, unknown -> parse(bytes));
  }

  private static void makeRoom(int bytes) {
    int known = KNOWN.keySet().stream().mapToInt(ByteBuffer::capacity).sum();
    if (KNOWN.size() >= REMEMBERED || known + bytes > REMEMBERED_BYTES) {
      KNOWN.clear();
    }
  }

  private static Optional<IccProfile> parse(byte[] bytes) {
    try {
      IccProfile profile = new IccProfile(ICC_Profile.getInstance(bytes));
      return profile.isSrgb() ? Optional.empty() : Optional.of(profile);
    } catch (RuntimeException unusable) {
      return Optional.empty();
    }
  }

  private boolean isSrgb() {
    int levels = 256 / PROBE_STEP + 1;
    int colours = (int) Math.pow(levels, components);
    Picture probe = Picture.blank(colours, 1, components, 8);
    for (int i = 0; i < colours * components; i++) {
      int digit = (int) Math.pow(levels, i % components);
      probe.setSample(i, i / components / digit % levels * PROBE_STEP);
    }
    Picture srgb = rgb(probe);
    return components < 4
        && IntStream.range(0, colours * 3)
            .map(i -> srgb.sample(i) - probe.sample(i * components / 3))
            .allMatch(difference -> Math.abs(difference) <= SRGB_TOLERANCE);
  }

  /** Whether colours are printing inks: cyan, magenta, yellow, black. */
  boolean isOfInks() {
    return components == 4;
  }

  /**
   * The picture in sRGB, with its alpha and as many channels as before. A picture that the profile
   * can't be for stays as it is.
   */
  Picture toSrgb(Picture picture) {
    int channels = picture.channels();
    int colours = picture.hasAlpha() ? channels - 1 : channels;
    if (colours != components) {
      return picture;
    }
    Picture rgb = rgb(colours == channels ? picture : withoutAlpha(picture));
    Picture result = Picture.blank(picture.width(), picture.height(), channels, picture.depth());
    int first = colours == 1 ? 1 : 0; // red, green and blue of a gray may differ by one
    for (int i = 0, pixel = 0; pixel < rgb.width() * rgb.height(); pixel++) {
      for (int c = 0; c < colours; c++, i++) {
        result.setSample(i, rgb.sample(3 * pixel + first + c));
      }
      if (picture.hasAlpha()) {
        result.setSample(i, picture.sample(i));
        i++;
      }
    }
    return result;
  }

  private static Picture withoutAlpha(Picture picture) {
    int colours = picture.channels() - 1;
    Picture result = Picture.blank(picture.width(), picture.height(), colours, picture.depth());
    for (int i = 0; i < picture.width() * picture.height() * colours; i++) {
      result.setSample(i, picture.sample(i + i / colours));
    }
    return result;
  }

  /** Red, green and blue of colours as the profile has them; of inks with 255 for full ink. */
  Picture rgb(Picture colours) {
    Picture rgb = Picture.blank(colours.width(), colours.height(), 3, colours.depth());
    WritableRaster converted = Rasters.of(rgb);
    toSrgb.get().filter(Rasters.of(colours), converted);
    if (converted.getDataBuffer() instanceof DataBufferUShort deep) {
      for (int i = 0; i < deep.getSize(); i++) {
        rgb.setSample(i, deep.getElem(i));
      }
    }
    return rgb;
  }
}
