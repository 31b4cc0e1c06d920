package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.image.ImageCodec.Decoded;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.CodecChoice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rare kinds of files, with the pixels that ImageMagick, libtiff or (gray and alpha) Pillow see.
 */
final class OddImagesTest {
  private static final ImageCodec CODEC = Codecs.of(CodecChoice.AUTO);

  /** Of five bits a sample 31 is 255; what is between may be rounded in two ways. */
  @ParameterizedTest
  @CsvSource({
    "pal24-attr0.tga, false, 0",
    "pal16-attr1.tga, false, 1",
    "pal32-attr8.tga, true, 0",
    "rgb16-attr1.tga, true, 1",
    "rgba32-attr00.tga, true, 0",
    "rgba32-attr08.tga, true, 0",
    "rgba32-attr20.tga, true, 0",
    "v2-attr3.tga, true, 0",
    "pil-LA.tga, true, 0",
    "pil-LA-rle.tga, true, 0",
    "palette-alpha.tif, true, 0",
    "group3-short-line.tif, false, 0",
    "gray-1-transparent.png, true, 0",
    "gray-4-transparent.png, true, 0",
    "small-frame-background.gif, false, 0",
    "four-inks-adobe-1.jpg, false, 2",
    "comments.pbm, false, 0",
    "beyond-white.pgm, false, 0",
    "black-and-white.pam, false, 0",
    "white-1.pgm, false, 0",
    "no-type.pam, false, 0",
    "alpha-v3.bmp, true, 0",
    "no-alpha-v5.bmp, false, 0",
    "associated-16.tif, true, 4",
    "gray-associated.tif, true, 4",
    "runs-with-gaps-8.bmp, false, 0",
    "runs-with-gaps-4.bmp, false, 0",
    "palette-from-200.tga, false, 0",
    "palette-15-from-4.tga, false, 1",
    "rgb15-from-right.tga, false, 1",
    "from-top-right.tga, false, 0",
    "white-is-zero-12.tif, false, 1",
    "white-is-zero-6.tif, false, 0",
    "tiny.tga, false, 0",
    "tiny-palette.tga, false, 0",
    "small-frame.webp, true, 0",
    "more-data.gif, false, 0",
    "cleared-twice.gif, false, 0",
    "wide-codes.gif, false, 0",
    "without-palette.gif, false, 0",
    "transparency-with-wrong-checksum.png, false, 0",
    "end-with-wrong-checksum.png, true, 0",
    "transparency-before-palette.png, false, 0",
    "transparency-behind-data.png, false, 0",
    "transparency-beside-alpha.png, true, 0",
    "rgb-16-transparent.png, true, 1",
    "color-beyond-palette.png, false, 0",
    "tiny.webp, false, 0",
    "layer-mask.psd, false, 0",
    "matted-16.psd, true, 1",
    "gray-rgb-profile.psd, false, 0",
    "group3-mirrored.tif, false, 0",
    "group3-upside-down.tif, false, 0",
    "group3-mirrored-upside-down.tif, false, 0",
    "group3-to-turn.tif, false, 0",
    "rgb-unspecified.tif, false, 0",
    "rgb-unspecified-planar.tif, false, 0",
    "rgb-unspecified-16.tif, false, 0",
    "gray-unspecified.tif, false, 0",
    "440-more-behind.jpg, false, 0",
    "four-inks-alpha.tif, true, 1",
    "four-inks-associated.tif, true, 2",
    "four-inks-alpha.psd, true, 1",
    "idle-masks-32.bmp, false, 0",
    "idle-masks-16.bmp, false, 1",
    "idle-masks-swapped.bmp, false, 0",
    "idle-alpha-v3.bmp, false, 0",
    "flag-without-exif.webp, false, 0",
    "hundred.pgm, false, 0",
    "comment-behind-white.ppm, false, 0"
  })
  void pixels_and_alpha_are_those_of_other_programs(String name, boolean alpha, int tolerance)
      throws IOException {
    byte[] encoded = Fixture.bytes("odd/" + name);
    byte[] theirs = Fixture.bytes("odd/" + name + ".rgba");

    ImageHeader header = CODEC.header(new ByteArrayInputStream(encoded));
    byte[] ours = pixels(encoded, header);

    assertThat(header.alpha()).isEqualTo(alpha);
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.length; i++) {
      assertThat(Math.abs((ours[i] & 0xff) - (theirs[i] & 0xff))).isLessThanOrEqualTo(tolerance);
    }
  }

  /** Programs that know no alpha leave zeros where it would be. */
  @Test
  void a_tga_that_would_be_wholly_transparent_and_does_not_say_so_is_opaque() throws IOException {
    byte[] encoded = Fixture.bytes("odd/rgba32-attr00.tga");
    for (int i = 18 + 3; i < encoded.length; i += 4) {
      encoded[i] = 0;
    }

    byte[] pixels = pixels(encoded, CODEC.header(new ByteArrayInputStream(encoded)));

    byte[] theirs = Fixture.bytes("odd/rgba32-attr00.tga.rgba");
    for (int i = 0; i < pixels.length; i++) {
      assertThat(pixels[i]).isEqualTo(i % 4 == 3 ? -1 : theirs[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zstd.tif, Zstandard compression",
    "jbig.tif, JBIG compression",
    "lerc.tif, LERC compression",
    "webp.tif, WebP compression",
    "lzma.tif, LZMA compression"
  })
  void a_tiff_of_a_compression_that_is_not_supported_is_not_called_damaged(
      String name, String compression) {
    requireRefused(
        Fixture.bytes("unsupported/" + name),
        "is TIFF of a kind that is not supported: " + compression + "; convert it to PNG");
  }

  @ParameterizedTest
  @CsvSource({
    "4-bit-channels.tif, channels of 4 bits",
    "planar-jpeg.tif, JPEG compression of single channels",
    "preview.dng, a raw photo behind its preview",
    "lab-8.tif, CIE L*a*b* colors",
    "lab-16.tif, CIE L*a*b* colors",
    "from-white-alpha.tif, 'gray that counts from white, with alpha'",
    "gray-alpha-more.tif, gray with alpha and further channels",
    "rgb-12-more.tif, colors of 12 bits with further channels",
    "tiles-12.tif, 'tiles that reach over the edge, of YCbCr or odd bits'",
    "tiles-ycbcr.tif, 'tiles that reach over the edge, of YCbCr or odd bits'"
  })
  void neither_is_what_its_plug_in_does_not_read(String name, String kind) {
    requireRefused(
        Fixture.bytes("unsupported/" + name),
        "is TIFF of a kind that is not supported: " + kind + "; convert it to PNG");
  }

  @Test
  void neither_is_a_psd_that_has_nothing_but_layers() {
    requireRefused(
        Fixture.bytes("unsupported/not-merged.psd"),
        "is PSD of a kind that is not supported: saved without the image of all layers together;"
            + " convert it to PNG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip.psd", "zip-of-differences.psb"})
  void neither_is_a_psd_whose_image_is_compressed_by_zip(String name) {
    requireRefused(
        Fixture.bytes("unsupported/" + name),
        "is PSD of a kind that is not supported: compressed by ZIP; convert it to PNG");
  }

  @Test
  void neither_are_four_inks_in_pam() {
    requireRefused(
        "P7\nWIDTH 1\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE CMYK\nENDHDR\n1234"
            .getBytes(StandardCharsets.US_ASCII),
        "is PNM of a kind that is not supported: four inks; convert it to PNG");
  }

  @Test
  void neither_are_samples_of_other_kinds() {
    requireRefused(
        Fixture.bytes("unsupported/float.tif"),
        "has samples of 32 bits that are signed, fractional or too deep; convert it to 8 or 16"
            + " bits, unsigned");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf})
  void neither_are_the_coding_processes_of_jpeg_that_no_decoder_knows(int frame) {
    byte[] jpeg = Fixture.bytes("rgb.jpg");
    jpeg[frame(jpeg) + 1] = (byte) frame;

    requireRefused(
        jpeg,
        "is JPEG of a kind that is not supported: coding process "
            + (frame - 0xc0)
            + "; convert it to PNG");
  }

  @Test
  void neither_is_jpeg_ls() {
    byte[] jpeg = Fixture.bytes("rgb.jpg");
    jpeg[frame(jpeg) + 1] = (byte) 0xf7;

    requireRefused(jpeg, "is JPEG of a kind that is not supported: JPEG-LS; convert it to PNG");
  }

  /** Pillow, ImageMagick and OpenCV turn it. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void an_orientation_of_two_or_four_bytes_turns_the_image(int type) throws IOException {
    byte[] jpeg = Fixture.bytes("rgb.jpg");
    ByteBuffer turned = ByteBuffer.allocate(jpeg.length + 36).order(ByteOrder.LITTLE_ENDIAN);
    turned.put(jpeg, 0, 2).put(new byte[] {-1, (byte) 0xe1, 0, 34});
    turned.put("Exif\0\0II*\0".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    turned.putShort((short) 1).putShort((short) 0x112).putShort((short) type).putInt(1).putInt(6);
    turned.putInt(0).put(jpeg, 2, jpeg.length - 2);

    ImageHeader header = CODEC.header(new ByteArrayInputStream(turned.array()));

    assertThat(header.width()).isEqualTo(29);
    assertThat(header.height()).isEqualTo(37);
  }

  /** Otherwise the reason would be another for each size that is asked for. */
  @Test
  void a_header_of_more_pixels_than_the_file_can_hold_is_the_reason_whatever_size_is_wanted() {
    byte[] jpeg = Fixture.bytes("rgb.jpg");
    ByteBuffer.wrap(jpeg).putShort(frame(jpeg) + 5, (short) 11300);
    ByteBuffer.wrap(jpeg).putShort(frame(jpeg) + 7, (short) 11300);

    requireRefused(jpeg, "truncated JPEG: the data ends before the image does");
  }

  /** As the format asks for; few other programs do. */
  @Test
  void a_palette_beside_colors_is_passed_over() throws IOException {
    byte[] tga = Fixture.bytes("rgb.tga");
    byte[] palette = with(tga, 18, new byte[6]);
    palette[1] = 1;
    palette[5] = 2;
    palette[7] = 24;

    ImageHeader header = CODEC.header(new ByteArrayInputStream(tga));
    assertThat(CODEC.header(new ByteArrayInputStream(palette))).isEqualTo(header);
    assertThat(pixels(palette, header)).isEqualTo(pixels(tga, header));
  }

  /** libjpeg, Pillow and ImageMagick pass over it. */
  @ParameterizedTest
  @ValueSource(strings = {"ff01", "ffe50000", "fffe0001"})
  void a_marker_without_a_segment_costs_no_jpeg(String marker) throws IOException {
    byte[] jpeg = Fixture.bytes("rgb.jpg");

    byte[] more = with(jpeg, 2, HexFormat.of().parseHex(marker));

    ImageHeader header = CODEC.header(new ByteArrayInputStream(jpeg));
    assertThat(pixels(more, header)).isEqualTo(pixels(jpeg, header));
  }

  /** As libpng has it. */
  @Test
  void an_orientation_whose_checksum_is_wrong_turns_no_png() throws IOException {
    byte[] png = Fixture.bytes("orientation-6.png");
    int chunk = new String(png, StandardCharsets.ISO_8859_1).indexOf("eXIf");
    png[chunk + 4 + ByteBuffer.wrap(png).getInt(chunk - 4)] ^= 1;

    assertThat(CODEC.header(new ByteArrayInputStream(png)).orientation()).isEqualTo(1);
  }

  @Test
  void a_png_of_ios_is_not_called_damaged() {
    byte[] chunk = HexFormat.of().parseHex("0000000443674249500020022bd5b37f");

    requireRefused(
        with(Fixture.bytes("rgb.png"), 8, chunk),
        "is PNG of a kind that is not supported: that of iOS (CgBI); convert it to PNG");
  }

  @Test
  void neither_is_a_jpeg_whose_height_stands_behind_its_data() {
    byte[] jpeg = Fixture.bytes("rgb.jpg");
    ByteBuffer.wrap(jpeg).putShort(frame(jpeg) + 5, (short) 0);

    requireRefused(
        jpeg,
        "is JPEG of a kind that is not supported: a height that stands behind the data (DNL);"
            + " convert it to PNG");
  }

  private static byte[] with(byte[] file, int at, byte[] more) {
    byte[] longer = new byte[file.length + more.length];
    System.arraycopy(file, 0, longer, 0, at);
    System.arraycopy(more, 0, longer, at, more.length);
    System.arraycopy(file, at, longer, at + more.length, file.length - at);
    return longer;
  }

  /** An image whose samples have more than 8 bits isn't copied as it is. */
  @ParameterizedTest
  @ValueSource(ints = {12, 16})
  void a_lossless_jpeg_of_more_than_8_bits_is_deep(int bits) throws IOException {
    byte[] jpeg = Fixture.bytes("odd/lossless-" + bits + ".jpg");
    ImageShape shape = new ImageShape(7, 11, 1, 16);
    ByteBuffer pixels = ByteBuffer.allocate(shape.bytes()).order(ByteOrder.nativeOrder());

    CODEC.decode(jpeg, new Rendering(shape, Optional.empty(), Background.BLACK), pixels);

    assertThat(CODEC.header(new ByteArrayInputStream(jpeg)).deep()).isTrue();
    int most = (1 << bits) - 1;
    for (int i = 0; i < 7 * 11; i++) {
      int stored = (i % 11 * 4099 + i / 11 * 1237) & most;
      assertThat(pixels.getShort(2 * i) & 0xffff)
          .isEqualTo((int) ((stored * 65535L + most / 2) / most));
    }
  }

  @Test
  void neither_is_a_jpeg_of_12_bits() {
    byte[] jpeg = Fixture.bytes("rgb.jpg");
    int frame = frame(jpeg);
    jpeg[frame + 1] = (byte) 0xc1;
    jpeg[frame + 4] = 12;

    requireRefused(
        jpeg, "is JPEG of a kind that is not supported: samples of 12 bits; convert it to PNG");
  }

  private static int frame(byte[] jpeg) {
    int at = 0;
    while (jpeg[at] != -1 || jpeg[at + 1] != (byte) 0xc0) {
      at++;
    }
    return at;
  }

  /** Its blocks of data are whole, and so is the file. */
  @ParameterizedTest
  @ValueSource(strings = {"plain.gif", "interlaced.gif", "transparent.gif"})
  void a_gif_whose_data_ends_before_its_last_row_is_truncated(String name) {
    byte[] whole = Fixture.bytes(name);
    int block = 13 + colors(whole[10]);
    while (whole[block] == '!') {
      for (block += 2; whole[block] != 0; block += 1 + (whole[block] & 0xff)) {}
      block++;
    }
    block += 11 + colors(whole[block + 9]);
    int half = (whole[block] & 0xff) / 2;
    byte[] early = Arrays.copyOf(whole, block + half + 3);
    early[block] = (byte) half;
    early[block + half + 1] = 0;
    early[block + half + 2] = ';';

    requireRefused(early, "truncated GIF: the data ends before the image does");
  }

  @ParameterizedTest
  @CsvSource({
    "transparency-with-wrong-checksum.png, the checksum of the tRNS chunk at byte 66 is wrong",
    "end-with-wrong-checksum.png, the checksum of the IEND chunk at byte 153 is wrong",
    "transparency-before-palette.png, the tRNS chunk at byte 33 is out of place",
    "transparency-beside-alpha.png, the tRNS chunk at byte 33 is out of place"
  })
  void what_is_wrong_and_costs_no_color_is_named(String name, String damage) throws IOException {
    ImageShape shape = new ImageShape(7, 11, 3);
    Rendering rendering = new Rendering(shape, Optional.empty(), Background.BLACK);

    Decoded decoded =
        CODEC.decode(Fixture.bytes("odd/" + name), rendering, ByteBuffer.allocate(shape.bytes()));

    assertThat(decoded.damage()).contains(damage);
  }

  /** What says where all is stands at the end of some, and decoders stumble over that. */
  @ParameterizedTest
  @CsvSource({
    "deflate.tif, 1600, TIFF",
    "tiled.tif, 2000, TIFF",
    "plain.gif, 1200, GIF",
    "interlaced.gif, 500, GIF",
    "palette.tga, 800, TGA",
    "rgb.tga, 30, TGA",
    "rle-gray.tga, 24, TGA"
  })
  void a_file_that_is_cut_off_is_truncated_wherever_its_parts_are(
      String name, int length, String format) {
    byte[] cut = Arrays.copyOf(Fixture.bytes(name), length);

    requireRefused(cut, "truncated " + format + ": the data ends before the image does");
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs-with-gaps-8.bmp", "runs-with-gaps-4.bmp"})
  void a_bmp_that_is_cut_off_within_its_runs_is_truncated(String name) throws IOException {
    byte[] whole = Fixture.bytes("odd/" + name);
    ImageHeader header = CODEC.header(new ByteArrayInputStream(whole));
    int start = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(10);

    for (int length = start; length < whole.length - 6; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> pixels(cut, header))
          .hasMessage("truncated BMP: the data ends before the image does");
    }
  }

  /** For which memory was taken, so that sound images beside them found none. */
  @Test
  void parts_before_the_pixels_that_claim_gigabytes_are_refused_at_once() throws IOException {
    byte[] bmp = Fixture.bytes("odd/runs-with-gaps-8.bmp");
    ImageHeader header = CODEC.header(new ByteArrayInputStream(bmp));
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(10, 0x7fff0000);
    byte[] psd = Fixture.bytes("gray.psd");
    ByteBuffer.wrap(psd).putInt(26, 0x7fff0000);

    assertThatThrownBy(() -> pixels(bmp, header))
        .hasMessage("truncated BMP: the data ends before the image does");
    assertThatThrownBy(() -> CODEC.header(new ByteArrayInputStream(psd)))
        .hasMessage("damaged PSD: its colors take 2147418112 bytes");
  }

  /** Pillow and ImageMagick pass over them. */
  @ParameterizedTest
  @ValueSource(strings = {"0000", "77"})
  void stray_bytes_between_the_blocks_of_a_gif_are_named_and_cost_nothing(String stray)
      throws IOException {
    byte[] whole = Fixture.bytes("plain.gif");
    byte[] more = with(whole, 13 + colors(whole[10]), HexFormat.of().parseHex(stray));
    ImageHeader header = CODEC.header(new ByteArrayInputStream(more));
    ImageShape shape = new ImageShape(header.height(), header.width(), 4);
    Rendering rendering = new Rendering(shape, Optional.empty(), Background.BLACK);
    ByteBuffer found = ByteBuffer.allocate(shape.bytes());

    Decoded decoded = CODEC.decode(more, rendering, found);

    assertThat(found.array()).isEqualTo(pixels(whole, header));
    assertThat(decoded.damage()).contains("stray bytes between its blocks");
  }

  /** Codes of three bits: clear, a color, and one that only the color after it could define. */
  @Test
  void a_gif_with_a_code_that_is_not_defined_is_damaged() {
    byte[] wrong = Fixture.bytes("odd/cleared-twice.gif");
    int data = 13 + colors(wrong[10]) + 12;
    int codes = 4 | 1 << 3 | 7 << 6;
    wrong[data] = (byte) codes;
    wrong[data + 1] = (byte) (codes >> 8);

    assertThatThrownBy(() -> pixels(wrong, CODEC.header(new ByteArrayInputStream(wrong))))
        .hasMessage("damaged GIF: a code of its data stands for nothing");
  }

  /** Some readers keep each of them: some 800 bytes. */
  @Test
  void a_million_comments_take_no_memory() throws IOException {
    byte[] whole = Fixture.bytes("plain.gif");
    byte[] comments = new byte[5 * 1_000_000];
    for (int i = 0; i < comments.length; i += 5) {
      System.arraycopy(new byte[] {'!', -2, 1, 'a', 0}, 0, comments, i, 5);
    }
    byte[] more = with(whole, 13 + colors(whole[10]), comments);

    ImageHeader header = CODEC.header(new ByteArrayInputStream(more));

    assertThat(pixels(more, header)).isEqualTo(pixels(whole, header));
  }

  /** How many bytes a palette takes. */
  private static int colors(byte flags) {
    return flags < 0 ? 3 * (2 << (flags & 7)) : 0;
  }

  @ParameterizedTest
  @CsvSource({
    "arithmetic.jpg, 0.3",
    "arithmetic.jpg, 0.9",
    "arithmetic-progressive.jpg, 0.3",
    "arithmetic-progressive.jpg, 0.9"
  })
  void a_jpeg_of_arithmetic_coding_that_ends_early_is_truncated(String name, double share) {
    byte[] whole = Fixture.bytes(name);

    requireRefused(
        Arrays.copyOf(whole, (int) (whole.length * share)),
        "truncated JPEG: the data ends before the image does");
  }

  @ParameterizedTest
  @ValueSource(strings = {"arithmetic.jpg", "arithmetic-progressive.jpg"})
  void a_jpeg_of_arithmetic_coding_has_its_pixels_after_stray_bytes_too(String name)
      throws IOException {
    byte[] whole = Fixture.bytes(name);
    ByteBuffer stray = ByteBuffer.allocate(whole.length + 3);
    int behindJfif = 20;
    stray.put(whole, 0, behindJfif).put(new byte[] {1, 2, 3});
    stray.put(whole, behindJfif, whole.length - behindJfif);
    Rendering rendering =
        new Rendering(new ImageShape(29, 37, 3), Optional.empty(), Background.BLACK);
    ByteBuffer expected = ByteBuffer.allocate(29 * 37 * 3);
    ByteBuffer found = ByteBuffer.allocate(29 * 37 * 3);
    CODEC.decode(whole, rendering, expected);

    Decoded decoded = CODEC.decode(stray.array(), rendering, found);

    assertThat(found.array()).isEqualTo(expected.array());
    assertThat(decoded.damage()).contains("3 stray bytes between its segments");
  }

  @ParameterizedTest
  @CsvSource({"4, rgb.jpg", "5, rgb.png"})
  void neither_is_a_bmp_that_holds_another_file(int compression, String held) {
    byte[] inner = Fixture.bytes(held);
    ByteBuffer bmp = ByteBuffer.allocate(54 + inner.length).order(ByteOrder.LITTLE_ENDIAN);
    bmp.putShort((short) 0x4d42).putInt(bmp.capacity()).putInt(0).putInt(54).putInt(40);
    bmp.putInt(37).putInt(29).putInt(24 << 16 | 1).putInt(compression).putInt(inner.length);
    bmp.position(54).put(inner);

    requireRefused(
        bmp.array(),
        "is BMP of a kind that is not supported: Unsupported compression for RGB: "
            + compression
            + "; convert it to PNG");
  }

  @ParameterizedTest
  @CsvSource({
    "64, 3, 1, Huffman compression",
    "40, 3, 1, Huffman compression",
    "64, 4, 24, Unsupported compression for RGB: 4"
  })
  void neither_is_a_bmp_of_a_compression_that_only_os_2_knows(
      int header, int compression, int depth, String kind) {
    ByteBuffer bmp = ByteBuffer.allocate(5000).order(ByteOrder.LITTLE_ENDIAN);
    bmp.putShort((short) 0x4d42).putInt(bmp.capacity()).putInt(0).putInt(14 + header + 8);
    bmp.putInt(header).putInt(37).putInt(29).putInt(depth << 16 | 1).putInt(compression);

    requireRefused(
        bmp.array(), "is BMP of a kind that is not supported: " + kind + "; convert it to PNG");
  }

  @Test
  void a_tiff_of_jpegs_of_which_one_ends_early_is_damaged() {
    requireRefused(
        Fixture.bytes("odd/jpeg-ends-early.tif"),
        "damaged TIFF: Corrupt JPEG data: premature end of data segment");
  }

  private static void requireRefused(byte[] encoded, String reason) {
    ImageShape shape = new ImageShape(29, 37, 3);
    Rendering rendering = new Rendering(shape, Optional.empty(), Background.BLACK);

    assertThatThrownBy(() -> CODEC.decode(encoded, rendering, ByteBuffer.allocate(shape.bytes())))
        .isInstanceOf(ImageReadException.class)
        .hasMessage(reason);
  }

  private static byte[] pixels(byte[] encoded, ImageHeader header) throws IOException {
    ImageShape shape = new ImageShape(header.height(), header.width(), 4);
    byte[] pixels = new byte[shape.bytes()];
    Decoded decoded =
        CODEC.decode(
            encoded,
            new Rendering(shape, Optional.empty(), Background.BLACK),
            ByteBuffer.wrap(pixels));
    assertThat(decoded.flattened()).isFalse();
    return pixels;
  }
}
