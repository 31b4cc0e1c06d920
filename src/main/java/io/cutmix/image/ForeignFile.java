package io.cutmix.image;

import io.cutmix.job.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What files are that aren't images of a {@link FileFormat}, by their first bytes. */
public final class ForeignFile {
  /** As many leading bytes as {@link #failure} looks at. */
  public static final int HEAD_BYTES = 512;

  private static final String CONVERT = "convert it to JPEG or PNG";
  private static final String COPY = "copy or download it again";
  private static final String DOWNLOAD = "download the image itself";
  private static final String UNPACK = "unpack it";
  private static final String EXTRACT = "extract its frames as JPEG or PNG";
  private static final String REMOVE = "remove it, or skip it with --on-error skip";

  /**
   * A kind of file.
   *
   * @param name what follows after "is"
   * @param remedy what to do about it
   * @param signs whether a head, a character a byte, is of this kind
   */
  private record Kind(String name, String remedy, Predicate<String> signs) {}

  /** The first that fits holds. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind("empty", COPY, String::isEmpty),
          new Kind("filled with zeros", COPY, head -> head.chars().allMatch(c -> c == 0)),
          new Kind(
              "a Git LFS pointer, not the image it stands for",
              "run git lfs pull",
              at(0, "version https://git-lfs")),
          unreadable("an AVIF image", brand("avif", "avis")),
          unreadable(
              "a HEIC image",
              brand("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1")),
          unreadable("a raw photo (CR3)", brand("crx ")),
          noImage("a video (MP4 or QuickTime)", EXTRACT, at(4, "ftyp", "moov")),
          noImage("a video (WebM or Matroska)", EXTRACT, at(0, "\u001aE\u00df\u00a3")),
          noImage("a video (AVI)", EXTRACT, at(8, "AVI ")),
          unreadable("a JPEG 2000 image", at(0, "\0\0\0\fjP  ", "\u00ffO\u00ffQ")),
          unreadable("a JPEG XL image", at(0, "\0\0\0\fJXL ", "\u00ff\n")),
          unreadable("a JPEG XR image", at(0, "II\u00bc")),
          unreadable("an icon", at(0, "\0\0\1\0", "\0\0\2\0")),
          unreadable("an OpenEXR image", at(0, "v/1\1")),
          unreadable("a Radiance HDR image", at(0, "#?")),
          unreadable("a DDS image", at(0, "DDS ")),
          unreadable("a QOI image", at(0, "qoif")),
          unreadable("a GIMP image", at(0, "gimp xcf")),
          unreadable("a FITS image", at(0, "SIMPLE  =")),
          unreadable("a DICOM image", at(128, "DICM")),
          noImage("a PDF document", CONVERT, at(0, "%PDF")),
          noImage("a PostScript document", CONVERT, at(0, "%!PS")),
          noImage("a gzip file", UNPACK, at(0, "\u001f\u008b")),
          noImage("a ZIP archive", UNPACK, at(0, "PK\3\4", "PK\5\6")),
          noImage("an archive (7z)", UNPACK, at(0, "7z\u00bc\u00af")),
          noImage("an archive (RAR)", UNPACK, at(0, "Rar!")),
          noImage("a tar archive", UNPACK, at(257, "ustar")),
          noImage("a compressed file (xz)", UNPACK, at(0, "\u00fd7zXZ")),
          noImage("a compressed file (bzip2)", UNPACK, at(0, "BZh")),
          noImage("a compressed file (Zstandard)", UNPACK, at(0, "(\u00b5/\u00fd")),
          noImage("a NumPy array", CONVERT, at(0, "\u0093NUMPY")),
          noImage("a file of macOS with attributes", REMOVE, at(0, "\0\5\u0016\7")),
          noImage("an HTML page", DOWNLOAD, markup("<!doctype html", "<html")),
          unreadable("an SVG drawing", markup("<svg")),
          noImage("an XML document", DOWNLOAD, markup("<?xml", "<error")),
          noImage("a text file", DOWNLOAD, ForeignFile::isText));

  private ForeignFile() {}

  private static Kind unreadable(String name, Predicate<String> signs) {
    return new Kind(name + ", which can't be read", CONVERT, signs);
  }

  private static Kind noImage(String name, String remedy, Predicate<String> signs) {
    return new Kind(name + ", not an image", remedy, signs);
  }

  /**
   * What is wrong with a file of no known format.
   *
   * @param file whose first {@link #HEAD_BYTES} are looked at, or all if it has fewer
   */
  public static ImageReadException failure(byte[] file) {
    String head =
        new String(file, 0, Math.min(file.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
    return new ImageReadException(
        KINDS.stream()
            .filter(kind -> kind.signs.test(head))
            .findFirst()
            .map(kind -> Problem.of("is " + kind.name).remedy(kind.remedy))
            .orElseGet(
                () ->
                    Problem.of("is no image of a known format")
                        .remedy("known are " + Arrays.toString(FileFormat.values()))));
  }

  private static Predicate<String> at(int offset, String... signatures) {
    return head -> Arrays.stream(signatures).anyMatch(one -> head.startsWith(one, offset));
  }

  /** A file of boxes (ISO/IEC 14496-12) of one of these brands. */
  private static Predicate<String> brand(String... brands) {
    return head ->
        head.startsWith("ftyp", 4)
            && Arrays.stream(brands)
                .anyMatch(
                    head.substring(8, Math.max(8, Math.min(head.length(), head.charAt(3))))
                        ::contains);
  }

  private static Predicate<String> markup(String... tags) {
    return head -> {
      String text = head.toLowerCase(Locale.ROOT).replace("\u00ef\u00bb\u00bf", "").strip();
      return text.startsWith("<") && Arrays.stream(tags).anyMatch(text::contains);
    };
  }

  private static boolean isText(String head) {
    return head.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || "\t\n\f\r".indexOf(c) >= 0);
  }
}
