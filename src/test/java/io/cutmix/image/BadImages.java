package io.cutmix.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Images that something happened to: any number of them, each a function of its number. They are
 * made from the sound ones of all formats, and remain of use to a decoder for as long as possible:
 * checksums of PNG are right in every second one, so that not they alone are tried.
 */
public final class BadImages {
  private static final int SIGNATURE_BYTES = 8;
  private static final int HEAD = 200;
  private static final List<byte[]> SOUND =
      Fixture.all().stream().map(Fixture::encoded).filter(file -> file.length < 20_000).toList();

  private BadImages() {}

  /** One of them; the same bytes at each call. */
  public static byte[] image(int number) {
    SplittableRandom random = new SplittableRandom(number);
    byte[] bad = broken(oneOf(SOUND, random), random);
    return random.nextBoolean() ? withChecksums(bad) : bad;
  }

  /** Any file to which something happened, a function of the number as well. */
  public static byte[] broken(byte[] file, int number) {
    return broken(file, new SplittableRandom(number));
  }

  private static byte[] broken(byte[] file, SplittableRandom random) {
    byte[] bad = file.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      bad = changed(bad, random);
    }
    return bad;
  }

  private static byte[] changed(byte[] file, SplittableRandom random) {
    if (file.length < 2) {
      return file;
    }
    return switch (random.nextInt(9)) {
      case 0 -> Arrays.copyOf(file, random.nextInt(file.length));
      case 1 -> withFlippedBits(file, file.length, random);
      case 2 -> withFlippedBits(file, Math.min(HEAD, file.length), random);
      case 3 -> withNumber(file, file.length, random);
      case 4, 5 -> withNumber(file, Math.min(HEAD, file.length), random);
      case 6 -> spliced(file, oneOf(SOUND, random), random);
      case 7 -> moved(file, random);
      default -> overwritten(file, random);
    };
  }

  private static byte[] withFlippedBits(byte[] file, int end, SplittableRandom random) {
    for (int bits = 1 << random.nextInt(6); bits > 0; bits--) {
      file[random.nextInt(end)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return file;
  }

  /** With a number in it, such as a size or a place, that is none or larger than anything. */
  private static byte[] withNumber(byte[] file, int end, SplittableRandom random) {
    ByteBuffer bytes =
        ByteBuffer.wrap(file)
            .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int at = random.nextInt(end);
    int[] numbers = {
      0,
      1,
      -1,
      0x7fff,
      0xffff,
      0x10000,
      Integer.MAX_VALUE,
      Integer.MIN_VALUE,
      random.nextInt(100_000)
    };
    int number = numbers[random.nextInt(numbers.length)];
    if (random.nextBoolean() && at + Integer.BYTES <= file.length) {
      bytes.putInt(at, number);
    } else if (at + Short.BYTES <= file.length) {
      bytes.putShort(at, (short) number);
    } else {
      bytes.put(at, (byte) number);
    }
    return file;
  }

  /** The beginning of one, and from the same place or another on the end of the other. */
  private static byte[] spliced(byte[] head, byte[] body, SplittableRandom random) {
    int end = random.nextInt(1 + Math.min(HEAD, head.length));
    int start = random.nextBoolean() ? Math.min(end, body.length) : random.nextInt(body.length);
    byte[] both = Arrays.copyOf(head, end + body.length - start);
    System.arraycopy(body, start, both, end, body.length - start);
    return both;
  }

  /** With a part of it taken out, or put in again at another place. */
  private static byte[] moved(byte[] file, SplittableRandom random) {
    int from = random.nextInt(file.length);
    int length = random.nextInt(1 + Math.min(file.length - from, 1000));
    byte[] part = Arrays.copyOfRange(file, from, from + length);
    byte[] rest = Arrays.copyOf(file, file.length - length);
    System.arraycopy(file, from + length, rest, from, file.length - from - length);
    if (random.nextInt(3) == 0) {
      return rest;
    }
    byte[] into = random.nextBoolean() ? rest : file;
    int at = random.nextInt(1 + into.length);
    byte[] result = Arrays.copyOf(into, into.length + length);
    System.arraycopy(part, 0, result, at, length);
    System.arraycopy(into, at, result, at + length, into.length - at);
    return result;
  }

  private static byte[] overwritten(byte[] file, SplittableRandom random) {
    int from = random.nextInt(file.length);
    int to = from + random.nextInt(1 + Math.min(file.length - from, 300));
    if (random.nextBoolean()) {
      Arrays.fill(file, from, to, (byte) (random.nextBoolean() ? 0 : 0xff));
    } else {
      random.ints(to - from).forEach(new ByteRow(file, from)::add);
    }
    return file;
  }

  private static final class ByteRow {
    private final byte[] bytes;
    private int at;

    ByteRow(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    void add(int value) {
      bytes[at++] = (byte) value;
    }
  }

  /** A PNG with the checksum of each chunk made right, as far as there are chunks. */
  public static byte[] withChecksums(byte[] png) {
    ByteBuffer file = ByteBuffer.wrap(png);
    for (int at = SIGNATURE_BYTES; FileFormat.PNG.signs(png) && png.length - at >= 12; ) {
      int length = file.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        return png;
      }
      CRC32 sum = new CRC32();
      sum.update(png, at + 4, length + 4);
      file.putInt(at + 8 + length, (int) sum.getValue());
      at += 12 + length;
    }
    return png;
  }

  private static byte[] oneOf(List<byte[]> files, SplittableRandom random) {
    return files.get(random.nextInt(files.size()));
  }
}
