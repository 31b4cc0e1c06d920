package io.cutmix.image.pixels;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferUShort;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * A color profile (ICC.1) of gray, RGB or CMYK whose colors aren't those of sRGB, and the way there
 * by the JDK's color engine. Thread-safe.
 */
public final class IccProfile {
  /** More than any profile has: those of printers take a few megabytes. */
  public static final int MOST_BYTES = 1 << 24;

  /** Sixteen levels of each channel, so 4,096 colors, tell well enough what a profile does. */
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
          default -> throw new IllegalArgumentException("no colors of an image");
        };
    // Java 17 lets one thread at a time use an operation.
    this.toSrgb =
        ThreadLocal.withInitial(() -> new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null));
  }

  /**
   * The profile in the next {@code length} bytes; empty if it can't be used, or is that of sRGB but
   * for rounding.
   */
  public static Optional<IccProfile> read(ImageInputStream input, long length) throws IOException {
    if (length < 0 || length > MOST_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) length];
    input.readFully(bytes);
    return of(bytes);
  }

  /** As {@link #read}; the array must not change. */
  public static Optional<IccProfile> of(byte[] bytes) {
    ByteBuffer key = ByteBuffer.wrap(bytes);
    if (!KNOWN.containsKey(key)) {
      makeRoom(bytes.length);
    }
    return KNOWN.computeIfAbsent(key, unknown -> parse(bytes));
  }

  /** As {@link #read}, of a PNG's chunk (ISO/IEC 15948, 11.3.2.3); empty if it is broken. */
  public static Optional<IccProfile> ofCompressed(byte[] data) {
    int nameEnd = 0;
    while (nameEnd < data.length && data[nameEnd] != 0) {
      nameEnd++;
    }
    int start = Math.min(data.length, nameEnd + 2); // behind the compression method
    try (InputStream profile =
        new InflaterInputStream(new ByteArrayInputStream(data, start, data.length - start))) {
      return of(profile.readNBytes(MOST_BYTES));
    } catch (IOException broken) {
      return Optional.empty();
    }
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
    int colors = (int) Math.pow(levels, components);
    Pixels probe = Pixels.blank(colors, 1, components, 8);
    for (int i = 0; i < colors * components; i++) {
      int digit = (int) Math.pow(levels, i % components);
      probe.setSample(i, i / components / digit % levels * PROBE_STEP);
    }
    Pixels srgb = rgb(probe);
    return components < 4
        && IntStream.range(0, colors * 3)
            .map(i -> srgb.sample(i) - probe.sample(i * components / 3))
            .allMatch(difference -> Math.abs(difference) <= SRGB_TOLERANCE);
  }

  /** Whether colors are printing inks: cyan, magenta, yellow, black. */
  boolean isOfInks() {
    return components == 4;
  }

  /**
   * The image in sRGB, with its alpha and as many channels as before. An image that the profile
   * can't be for stays as it is.
   */
  public Pixels toSrgb(Pixels image) {
    int channels = image.channels();
    int colors = image.hasAlpha() ? channels - 1 : channels;
    if (colors != components) {
      return image;
    }
    Pixels rgb = rgb(colors == channels ? image : withoutAlpha(image));
    Pixels result = Pixels.blank(image.width(), image.height(), channels, image.depth());
    int first = colors == 1 ? 1 : 0; // red, green and blue of a gray may differ by one
    for (int i = 0, pixel = 0; pixel < rgb.width() * rgb.height(); pixel++) {
      for (int c = 0; c < colors; c++, i++) {
        result.setSample(i, rgb.sample(3 * pixel + first + c));
      }
      if (image.hasAlpha()) {
        result.setSample(i, image.sample(i));
        i++;
      }
    }
    return result;
  }

  private static Pixels withoutAlpha(Pixels image) {
    int colors = image.channels() - 1;
    Pixels result = Pixels.blank(image.width(), image.height(), colors, image.depth());
    for (int i = 0; i < image.width() * image.height() * colors; i++) {
      result.setSample(i, image.sample(i + i / colors));
    }
    return result;
  }

  /** Red, green and blue of colors as the profile has them; of inks with 255 for full ink. */
  Pixels rgb(Pixels colors) {
    Pixels rgb = Pixels.blank(colors.width(), colors.height(), 3, colors.depth());
    WritableRaster converted = rgb.raster();
    toSrgb.get().filter(colors.raster(), converted);
    if (converted.getDataBuffer() instanceof DataBufferUShort deep) {
      for (int i = 0; i < deep.getSize(); i++) {
        rgb.setSample(i, deep.getElem(i));
      }
    }
    return rgb;
  }
}
