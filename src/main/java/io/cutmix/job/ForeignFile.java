package io.cutmix.job;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What files are that aren't what they should be, by their first bytes. */
public final class ForeignFile {
  /** As many leading bytes as {@link #problem} looks at. */
  public static final int HEAD_BYTES = 512;

  /** The first that fits holds. */
  private static final List<Kind> KINDS = kinds();

  private ForeignFile() {}

  /**
   * A kind of file.
   *
   * @param head how it begins, a character a byte
   */
  private record Kind(Pattern head, Problem problem) {
    /** Of a line of the table: how it begins, what it is, and what to do about it. */
    static Kind of(String line) {
      String[] columns = line.split(" {2,}", 3);
      return new Kind(
          Pattern.compile(columns[0], Pattern.DOTALL),
          Problem.of("is " + columns[1]).remedy(columns[2]));
    }
  }

  private static List<Kind> kinds() {
    try (InputStream table =
        requireNonNull(ForeignFile.class.getResourceAsStream("foreign-files.txt"))) {
      String lines = new String(table.readAllBytes(), StandardCharsets.US_ASCII);
      return lines.lines().map(Kind::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is wrong with a file of no expected format; empty if nothing is known of it.
   *
   * @param file whose first {@link #HEAD_BYTES} are looked at, or all if it has fewer
   */
  public static Optional<Problem> problem(byte[] file) {
    String bytes =
        new String(file, 0, Math.min(file.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
    // Of a file of boxes (ISO/IEC 14496-12) the first says what it is.
    int end = bytes.startsWith("ftyp", 4) ? Math.max(8, bytes.charAt(3)) : bytes.length();
    String head = bytes.substring(0, Math.min(bytes.length(), end));
    return KINDS.stream()
        .filter(kind -> kind.head.matcher(head).lookingAt())
        .findFirst()
        .map(Kind::problem);
  }
}
