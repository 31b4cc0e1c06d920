package io.cutmix.image.opencv;

import io.cutmix.image.ImageReadException;
import io.cutmix.job.Problem;
import java.io.EOFException;
import java.util.Arrays;

/**
 * Looks at what the scans of a JPEG bring, without decoding them: whether their bytes can hold all
 * its blocks, whether each coefficient that its frame and scans promise comes, and what they cost.
 */
public final class JpegScans {
  /** How often encoders come back to a block at most: ten times what is usual. */
  private static final int MOST_VISITS = 100;

  /** So many visits of blocks take a second at most. */
  private static final long CHEAP_VISITS = 20_000_000;

  private static final int COEFFICIENTS = JpegFile.BLOCK * JpegFile.BLOCK;
  private static final int NEVER = -1;
  private static final int START_OF_SCAN = 0xda;
  private static final int END = 0xd9;

  private final byte[] encoded;
  private final JpegFile file;
  private final long blocks;

  /** For each component and coefficient how many of its bits are still to come. */
  private int[][] missing = {};

  private int scans;
  private long visits;

  private JpegScans(byte[] encoded, JpegFile file) {
    this.encoded = encoded;
    this.file = file;
    long sum = 0;
    for (JpegFile.Component component : file.components()) {
      sum += file.blocks(component);
    }
    this.blocks = sum;
  }

  /**
   * Refuses a file that is no whole image, or would take a decoder very long.
   *
   * @throws EOFException if something is missing
   * @throws ImageReadException if there are too many scans
   */
  public static void check(byte[] encoded, JpegFile file) throws EOFException, ImageReadException {
    if (file.process() % JpegFile.ARITHMETIC > JpegFile.PROGRESSIVE) {
      return;
    }
    JpegScans scans = new JpegScans(encoded, file);
    scans.requireBytes();
    if (file.isProgressive() || scans.byteAt(file.scan() + 4) < file.components().size()) {
      scans.walk((int) file.scan());
      scans.requireAll();
    }
  }

  /**
   * Coded by Huffman, a block takes a bit for its first coefficient and, in a sequential scan, one
   * for its end.
   */
  private void requireBytes() throws EOFException {
    long bits = file.process() > JpegFile.ARITHMETIC ? 0 : file.isProgressive() ? 1 : 2;
    if (blocks * bits > (encoded.length - file.scan()) * Byte.SIZE) {
      throw new EOFException();
    }
  }

  private int byteAt(long at) {
    return at < encoded.length ? encoded[(int) at] & 0xff : 0;
  }

  private void walk(int from) throws ImageReadException {
    missing = new int[file.components().size()][COEFFICIENTS];
    for (int[] component : missing) {
      Arrays.fill(component, NEVER);
    }
    int at = from;
    while (at + 3 < encoded.length && byteAt(at + 1) != END) {
      int marker = byteAt(at + 1);
      int length = byteAt(at + 2) << 8 | byteAt(at + 3);
      if (marker == START_OF_SCAN) {
        scan(at + 4);
      }
      at += 2 + length;
      while (at + 1 < encoded.length && !isMarker(at)) {
        at++;
      }
    }
  }

  /**
   * Whether something else follows than data: neither a stuffed byte, nor a restart, nor filling.
   */
  private boolean isMarker(int at) {
    int code = byteAt(at + 1);
    return byteAt(at) == 0xff && code != 0 && code != 0xff && (code < 0xd0 || code > 0xd8);
  }

  private void scan(int header) throws ImageReadException {
    scans++;
    int count = byteAt(header);
    int parameters = header + 1 + 2 * count;
    boolean isProgressive = file.isProgressive();
    int first = isProgressive ? byteAt(parameters) : 0;
    int last = isProgressive ? byteAt(parameters + 1) : COEFFICIENTS - 1;
    int left = isProgressive ? byteAt(parameters + 2) & 15 : 0;
    for (int i = 0; i < count; i++) {
      int id = byteAt(header + 1 + 2 * i);
      for (int c = 0; c < missing.length; c++) {
        if (file.components().get(c).id() == id && last < COEFFICIENTS && first <= last) {
          Arrays.fill(missing[c], first, last + 1, left);
          visits += file.blocks(file.components().get(c));
        }
      }
    }
    if (visits > Math.max(CHEAP_VISITS, MOST_VISITS * blocks)) {
      throw new ImageReadException(
          Problem.of("has more than %s scans, which no encoder writes", scans - 1)
              .remedy("remove it, or save it again with an image editor"));
    }
  }

  /**
   * Colors may have no more than their means. What an encoder begins to refine it also ends to
   * refine.
   */
  private void requireAll() throws EOFException {
    boolean whole = Arrays.stream(missing[0]).noneMatch(bits -> bits == NEVER);
    for (int[] component : missing) {
      whole &= component[0] != NEVER && Arrays.stream(component).allMatch(bits -> bits <= 0);
    }
    if (!whole) {
      throw new EOFException();
    }
  }
}
