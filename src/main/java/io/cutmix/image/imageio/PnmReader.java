package io.cutmix.image.imageio;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * PBM, PGM, PPM and PAM as Netpbm defines them: plain or binary, with comments, of any largest
 * value up to 65,535.
 */
final class PnmReader implements FormatReader {
  private static final int PAM = 7;

  /**
   * What stands before the samples.
   *
   * @param kind the number behind the letter P
   * @param most the value of white
   * @param data where the samples start
   */
  private record Head(int kind, int width, int height, int channels, int most, long data) {
    static Head of(ImageInputStream input) throws IOException {
      input.seek(1);
      int kind = input.readByte() - '0';
      Head head = kind == PAM ? ofPam(input) : ofNumbers(kind, input);
      if (head.most < 1 || head.most > 0xffff) {
        throw new IIOException("its largest value is " + head.most);
      }
      if (head.channels < 1 || head.channels > 4) {
        throw ImageReadException.unsupported(FileFormat.PNM, head.channels + " channels", null);
      }
      return head;
    }

    private static Head ofNumbers(int kind, ImageInputStream input) throws IOException {
      int width = number(input);
      int height = number(input);
      int most = kind % 3 == 1 ? 1 : number(input);
      input.seek(input.getStreamPosition() - 1);
      if (isDigit(input.read())) { // A comment begins right behind the last number of the head.
        input.readLine();
      }
      return new Head(kind, width, height, kind % 3 == 0 ? 3 : 1, most, input.getStreamPosition());
    }

    private static Head ofPam(ImageInputStream input) throws IOException {
      Map<String, Integer> fields = new HashMap<>();
      for (String name = ""; !name.equals("ENDHDR"); ) {
        @Nullable String line = input.readLine();
        if (line == null) {
          throw new EOFException();
        }
        String[] words = line.strip().split("\\s+", -1);
        name = words[0];
        if (name.equals("TUPLTYPE") && line.contains("CMYK")) {
          throw ImageReadException.unsupported(FileFormat.PNM, "four inks", null);
        }
        if (words.length == 2 && !name.equals("TUPLTYPE") && !name.startsWith("#")) {
          fields.put(name, Integer.parseInt(words[1]));
        }
      }
      return new Head(
          PAM,
          fields.getOrDefault("WIDTH", 0),
          fields.getOrDefault("HEIGHT", 0),
          fields.getOrDefault("DEPTH", 0),
          fields.getOrDefault("MAXVAL", 0),
          input.getStreamPosition());
    }

    boolean deep() {
      return most > 0xff;
    }
  }

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    Head head = Head.of(input);
    return new StoredHeader(
        head.width,
        head.height,
        head.channels < 3,
        head.channels % 2 == 0,
        head.deep(),
        Orientation.UPRIGHT,
        Optional.empty());
  }

  @Override
  public long pixelsPerByte(ImageInputStream input) {
    return Byte.SIZE;
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    ImageInputStream input = new EncodedInput(encoded);
    Head head = Head.of(input);
    Pixels pixels = Pixels.blank(head.width, head.height, head.channels, head.deep() ? 16 : 8);
    if (head.kind > 4 && head.most == 0xff) {
      input.readFully(pixels.samples());
      return pixels;
    }
    int row = head.width * head.channels;
    for (int y = 0, at = 0; y < head.height; y++) {
      int bits = 0;
      for (int x = 0; x < row; x++, at++) {
        bits = head.kind == 4 && x % 8 == 0 ? input.readUnsignedByte() : bits << 1;
        int sample = head.kind == 4 ? ~bits >> 7 & 1 : sample(head, input);
        long full = (long) Math.min(sample, head.most) * pixels.max();
        pixels.setSample(at, (int) ((full + head.most / 2) / head.most));
      }
    }
    return pixels;
  }

  private static int sample(Head head, ImageInputStream input) throws IOException {
    return switch (head.kind) {
      case 1 -> '1' - digit(input);
      case 2, 3 -> number(input);
      default -> head.deep() ? input.readUnsignedShort() : input.readUnsignedByte();
    };
  }

  /** The next number and the one character behind it, unless a comment starts there. */
  private static int number(ImageInputStream input) throws IOException {
    int number = 0;
    int c = digit(input);
    for (; isDigit(c); c = input.read()) {
      number = Math.addExact(Math.multiplyExact(number, 10), c - '0');
    }
    if (c == '#') {
      input.seek(input.getStreamPosition() - 1);
    }
    return number;
  }

  /** The next character that is neither space nor part of a comment. */
  private static int digit(ImageInputStream input) throws IOException {
    int c = input.readUnsignedByte();
    for (boolean comment = false; comment || !isDigit(c); c = input.readUnsignedByte()) {
      if (!comment && c != '#' && !Character.isWhitespace(c)) {
        throw new IIOException("a number is missing in it");
      }
      comment = c != '\n' && c != '\r' && (comment || c == '#');
    }
    return c;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
