package io.cutmix.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The image file formats that can be read, told apart by their first bytes. */
public enum FileFormat {
  JPEG("jpg", "jpeg", "jpe", "jfif", "jif"),
  PNG("png"),
  GIF("gif"),
  BMP("bmp", "dib"),
  TIFF("tif", "tiff"),
  WEBP("webp"),
  TGA("tga", "icb", "vda", "vst"),
  PSD("psd", "psb"),
  PNM("pnm", "pbm", "pgm", "ppm", "pam");

  private static final FileFormat[] ALL = values();

  /** As many leading bytes as are looked at. */
  public static final int SIGNATURE_BYTES = 18;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> extensions;

  FileFormat(String... extensions) {
    this.extensions = List.of(extensions);
  }

  /** The usual file name extension, without the dot: {@code jpg}, {@code png}, ... */
  public String extension() {
    return extensions.get(0);
  }

  /** Whether the name, in any case, ends in an extension of one of these formats. */
  public static boolean isImageName(String fileName) {
    return Arrays.stream(ALL).anyMatch(format -> format.isNameOf(fileName));
  }

  /** Whether the name, in any case, ends in an extension of this format. */
  public boolean isNameOf(String fileName) {
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return fileName.indexOf('.') >= 0 && extensions.contains(extension);
  }

  /**
   * The format that a file's first bytes show.
   *
   * @param head the file's first 18 bytes or more, or all if it is shorter
   */
  public static Optional<FileFormat> of(byte[] head) {
    for (FileFormat format : ALL) {
      if (format.signs(head)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Whether a file with these first bytes is of this format, unless one before it claims it. */
  public boolean signs(byte[] head) {
    return switch (this) {
      case JPEG -> has(head, 0, "\u00ff\u00d8\u00ff");
      case PNG -> has(head, 0, "\u0089PNG\r\n\u001a\n");
      case GIF -> has(head, 0, "GIF87a") || has(head, 0, "GIF89a");
      case BMP -> has(head, 0, "BM");
      case TIFF ->
          has(head, 0, "II*\0")
              || has(head, 0, "MM\0*")
              || has(head, 0, "II+\0")
              || has(head, 0, "MM\0+");
      case WEBP -> has(head, 0, "RIFF") && has(head, 8, "WEBP");
      case TGA -> isTga(head);
      case PSD -> has(head, 0, "8BPS");
      case PNM ->
          head.length > 2
              && head[0] == 'P'
              && head[1] >= '1'
              && head[1] <= '7'
              && Character.isWhitespace(head[2])
              && (head[1] < '7' || head[2] != ' ');
    };
  }

  /** TGA has no signature at its start: the header must make sense instead. */
  private static boolean isTga(byte[] head) {
    if (head.length < SIGNATURE_BYTES) {
      return false;
    }
    int kind = head[2] & ~8; // 8 says run-length encoded
    boolean palette = head[1] == 1 && (kind == 1 || kind == 2) && head[7] >= 15 && head[7] <= 32;
    boolean plain = head[1] == 0 && (kind == 2 || kind == 3);
    boolean depth = head[16] == 15 || (head[16] >= 8 && head[16] <= 32 && head[16] % 8 == 0);
    boolean size = (head[12] | head[13]) != 0 && (head[14] | head[15]) != 0;
    return (palette || plain) && depth && size;
  }

  private static boolean has(byte[] head, int offset, String signature) {
    if (head.length < offset + signature.length()) {
      return false;
    }
    for (int i = 0; i < signature.length(); i++) {
      if ((head[offset + i] & 0xff) != signature.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
