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
          new Kind("an AVIF image, which can't be read", CONVERT, brand("avif", "avis")),
          new Kind(
              "a HEIC image, which can't be read",
              CONVERT,
              brand("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1")),
          new Kind("a raw photo (CR3), which can't be read", CONVERT, brand("crx ")),
          new Kind("a video (MP4 or QuickTime), not an image", EXTRACT, at(4, "ftyp", "moov")),
          new Kind(
              "a video (WebM or Matroska), not an image", EXTRACT, at(0, "\u001aE\u00df\u00a3")),
          new Kind("a video (AVI), not an image", EXTRACT, at(8, "AVI ")),
          new Kind(
              "a JPEG 2000 image, which can't be read",
              CONVERT,
              at(0, "\0\0\0\fjP  ", "\u00ffO\u00ffQ")),
          new Kind(
              "a JPEG XL image, which can't be read", CONVERT, at(0, "\0\0\0\fJXL ", "\u00ff\n")),
          new Kind("a JPEG XR image, which can't be read", CONVERT, at(0, "II\u00bc")),
          new Kind("an icon, which can't be read", CONVERT, at(0, "\0\0\1\0", "\0\0\2\0")),
          new Kind("an OpenEXR image, which can't be read", CONVERT, at(0, "v/1\1")),
          new Kind("a Radiance HDR image, which can't be read", CONVERT, at(0, "#?")),
          new Kind("a DDS image, which can't be read", CONVERT, at(0, "DDS ")),
          new Kind("a QOI image, which can't be read", CONVERT, at(0, "qoif")),
          new Kind("a GIMP image, which can't be read", CONVERT, at(0, "gimp xcf")),
          new Kind("a FITS image, which can't be read", CONVERT, at(0, "SIMPLE  =")),
          new Kind("a DICOM image, which can't be read", CONVERT, at(128, "DICM")),
          new Kind("a PDF document, not an image", CONVERT, at(0, "%PDF")),
          new Kind("a PostScript document, not an image", CONVERT, at(0, "%!PS")),
          new Kind("a gzip file, not an image", UNPACK, at(0, "\u001f\u008b")),
          new Kind("a ZIP archive, not an image", UNPACK, at(0, "PK\3\4", "PK\5\6")),
          new Kind("an archive (7z), not an image", UNPACK, at(0, "7z\u00bc\u00af")),
          new Kind("an archive (RAR), not an image", UNPACK, at(0, "Rar!")),
          new Kind("a tar archive, not an image", UNPACK, at(257, "ustar")),
          new Kind("a compressed file (xz), not an image", UNPACK, at(0, "\u00fd7zXZ")),
          new Kind("a compressed file (bzip2), not an image", UNPACK, at(0, "BZh")),
          new Kind("a compressed file (Zstandard), not an image", UNPACK, at(0, "(\u00b5/\u00fd")),
          new Kind("a NumPy array, not an image", CONVERT, at(0, "\u0093NUMPY")),
          new Kind("a file of macOS with attributes, not an image", REMOVE, at(0, "\0\5\u0016\7")),
          new Kind("an HTML page, not an image", DOWNLOAD, markup("<!doctype html", "<html")),
          new Kind("an SVG drawing, which can't be read", CONVERT, markup("<svg")),
          new Kind("an XML document, not an image", DOWNLOAD, markup("<?xml", "<error")),
          new Kind("a text file, not an image", DOWNLOAD, ForeignFile::isText));

  private ForeignFile() {}

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
