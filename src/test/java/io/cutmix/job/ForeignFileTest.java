package io.cutmix.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.image.imageio.ImageIoCodec;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The heads are those that the formats' specifications ask for. */
class ForeignFileTest {
  static List<List<String>> heads() {
    return List.of(
        List.of("", "is empty; copy or download it again"),
        List.of("\0\0\0\0", "is filled with zeros; copy or download it again"),
        List.of(
            "\0\0\0 ftypavif\0\0\0\0avifmif1miaf",
            "is an AVIF image, which can't be read; convert it to JPEG or PNG"),
        List.of(
            "\0\0\0 ftypmif1\0\0\0\0mif1avifmiaf",
            "is an AVIF image, which can't be read; convert it to JPEG or PNG"),
        List.of(
            "\0\0\0\u0018ftypheic\0\0\0\0mif1heic",
            "is a HEIC image, which can't be read; convert it to JPEG or PNG"),
        List.of(
            "\0\0\0\u0018ftypmp42\0\0\0\0isommp42",
            "is a video (MP4 or QuickTime), not an image; extract its frames as JPEG or PNG"),
        List.of(
            "\u001aE\u00df\u00a3\1\0\0",
            "is a video (WebM or Matroska), not an image; extract its frames as JPEG or PNG"),
        List.of(
            "RIFF\1\2\3\4AVI LIST",
            "is a video (AVI), not an image; extract its frames as JPEG or PNG"),
        List.of(
            "\0\0\0\fjP  \r\n\u0087\n",
            "is a JPEG 2000 image, which can't be read; convert it to JPEG or PNG"),
        List.of(
            "\u00ffO\u00ffQ\0",
            "is a JPEG 2000 image, which can't be read; convert it to JPEG or PNG"),
        List.of(
            "\u00ff\n\1\2", "is a JPEG XL image, which can't be read; convert it to JPEG or PNG"),
        List.of(
            "\0\0\0\fJXL \r\n\u0087\n",
            "is a JPEG XL image, which can't be read; convert it to JPEG or PNG"),
        List.of("%PDF-1.7\n", "is a PDF document, not an image; convert it to JPEG or PNG"),
        List.of(
            "\u00ef\u00bb\u00bf\n<!DOCTYPE html><html>",
            "is an HTML page; download the file itself"),
        List.of("<HTML><body><svg/>", "is an HTML page; download the file itself"),
        List.of(
            "<?xml version='1.0'?>\n<!-- drawn -->\n<svg xmlns='",
            "is an SVG drawing, which can't be read; convert it to JPEG or PNG"),
        List.of(
            "<?xml version='1.0'?><Error><Code>AccessDenied",
            "is an XML document; download the file itself"),
        List.of(
            "version https://git-lfs.github.com/spec/v1\noid sha256:",
            "is a Git LFS pointer, not the file it stands for; run git lfs pull"),
        List.of(
            "\u001f\u008b\b\0",
            "is compressed by gzip, which is not supported here; unpack it first"),
        List.of(
            "(\u00b5/\u00fd$",
            "is compressed by Zstandard, which is not supported; unpack it first"),
        List.of(
            "PF\n8 8\n-1.0\n", "is a PFM image, which can't be read; convert it to JPEG or PNG"),
        List.of(
            "\u00ef\u00bf\u00bdPNG\n\u001a\n",
            "is a binary file that was copied as text, which changed its bytes; copy it again"),
        List.of(
            "\u0089PNG\n\u001a\n\0\0",
            "is a binary file that was copied as text, which changed its bytes; copy it again"),
        List.of("data:image/png;base64,iVBORw", "is an image as Base64 text; decode it"),
        List.of("PK\3\4\24\0", "is a ZIP archive; unpack it"),
        List.of("{\"message\": \"Not Found\"}\n", "is a text file; download the file itself"),
        List.of(
            "\1\2\3",
            "is no image of a known format; known are [JPEG, PNG, GIF, BMP, TIFF, WEBP, TGA, PSD, PNM]"));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void a_file_is_named_for_what_it_is(List<String> file) {
    byte[] head = file.get(0).getBytes(ISO_8859_1);

    assertThatThrownBy(
            () ->
                new ImageIoCodec(RunSpec.MAX_PIXELS, true, null)
                    .header(new ByteArrayInputStream(head)))
        .hasMessage(file.get(1));
  }
}
