package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.image.opencv.JpegFile;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.job.ImageSpec.Icc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every codec must do. The oracle is what other programs made of the same files. */
abstract class ImageCodecContract {
  private static final Background RED = new Background(255, 0, 0);

  abstract ImageCodec codec();

  static List<Fixture> fixtures() {
    return Fixture.all();
  }

  /** One file of each format, and of the kinds that are decoded in another way. */
  static List<Fixture> oneOfEachKind() {
    List<String> names =
        List.of(
            "baseline.jpg",
            "progressive.jpg",
            "cmyk.jpg",
            "rgb.png",
            "palette-4.png",
            "plain.gif",
            "rgb.bmp",
            "rle.bmp",
            "rgb.tif",
            "lzw.tif",
            "deflate.tif",
            "packbits.tif",
            "jpeg.tif",
            "fax.tif",
            "lossless.webp",
            "lossy.webp",
            "rgb.tga",
            "rle.tga",
            "rgb.psd",
            "raw.psd",
            "lossless.jpg",
            "gray-16.png",
            "tiled.tif",
            "rgb.ppm",
            "plain.ppm",
            "big.tif",
            "large.psb",
            "red-green-profile.psd",
            "red-green-profile.webp",
            "rgba.pam");
    return Fixture.all().stream().filter(fixture -> names.contains(fixture.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void the_header_says_what_the_file_holds(Fixture fixture) throws IOException {
    ImageHeader header = codec().header(new ByteArrayInputStream(fixture.encoded()));

    assertThat(header).isEqualTo(fixture.header());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void pixels_are_those_of_other_programs(Fixture fixture) throws IOException {
    byte[] pixels = decode(fixture.encoded(), exact(fixture.shape()));

    assertThat(farthest(pixels, fixture.pixels())).isLessThanOrEqualTo(fixture.tolerance());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void a_truncated_file_never_gives_half_an_image(Fixture fixture) {
    byte[] encoded = fixture.encoded();
    List<Integer> half = new ArrayList<>();
    // A number of a text that lost its last digits is a number.
    boolean isText = encoded[0] == 'P' && encoded[1] <= '3';
    int end = isText ? encoded.length - 4 : encoded.length;
    for (int length = 0; length < end; length = nextCut(length, encoded.length)) {
      try {
        byte[] pixels = decode(Arrays.copyOf(encoded, length), exact(fixture.shape()));
        if (farthest(pixels, fixture.pixels()) > fixture.tolerance()) {
          half.add(length);
        }
      } catch (ImageReadException expected) {
        assertThat(expected).hasMessageMatching("(?s).{8,}");
      }
    }

    assertThat(half).as("lengths of %d that gave half an image", encoded.length).isEmpty();
  }

  /** Some sixty cuts all over the file, and each of the last bytes, which often are checksums. */
  private static int nextCut(int length, int whole) {
    return Math.max(length + 1, Math.min(length + 1 + whole / 60, whole - 16));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void a_damaged_file_gives_an_image_or_an_image_read_exception(Fixture fixture) {
    byte[] encoded = fixture.encoded();
    for (int at = 0; at < encoded.length; at += 1 + encoded.length / 200) {
      byte[] damaged = encoded.clone();
      damaged[at] ^= (byte) 0x5a;
      try {
        decode(damaged, fitted(16, 16, Fit.STRETCH));
      } catch (ImageReadException expected) {
        assertThat(expected).hasMessageMatching("(?s).{8,}");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "rgb.png"})
  void damage_in_the_compressed_data_is_noticed(String name) {
    byte[] damaged = Fixture.bytes(name);
    Arrays.fill(damaged, damaged.length * 3 / 4, damaged.length * 3 / 4 + 40, (byte) 0xff);

    assertThatThrownBy(() -> decode(damaged, fitted(16, 16, Fit.STRETCH)))
        .isInstanceOf(ImageReadException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "cmyk.jpg"})
  void a_jpeg_whose_end_comes_early_is_noticed(String name) {
    byte[] damaged = Fixture.bytes(name);
    damaged = Arrays.copyOf(damaged, damaged.length * 3 / 4);
    damaged[damaged.length - 2] = (byte) 0xff;
    damaged[damaged.length - 1] = (byte) 0xd9;
    byte[] early = damaged;

    assertThatThrownBy(() -> decode(early, exact(new ImageShape(29, 37, 3))))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining("JPEG");
  }

  @Test
  void a_wrong_color_in_a_palette_is_noticed_by_its_checksum() {
    byte[] damaged = Fixture.bytes("palette-4.png");
    damaged[50] ^= 1; // the palette starts at byte 41

    assertThatThrownBy(() -> decode(damaged, exact(new ImageShape(7, 21, 3))))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining("damaged PNG");
  }

  @Test
  void what_is_no_image_is_said_to_be_none() {
    ImageShape shape = new ImageShape(1, 1, 3);

    assertThatThrownBy(() -> decode(new byte[0], exact(shape)))
        .isInstanceOf(ImageReadException.class)
        .hasMessage("is empty; copy or download it again");
    assertThatThrownBy(() -> decode(new byte[] {1, 2, 3}, exact(shape)))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining("known format")
        .hasMessageContaining("JPEG, PNG");
  }

  @Test
  void an_error_of_the_stream_is_not_taken_for_a_damaged_image() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> codec().header(failing))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("the disk is gone");
  }

  @Test
  void another_size_without_a_fit_is_refused_with_both_sizes() {
    byte[] turned = Fixture.bytes("orientation-6.jpg");

    assertThatThrownBy(() -> decode(turned, exact(new ImageShape(29, 37, 3))))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining("29x37")
        .hasMessageContaining("37x29");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void alpha_is_laid_over_the_background_or_kept(int channels) throws IOException {
    // 50 % of gray 255 over red: red 255, green and blue 128; its luma is 0.299 * 255 + 0.701 *
    // 128.
    byte[] encoded =
        codec()
            .encode(
                ByteBuffer.wrap(new byte[] {-1, -1, -1, (byte) 128}),
                new ImageShape(1, 1, 4),
                Encoding.PNG);

    byte[] pixels =
        decode(encoded, new Rendering(new ImageShape(1, 1, channels), Optional.empty(), RED));

    byte[][] known = {{}, {(byte) 166}, {}, {-1, (byte) 128, (byte) 128}, {-1, -1, -1, (byte) 128}};
    assertThat(pixels).containsExactly(known[channels]);
  }

  @ParameterizedTest
  @CsvSource({"red-green-profile.png, srgb-profile.png", "red-green-profile.jpg, srgb-profile.jpg"})
  void an_ignored_profile_leaves_colors_as_they_are_stored(String foreign, String srgb)
      throws IOException {
    ImageShape shape = new ImageShape(29, 37, 3);
    Rendering stored = new Rendering(shape, Optional.empty(), Background.BLACK, Icc.IGNORE);

    assertThat(decode(Fixture.bytes(foreign), stored))
        .isEqualTo(decode(Fixture.bytes(srgb), exact(shape)))
        .isNotEqualTo(decode(Fixture.bytes(foreign), exact(shape)));
  }

  @Test
  void gray_is_replicated_and_opaque() throws IOException {
    byte[] pixels = decode(Fixture.bytes("gray-8.png"), exact(new ImageShape(16, 16, 4)));

    for (int i = 0; i < 256; i++) {
      byte gray = (byte) i;
      assertThat(Arrays.copyOfRange(pixels, 4 * i, 4 * i + 4))
          .containsExactly(gray, gray, gray, (byte) 255);
    }
  }

  @Test
  void colors_become_gray_by_their_luma() throws IOException {
    byte[] rgb = {-1, 0, 0, 0, -1, 0, 0, 0, -1, 100, 100, 100};
    byte[] encoded = codec().encode(ByteBuffer.wrap(rgb), new ImageShape(1, 4, 3), Encoding.PNG);

    assertThat(decode(encoded, exact(new ImageShape(1, 4, 1))))
        .containsExactly((byte) 76, (byte) 150, (byte) 29, (byte) 100);
  }

  @ParameterizedTest
  @CsvSource({
    "STRETCH, 64, 64",
    "STRETCH, 90, 150",
    "COVER, 40, 90",
    "COVER, 90, 40",
    "CONTAIN, 50, 70"
  })
  void resized_images_are_close_to_pillows_lanczos(Fit fit, int width, int height)
      throws IOException {
    Rendering rendering = new Rendering(new ImageShape(height, width, 3), Optional.of(fit), RED);

    byte[] pixels = decode(Fixture.bytes("photo.png"), rendering);

    String reference = "photo-%s-%dx%d.raw".formatted(fit, width, height).toLowerCase(Locale.ROOT);
    assertThat(Psnr.of(pixels, Fixture.bytes(reference))).isGreaterThan(45);
  }

  @ParameterizedTest
  @CsvSource({"COVER, 128, 128", "CONTAIN, 128, 128", "STRETCH, 128, 128"})
  void an_image_of_the_wanted_size_stays_untouched(Fit fit, int width, int height)
      throws IOException {
    byte[] photo = Fixture.bytes("photo.png");

    assertThat(decode(photo, fitted(width, height, fit)))
        .isEqualTo(decode(photo, exact(new ImageShape(height, width, 3))));
  }

  @Test
  void cover_cuts_the_same_from_both_ends() throws IOException {
    // Four columns 0, 100, 100, 0 on two rows: a square from the center shows the 100 alone.
    byte[] gray = {0, 100, 100, 0, 0, 100, 100, 0};
    byte[] encoded = codec().encode(ByteBuffer.wrap(gray), new ImageShape(2, 4, 1), Encoding.PNG);

    byte[] pixels =
        decode(
            encoded,
            new Rendering(new ImageShape(2, 2, 1), Optional.of(Fit.COVER), Background.BLACK));

    assertThat(pixels).containsExactly((byte) 100, (byte) 100, (byte) 100, (byte) 100);
  }

  @Test
  void contain_puts_opaque_bars_on_both_sides() throws IOException {
    byte[] rgba = {1, 2, 3, 0, 4, 5, 6, 0};
    byte[] encoded = codec().encode(ByteBuffer.wrap(rgba), new ImageShape(2, 1, 4), Encoding.PNG);

    byte[] pixels =
        decode(encoded, new Rendering(new ImageShape(2, 3, 4), Optional.of(Fit.CONTAIN), RED));

    assertThat(Arrays.copyOfRange(pixels, 0, 12))
        .containsExactly(-1, 0, 0, -1, 1, 2, 3, 0, -1, 0, 0, -1);
  }

  @Test
  void the_color_of_transparent_pixels_never_bleeds() throws IOException {
    byte[] rgba = new byte[16 * 16 * 4];
    for (int i = 0; i < 256; i++) {
      boolean left = i % 16 < 8;
      rgba[4 * i + (left ? 0 : 1)] = -1; // transparent red beside opaque green
      rgba[4 * i + 3] = (byte) (left ? 0 : 255);
    }
    byte[] encoded = codec().encode(ByteBuffer.wrap(rgba), new ImageShape(16, 16, 4), Encoding.PNG);

    byte[] pixels =
        decode(
            encoded,
            new Rendering(new ImageShape(5, 5, 4), Optional.of(Fit.STRETCH), Background.BLACK));

    for (int i = 0; i < pixels.length; i += 4) {
      assertThat(pixels[i]).isZero();
    }
  }

  @Test
  void pixels_land_at_the_position_of_a_direct_buffer_and_nowhere_else() throws IOException {
    Fixture fixture =
        Fixture.all().stream().filter(f -> f.name().equals("rgb.png")).findAny().orElseThrow();
    ByteBuffer buffer = ByteBuffer.allocateDirect(fixture.shape().bytes() + 20).position(7);

    codec().decode(fixture.encoded(), exact(fixture.shape()), buffer);

    assertThat(buffer.position()).isEqualTo(7);
    byte[] all = new byte[buffer.capacity()];
    buffer.get(0, all);
    assertThat(Arrays.copyOfRange(all, 7, all.length - 13)).isEqualTo(fixture.pixels());
    assertThat(Arrays.copyOf(all, 7)).containsOnly(0);
    assertThat(Arrays.copyOfRange(all, all.length - 13, all.length)).containsOnly(0);
  }

  @Test
  void a_buffer_without_room_is_a_mistake_of_the_caller() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                codec()
                    .decode(
                        Fixture.bytes("rgb.png"),
                        exact(new ImageShape(29, 37, 3)),
                        ByteBuffer.allocate(10)))
        .withMessageContaining("10 bytes")
        .withMessageContaining("3219");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void png_gives_back_every_byte(int channels) throws IOException {
    ImageShape shape = new ImageShape(23, 41, channels);
    byte[] noise = noise(shape.bytes());

    byte[] encoded = codec().encode(ByteBuffer.wrap(noise), shape, Encoding.PNG);

    ImageHeader header = codec().header(new ByteArrayInputStream(encoded));
    assertThat(header)
        .isEqualTo(
            new ImageHeader(
                FileFormat.PNG, 41, 23, channels == 1, channels == 4, false, 1, true, false));
    assertThat(decode(encoded, exact(shape))).isEqualTo(noise);
  }

  @ParameterizedTest
  @CsvSource({"TIFF, 1", "TIFF, 3", "TIFF, 4", "BMP, 1", "BMP, 3"})
  void other_lossless_formats_give_back_every_byte_and_carry_no_profile(
      FileFormat format, int channels) throws IOException {
    ImageShape shape = new ImageShape(23, 41, channels);
    byte[] noise = noise(shape.bytes());

    byte[] encoded = codec().encode(ByteBuffer.wrap(noise), shape, new Encoding(format, 90));

    assertThat(codec().header(new ByteArrayInputStream(encoded)))
        .isEqualTo(
            new ImageHeader(format, 41, 23, channels == 1, channels == 4, false, 1, true, false));
    assertThat(decode(encoded, exact(shape))).isEqualTo(noise);
  }

  @ParameterizedTest
  @CsvSource({"420, 3, 16", "444, 3, 8", "420, 1, 8", "444, 1, 8"})
  void the_colors_of_jpeg_are_stored_as_often_as_asked_for(
      int subsampling, int channels, int blockSide) throws IOException {
    ImageShape shape = new ImageShape(23, 41, channels);

    byte[] encoded =
        codec()
            .encode(
                ByteBuffer.wrap(noise(shape.bytes())),
                shape,
                new Encoding(FileFormat.JPEG, 90, subsampling));

    JpegFile file = JpegFile.parse(new EncodedInput(encoded));
    assertThat(file.unitWidth()).isEqualTo(blockSide);
    assertThat(file.unitHeight()).isEqualTo(blockSide);
    assertThat(decode(encoded, exact(shape))).hasSize(shape.bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void jpeg_keeps_its_promise_of_quality(int channels) throws IOException {
    ImageShape shape = new ImageShape(128, 128, channels);
    byte[] photo = decode(Fixture.bytes("photo.png"), exact(shape));

    byte[] good = codec().encode(ByteBuffer.wrap(photo), shape, new Encoding(FileFormat.JPEG, 95));
    byte[] small = codec().encode(ByteBuffer.wrap(photo), shape, new Encoding(FileFormat.JPEG, 30));

    assertThat(Psnr.of(decode(good, exact(shape)), photo)).isGreaterThan(34);
    assertThat(small.length).isLessThan(good.length / 2);
    assertThat(codec().header(new ByteArrayInputStream(good)).gray()).isEqualTo(channels == 1);
  }

  @Test
  void encoding_reads_from_the_position_of_a_direct_buffer() throws IOException {
    ImageShape shape = new ImageShape(5, 4, 3);
    byte[] noise = noise(shape.bytes());
    ByteBuffer buffer = ByteBuffer.allocateDirect(noise.length + 9).put(9, noise).position(9);

    byte[] encoded = codec().encode(buffer, shape, Encoding.PNG);

    assertThat(buffer.position()).isEqualTo(9);
    assertThat(decode(encoded, exact(shape))).isEqualTo(noise);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "BMP"})
  void jpeg_and_bmp_have_no_alpha(FileFormat format) {
    ImageShape rgba = new ImageShape(1, 1, 4);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec().encode(ByteBuffer.allocate(4), rgba, new Encoding(format, 90)))
        .withMessageContaining(format.name())
        .withMessageContaining("PNG");
  }

  @Test
  void the_result_is_the_same_in_any_thread() throws Exception {
    byte[] photo = Fixture.bytes("photo.png");
    Callable<byte[]> task =
        () -> {
          ImageShape shape = new ImageShape(75, 50, 3);
          byte[] pixels = decode(photo, fitted(50, 75, Fit.COVER));
          return codec().encode(ByteBuffer.wrap(pixels), shape, new Encoding(FileFormat.JPEG, 90));
        };
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      byte[] alone = task.call();
      for (Future<byte[]> result : threads.invokeAll(Collections.nCopies(64, task))) {
        assertThat(result.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gray-16.png, 16, 16, 1, 521",
    "rgb-16.png, 13, 11, 3, 7919",
    "rgba-16.png, 13, 11, 4, 7919"
  })
  void samples_of_16_bits_are_kept(String name, int width, int height, int channels, int step)
      throws IOException {
    ImageShape shape = new ImageShape(height, width, channels, 16);

    int[] samples = deep(decode(Fixture.bytes(name), exact(shape)));

    for (int i = 0; i < samples.length; i++) {
      assertThat(samples[i]).isEqualTo(i * step % 65536); // so the file was made
    }
  }

  @Test
  void a_tiff_of_16_bits_is_kept() throws IOException {
    int[] samples =
        deep(decode(Fixture.bytes("gray-16.tif"), exact(new ImageShape(29, 37, 1, 16))));

    for (int i = 0; i < samples.length; i++) {
      assertThat(samples[i]).isEqualTo((i % 37 * 7 + i / 37 * 3) % 256 * 200 + 7);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void more_bits_change_no_image(Fixture fixture) throws IOException {
    ImageShape shape = fixture.shape();
    ImageShape wide = new ImageShape(shape.height(), shape.width(), shape.channels(), 16);

    int[] samples = deep(decode(fixture.encoded(), exact(wide)));

    byte[] narrow = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      narrow[i] = (byte) Math.round(samples[i] / 257.0);
    }
    assertThat(farthest(narrow, fixture.pixels())).isLessThanOrEqualTo(fixture.tolerance() + 1);
  }

  @Test
  void resizing_keeps_16_bits() throws IOException {
    ImageShape shape = new ImageShape(64, 64, 3, 16);
    Rendering rendering = new Rendering(shape, Optional.of(Fit.STRETCH), RED);

    int[] samples = deep(decode(Fixture.bytes("photo.png"), rendering));

    byte[] narrow = new byte[samples.length];
    int between = 0;
    for (int i = 0; i < samples.length; i++) {
      narrow[i] = (byte) Math.round(samples[i] / 257.0);
      between += samples[i] % 257 == 0 ? 0 : 1;
    }
    assertThat(Psnr.of(narrow, Fixture.bytes("photo-stretch-64x64.raw"))).isGreaterThan(45);
    assertThat(between).isGreaterThan(samples.length / 2);
  }

  @Test
  void the_background_has_16_bits_too() throws IOException {
    ImageShape shape = new ImageShape(29, 60, 3, 16);
    Background background = new Background(1, 2, 255);
    Rendering rendering = new Rendering(shape, Optional.of(Fit.CONTAIN), background);

    int[] samples = deep(decode(Fixture.bytes("rgb.png"), rendering));

    assertThat(Arrays.copyOf(samples, 3)).containsExactly(257, 514, 65535);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void png_gives_back_every_sample_of_16_bits(int channels) throws IOException {
    ImageShape shape = new ImageShape(23, 41, channels, 16);
    byte[] noise = noise(shape.bytes());

    byte[] encoded = codec().encode(ByteBuffer.wrap(noise), shape, Encoding.PNG);

    assertThat(decode(encoded, exact(shape))).isEqualTo(noise);
    assertThat(encoded[24]).isEqualTo((byte) 16);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "WEBP", "TIFF", "BMP"})
  void other_formats_hold_no_16_bits(FileFormat format) {
    ImageShape shape = new ImageShape(1, 1, 3, 16);

    assertThatThrownBy(
            () -> codec().encode(ByteBuffer.allocate(6), shape, new Encoding(format, 90)))
        .hasMessageContaining("PNG");
  }

  private static int[] deep(byte[] samples) {
    int[] deep = new int[samples.length / 2];
    ByteBuffer buffer = ByteBuffer.wrap(samples).order(ByteOrder.nativeOrder());
    for (int i = 0; i < deep.length; i++) {
      deep[i] = Short.toUnsignedInt(buffer.getShort());
    }
    return deep;
  }

  private byte[] decode(byte[] encoded, Rendering rendering) throws ImageReadException {
    byte[] pixels = new byte[rendering.shape().bytes()];
    codec().decode(encoded, rendering, ByteBuffer.wrap(pixels));
    return pixels;
  }

  private static Rendering exact(ImageShape shape) {
    return new Rendering(shape, Optional.empty(), Background.BLACK);
  }

  private static Rendering fitted(int width, int height, Fit fit) {
    return new Rendering(new ImageShape(height, width, 3), Optional.of(fit), Background.BLACK);
  }

  private static byte[] noise(int count) {
    byte[] noise = new byte[count];
    for (int i = 0; i < count; i++) {
      noise[i] = (byte) ((i * 2654435761L) >>> 11);
    }
    return noise;
  }

  private static int farthest(byte[] a, byte[] b) {
    assertThat(a).hasSameSizeAs(b);
    int farthest = 0;
    for (int i = 0; i < a.length; i++) {
      farthest = Math.max(farthest, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
    }
    return farthest;
  }
}
