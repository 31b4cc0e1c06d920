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
 * @param profile that of the colors; empty if there is none, none that can be used, or sRGB
 * @param units the blocks of all components that belong together
 * @param needed where the segments lie that a decoder needs, tables and frame
 * @param frame where the frame's header starts
 * @param scan where the first scan starts; from there on everything is needed
 * @param strayBytes how many before it belong to no segment
 * @param transform Adobe's word on the colors: 0 RGB or CMYK, 1 YCbCr, 2 YCCK
 */
public record JpegFile(
    int process,
    int width,
    int height,
    int components,
    int transform,
    Units units,
    Orientation orientation,
    Optional<IccProfile> profile,
    List<Segment> needed,
    int frame,
    long scan,
    int strayBytes) {
  static final int PROGRESSIVE = 2;

  /** The same processes with another coding of entropy have numbers that are higher by this. */
  public static final int ARITHMETIC = 8;

  /** The segment that says how colors are to be taken, up to that. */
  private static final byte[] ADOBE = HexFormat.of().parseHex("ffee000e41646f6265006400000000");

  /**
   * The minimum coded units of an interleaved scan.
   *
   * @param width pixels
   * @param height pixels
   * @param restart units between restart markers; 0 for none
   */
  public record Units(int width, int height, int restart) {}

  boolean isProgressive() {
    return process % ARITHMETIC == PROGRESSIVE;
  }

  /** The same as if it had no orientation. */
  JpegFile asStored() {
    return orientation == Orientation.UPRIGHT
        ? this
        : new JpegFile(
            process,
            width,
            height,
            components,
            transform,
            units,
            Orientation.UPRIGHT,
            profile,
            needed,
            frame,
            scan,
            strayBytes);
  }

  /** From the marker's first byte to behind the segment's last. */
  record Segment(long start, long end) {}

  public static JpegFile parse(ImageInputStream input) throws IOException {
    return new JpegSegments(input).parse();
  }

  /**
   * Refuses a file whose scans don't bring a whole image, or of which there are too many.
   *
   * @throws java.io.EOFException if something is missing
   * @throws io.cutmix.image.ImageReadException if there are too many
   */
  public void checkScans(byte[] encoded) throws IOException {
    JpegScans.check(encoded, this);
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
    if (components > 1) {
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
