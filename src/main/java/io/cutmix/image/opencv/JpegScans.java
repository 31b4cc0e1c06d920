package io.cutmix.image.opencv;

import io.cutmix.image.ImageReadException;
import io.cutmix.job.Problem;
import java.io.EOFException;
import java.util.Arrays;

/**
 * Looks at what the scans of a JPEG bring, without decoding them: whether their bytes can hold all
 * its blocks, whether each coefficient that its frame and scans promise comes, and what they cost.
 */
final class JpegScans {
  /** How often encoders come back to a block at most: ten times what is usual. */
  private static final int MOST_VISITS = 100;

  /** So many visits of blocks take a second at most. */
  private static final long CHEAP_VISITS = 20_000_000;

  private static final int BLOCK = 8;
  private static final int COEFFICIENTS = BLOCK * BLOCK;
  private static final int NEVER = -1;
  private static final int START_OF_SCAN = 0xda;
  private static final int END = 0xd9;

  private final byte[] encoded;
  private final JpegFile file;
  private final int frame;
  private final int components;
  private final boolean isProgressive;

  /** For each component and coefficient how many of its bits are still to come. */
  private int[][] missing = {};

  private long blocks;
  private int scans;
  private long visits;

  private JpegScans(byte[] encoded, JpegFile file) {
    this.encoded = encoded;
    this.file = file;
    this.frame = file.frame();
    this.components = file.components();
    this.isProgressive = file.isProgressive();
    for (int c = 0; c < components; c++) {
      blocks += blocks(c);
    }
  }

  /**
   * Refuses a file that is no whole image, or would take a decoder very long.
   *
   * @throws EOFException if something is missing
   * @throws ImageReadException if there are too many scans
   */
  static void check(byte[] encoded, JpegFile file) throws EOFException, ImageReadException {
    if (file.process() % JpegFile.ARITHMETIC > JpegFile.PROGRESSIVE) {
      return;
    }
    JpegScans scans = new JpegScans(encoded, file);
    scans.requireBytes();
    if (scans.isProgressive || scans.byteAt(file.scan() + 4) < file.components()) {
      scans.walk((int) file.scan());
      scans.requireAll();
    }
  }

  /**
   * Coded by Huffman, a block takes a bit for its first coefficient and, in a sequential scan, one
   * for its end.
   */
  private void requireBytes() throws EOFException {
    long bits = file.process() > JpegFile.ARITHMETIC ? 0 : isProgressive ? 1 : 2;
    if (blocks * bits > (encoded.length - file.scan()) * Byte.SIZE) {
      throw new EOFException();
    }
  }

  private long blocks(int component) {
    long across = sides(file.width(), sampling(component) >> 4, most(4));
    return across * sides(file.height(), sampling(component) & 15, most(0));
  }

  private int sampling(int component) {
    return byteAt(frame + 8 + 3 * component + 3);
  }

  private int most(int shift) {
    int most = 1;
    for (int c = 0; c < components; c++) {
      most = Math.max(most, sampling(c) >> shift & 15);
    }
    return most;
  }

  private static long sides(long side, int sampling, int most) {
    long samples = (side * sampling + most - 1) / most;
    return (samples + BLOCK - 1) / BLOCK;
  }

  private int byteAt(long at) {
    return at < encoded.length ? encoded[(int) at] & 0xff : 0;
  }

  private void walk(int from) throws ImageReadException {
    missing = new int[components][COEFFICIENTS];
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
    int first = isProgressive ? byteAt(parameters) : 0;
    int last = isProgressive ? byteAt(parameters + 1) : COEFFICIENTS - 1;
    int left = isProgressive ? byteAt(parameters + 2) & 15 : 0;
    for (int i = 0; i < count; i++) {
      int component = component(byteAt(header + 1 + 2 * i));
      if (component < components && last < COEFFICIENTS && first <= last) {
        Arrays.fill(missing[component], first, last + 1, left);
        visits += blocks(component);
      }
    }
    requireCheap();
  }

  private int component(int id) {
    int component = 0;
    while (component < components && byteAt(frame + 8 + 3 * component + 2) != id) {
      component++;
    }
    return component;
  }

  private void requireCheap() throws ImageReadException {
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
