package io.cutmix.image.opencv;

import io.cutmix.image.pixels.Exif;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.imageio.IIOException;
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

  /** Walks over the segments of one JPEG up to its first scan. */
  private static final class JpegSegments {
    private static final int TEMPORARY = 1; // which has no segment
    private static final int START_OF_SCAN = 0xda;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0};
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final byte[] PROFILE = {
      'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0
    };
    private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};

    private final ImageInputStream input;
    private final List<JpegFile.Segment> needed = new ArrayList<>();
    private Orientation orientation = Orientation.UPRIGHT;
    private final SortedMap<Integer, byte[]> profile = new TreeMap<>();
    private int profileParts;
    private boolean jfif;
    private int adobe = -1;
    private int process = -1;
    private int strayBytes;
    private int depth;
    private int width;
    private int height;
    private final List<JpegFile.Component> components = new ArrayList<>();
    private JpegFile.Component most = new JpegFile.Component(0, 1, 1);
    private int restart;

    JpegSegments(ImageInputStream input) {
      this.input = input;
    }

    JpegFile parse() throws IOException {
      input.seek(2);
      for (int marker = marker(); marker != START_OF_SCAN; marker = marker()) {
        long start = input.getStreamPosition() - 2;
        int length = input.readUnsignedShort();
        if (length < 2 && marker >= APP0) { // as libjpeg has it
          length = 2;
        } else if (length < 2) {
          throw new IIOException("a segment at byte %d has no length".formatted(start));
        }
        segment(marker, start, length);
        input.seek(start + 2 + length);
      }
      if (process < 0) {
        throw new IIOException("there is no frame header before the first scan");
      }
      return new JpegFile(
          process,
          depth,
          width,
          height,
          components,
          most,
          transform(),
          restart,
          orientation,
          profile(),
          needed,
          input.getStreamPosition() - 2,
          strayBytes);
    }

    /** The next marker's code; fill bytes and stray bytes before it are passed over. */
    private int marker() throws IOException {
      int code = 0;
      while (code <= TEMPORARY || (code >= 0xd0 && code <= 0xd8)) {
        while (input.readUnsignedByte() != 0xff) {
          strayBytes++;
        }
        do {
          code = input.readUnsignedByte();
        } while (code == 0xff);
      }
      return code;
    }

    private void segment(int marker, long start, int length) throws IOException {
      if (marker == APP0) {
        jfif |= startsWith(JFIF, length);
      } else if (marker == APP1) {
        if (orientation == Orientation.UPRIGHT && startsWith(EXIF, length)) {
          orientation = Exif.orientation(input, start + 4);
        }
      } else if (marker == APP2) {
        if (length >= 4 + PROFILE.length && startsWith(PROFILE, length)) {
          profilePart(length - 4 - PROFILE.length);
        }
      } else if (marker == APP14) {
        if (length >= 14 && startsWith(ADOBE, length)) {
          input.seek(start + 15);
          adobe = input.readUnsignedByte();
        }
      } else if (marker < APP0 || isFrame(marker)) {
        needed.add(new JpegFile.Segment(start, start + 2 + length));
        if (isFrame(marker)) {
          frame(marker);
        } else if (marker == RESTART_INTERVAL) {
          restart = input.readUnsignedShort();
        }
      }
    }

    /** A long profile takes several segments, which are numbered from 1 on. */
    private void profilePart(int length) throws IOException {
      int number = input.readUnsignedByte();
      profileParts = input.readUnsignedByte();
      byte[] part = new byte[length];
      input.readFully(part);
      profile.put(number, part);
    }

    private Optional<IccProfile> profile() {
      if (profile.isEmpty()
          || profile.size() != profileParts
          || profile.lastKey() != profileParts) {
        return Optional.empty();
      }
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      profile.values().forEach(whole::writeBytes);
      return IccProfile.of(whole.toByteArray());
    }

    private boolean startsWith(byte[] name, int length) throws IOException {
      if (length < 2 + name.length) {
        return false;
      }
      for (byte expected : name) {
        if (input.readByte() != expected) {
          return false;
        }
      }
      return true;
    }

    private static boolean isFrame(int marker) {
      return (marker >= 0xc0 && marker <= 0xcf && marker % 4 != 0)
          || marker == 0xc0
          || marker == 0xf7;
    }

    private void frame(int marker) throws IOException {
      process = marker - 0xc0;
      depth = input.readUnsignedByte();
      height = input.readUnsignedShort();
      width = input.readUnsignedShort();
      components.clear();
      for (int count = input.readUnsignedByte(); count > 0; count--) {
        int id = input.readUnsignedByte();
        int sampling = input.readUnsignedByte();
        int across = sampling >> 4;
        int down = sampling & 15;
        components.add(new JpegFile.Component(id, across, down));
        most =
            new JpegFile.Component(0, Math.max(across, most.across()), Math.max(down, most.down()));
        input.readUnsignedByte();
      }
    }

    /** As libjpeg decides, which nearly all JPEGs were tried with. */
    private int transform() {
      if (components.size() == 4) {
        return adobe > 0 ? 2 : 0;
      }
      boolean namedRgb =
          components.size() == 3
              && components.get(0).id() == 'R'
              && components.get(1).id() == 'G'
              && components.get(2).id() == 'B';
      return !jfif && (adobe == 0 || (adobe < 0 && namedRgb)) ? 0 : 1;
    }
  }
}
