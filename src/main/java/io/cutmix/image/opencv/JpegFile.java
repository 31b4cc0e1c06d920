package io.cutmix.image.opencv;

import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/**
 * The segments of a JPEG up to its first scan (ITU-T T.81, annex B).
 *
 * @param process the frame's kind: 0 baseline, 1 extended, 2 progressive, 3 lossless, ...
 * @param depth bits of a sample
 * @param most what is densest of each direction
 * @param transform Adobe's word on the colors: 0 RGB or CMYK, 1 YCbCr, 2 YCCK
 * @param restart units between restart markers; 0 for none
 * @param profile that of the colors; empty if there is none, none that can be used, or sRGB
 * @param needed where the segments lie that a decoder needs, tables and frame
 * @param scan where the first scan starts; from there on everything is needed
 * @param strayBytes how many before it belong to no segment
 */
public record JpegFile(
    int process,
    int depth,
    int width,
    int height,
    List<Component> components,
    Component most,
    int transform,
    int restart,
    Orientation orientation,
    Optional<IccProfile> profile,
    List<Segment> needed,
    long scan,
    int strayBytes) {
  static final int PROGRESSIVE = 2;
  static final int BLOCK = 8;

  /** The same processes with another coding of entropy have numbers that are higher by this. */
  public static final int ARITHMETIC = 8;

  /** The segment that says how colors are to be taken, up to that. */
  private static final byte[] ADOBE = HexFormat.of().parseHex("ffee000e41646f6265006400000000");

  /** One of the frame's components, and how densely it is sampled, as a multiple of the others. */
  record Component(int id, int across, int down) {}

  /** From the marker's first byte to behind the segment's last. */
  record Segment(long start, long end) {}

  public static JpegFile parse(ImageInputStream input) throws IOException {
    return new JpegSegments(input).parse();
  }

  boolean isProgressive() {
    return process % ARITHMETIC == PROGRESSIVE;
  }

  /** Pixels that the minimum coded unit of an interleaved scan takes of a row. */
  public int unitWidth() {
    return unit(most.across);
  }

  /** The same of a column. */
  public int unitHeight() {
    return unit(most.down);
  }

  /** A scan of one component alone has units of one block, whatever its sampling. */
  private int unit(int sampling) {
    return components.size() == 1 ? BLOCK : BLOCK * sampling;
  }

  /** How many blocks hold a component. */
  long blocks(Component component) {
    return blocks(width, component.across, most.across) * blocks(height, component.down, most.down);
  }

  private static long blocks(long side, int sampling, int most) {
    long samples = (side * sampling + most - 1) / most;
    return (samples + BLOCK - 1) / BLOCK;
  }

  /**
   * The same image with nothing but what makes its pixels, and the colors said in one way. Decoders
   * differ in how they guess colors, and in what they do with profiles, thumbnails and broken
   * metadata: this leaves them nothing to guess.
   */
  public byte[] bare(byte[] encoded) {
    ByteArrayOutputStream bare = new ByteArrayOutputStream(encoded.length + ADOBE.length + 1);
    bare.write(0xff);
    bare.write(0xd8);
    if (components.size() > 1) {
      bare.writeBytes(ADOBE);
      bare.write(transform);
    }
    for (Segment segment : needed) {
      bare.write(encoded, (int) segment.start(), (int) (segment.end() - segment.start()));
    }
    bare.write(encoded, (int) scan, (int) (encoded.length - scan));
    return bare.toByteArray();
  }
}
