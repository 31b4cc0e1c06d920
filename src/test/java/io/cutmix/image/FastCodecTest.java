package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.image.imageio.ImageIoCodec;
import io.cutmix.image.opencv.OpenCv;
import io.cutmix.image.opencv.OpenCvReader;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.ImageSpec.Exif;
import io.cutmix.job.RunSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short ways do what the general one does, only faster. */
final class FastCodecTest extends ImageCodecContract {
  private static final ImageShape PHOTO = new ImageShape(128, 128, 3);

  private static final List<FileFormat> WRITTEN =
      List.of(FileFormat.PNG, FileFormat.TIFF, FileFormat.WEBP, FileFormat.JPEG, FileFormat.BMP);

  private final ImageCodec general = new ImageIoCodec(RunSpec.MAX_PIXELS, true, null);
  private final ImageCodec codec = Codecs.of(CodecChoice.OPENCV);

  @Override
  ImageCodec codec() {
    return codec;
  }

  @Test
  void opencv_runs_here() {
    assertThat(Codecs.load(CodecChoice.OPENCV)).isEmpty();
    assertThat(Codecs.load(CodecChoice.AUTO)).isEmpty();
    assertThat(Codecs.load(CodecChoice.IMAGEIO)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void pixels_are_those_of_imageio(Fixture fixture) throws IOException {
    byte[] fast = decode(codec, fixture.encoded(), fixture.shape());

    assertThat(fast).isEqualTo(decode(general, fixture.encoded(), fixture.shape()));
  }

  @ParameterizedTest
  @CsvSource({
    "orientation-6.jpg, 37, 29",
    "orientation-6.webp, 37, 29",
    "orientation-6-behind.png, 37, 29",
    "orientation-6.tif, 37, 29",
    "orientation-6-in-text.png, 48, 32"
  })
  void images_stay_as_they_are_stored_if_exif_is_ignored(String name, int width, int height)
      throws IOException {
    Orientation turn = Orientation.TO_TURN_RIGHT;
    byte[] file = Fixture.bytes(name);
    ImageShape shape = new ImageShape(height, width, 3);
    for (CodecChoice choice : CodecChoice.values()) {
      ImageCodec ignoring = Codecs.of(choice, Exif.IGNORE, Codecs.ImageLimits.DEFAULT);

      Pixels stored = new Pixels(width, height, 3, decode(ignoring, file, shape));

      assertThat(turn.upright(stored).samples())
          .isEqualTo(decode(codec, file, new ImageShape(width, height, 3)));
      ImageHeader header = ignoring.header(new ByteArrayInputStream(file));
      assertThat(header.width()).isEqualTo(width);
      assertThat(header.upright()).as("its bytes are no copy of its pixels").isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void jpegs_are_as_good_and_as_large_as_those_of_imageio(int channels) throws IOException {
    ImageShape shape = new ImageShape(128, 128, channels);
    byte[] photo = decode(general, Fixture.bytes("photo.png"), shape);

    byte[] fast = codec.encode(ByteBuffer.wrap(photo), shape, new Encoding(FileFormat.JPEG, 90));
    byte[] slow = general.encode(ByteBuffer.wrap(photo), shape, new Encoding(FileFormat.JPEG, 90));

    assertThat((double) fast.length / slow.length).isBetween(0.98, 1.02);
    assertThat(Psnr.of(decode(codec, fast, shape), decode(codec, slow, shape))).isGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void a_jpeg_is_decoded_straight_into_a_direct_buffer(int channels) throws IOException {
    byte[] photo = jpeg(photo(), opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 90);
    ImageShape shape = new ImageShape(128, 128, channels);
    ByteBuffer direct = ByteBuffer.allocateDirect(shape.bytes() + 9).position(5);

    codec.decode(photo, new Rendering(shape, Optional.empty(), Background.BLACK), direct);

    byte[] pixels = new byte[shape.bytes()];
    direct.get(5, pixels);
    assertThat(direct.position()).isEqualTo(5);
    assertThat(direct.getInt(5 + pixels.length)).isZero();
    assertThat(pixels).isEqualTo(decode(general, photo, shape));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void webp_is_as_good_as_its_quality(int channels) throws IOException {
    ImageShape shape = new ImageShape(128, 128, channels);
    byte[] photo = decode(general, Fixture.bytes("photo.png"), shape);

    byte[] good = codec.encode(ByteBuffer.wrap(photo), shape, new Encoding(FileFormat.WEBP, 95));
    byte[] small = codec.encode(ByteBuffer.wrap(photo), shape, new Encoding(FileFormat.WEBP, 20));

    assertThat(Psnr.of(decode(codec, good, shape), photo)).isGreaterThan(34);
    assertThat(small.length).isLessThan(good.length / 2);
    assertThat(FileFormat.of(good)).contains(FileFormat.WEBP);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void blue_may_come_first_between_decoding_and_encoding(Fixture fixture) throws IOException {
    ImageCodec own = new ImageIoCodec(RunSpec.MAX_PIXELS, true, OpenCv::loaded, true);
    ImageShape shape = fixture.shape();
    byte[] pixels = decode(codec, fixture.encoded(), shape);

    byte[] bgr = decode(own, fixture.encoded(), shape);

    assertThat(bgr).isEqualTo(shape.channels() == 3 ? swapped(pixels) : pixels);
    for (FileFormat format : WRITTEN.subList(0, shape.channels() == 4 ? 3 : 5)) {
      Encoding encoding = new Encoding(format, 90);
      assertThat(own.encode(ByteBuffer.wrap(bgr), shape, encoding))
          .as("%s", format)
          .isEqualTo(codec.encode(ByteBuffer.wrap(pixels), shape, encoding));
    }
  }

  private static byte[] swapped(byte[] pixels) {
    byte[] swapped = pixels.clone();
    for (int i = 0; i < pixels.length; i += 3) {
      swapped[i] = pixels[i + 2];
      swapped[i + 2] = pixels[i];
    }
    return swapped;
  }

  @Test
  void webp_keeps_alpha() throws IOException {
    ImageShape shape = new ImageShape(29, 37, 4);
    byte[] rgba = decode(general, Fixture.bytes("rgba.png"), shape);

    byte[] webp = codec.encode(ByteBuffer.wrap(rgba), shape, new Encoding(FileFormat.WEBP, 95));

    byte[] pixels = decode(codec, webp, shape);
    for (int i = 3; i < pixels.length; i += 4) {
      assertThat(pixels[i]).isEqualTo(rgba[i]);
    }
  }

  @Test
  void without_opencv_webp_is_refused() {
    ImageCodec codec = new ImageIoCodec(RunSpec.MAX_PIXELS, true, () -> false);
    Encoding webp = new Encoding(FileFormat.WEBP, 90);

    assertThatThrownBy(() -> codec.encode(ByteBuffer.allocate(3), new ImageShape(1, 1, 3), webp))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("WEBP is written by OpenCV");
  }

  /** With its end in place, so that only the pixels can tell. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8})
  void a_jpeg_that_lacks_a_part_is_refused(int restartInterval) {
    byte[] whole = jpeg(photo(), opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, restartInterval);
    int cut = whole.length / 2;
    byte[] parts = Arrays.copyOf(whole, whole.length - 300);
    System.arraycopy(whole, cut + 300, parts, cut, parts.length - cut);

    assertThatThrownBy(() -> decode(codec, parts, PHOTO)).isInstanceOf(ImageReadException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG"})
  void without_opencv_imageio_does_the_jpegs(FileFormat format) throws IOException {
    ImageCodec codec = new ImageIoCodec(RunSpec.MAX_PIXELS, true, () -> false);
    Encoding encoding = new Encoding(format, 90);
    byte[] photo = photo();

    byte[] encoded = codec.encode(ByteBuffer.wrap(photo), PHOTO, encoding);

    assertThat(decode(codec, encoded, PHOTO)).isEqualTo(decode(general, encoded, PHOTO));
    if (format == FileFormat.JPEG) {
      assertThat(encoded).isEqualTo(general.encode(ByteBuffer.wrap(photo), PHOTO, encoding));
    }
  }

  @ParameterizedTest
  @CsvSource({"srgb-profile, true", "red-green-profile, false"})
  void only_profiles_other_than_srgb_take_the_long_way(String name, boolean fast)
      throws IOException {
    ImageShape shape = new ImageShape(29, 37, 3);
    Rendering rendering = new Rendering(shape, Optional.empty(), Background.BLACK);
    ByteBuffer pixels = ByteBuffer.allocate(shape.bytes());

    assertThat(
            OpenCvReader.decodePng(Fixture.bytes(name + ".png"), rendering, 9999, false, pixels)
                .isPresent())
        .isEqualTo(fast);
    assertThat(
            OpenCvReader.decodeJpeg(
                    Fixture.bytes(name + ".jpg"), rendering, true, 9999, false, pixels)
                .isPresent())
        .isEqualTo(fast);
  }

  @Test
  void opencv_is_not_asked_for_to_read_headers_and_write_png() throws IOException {
    ImageCodec codec =
        new ImageIoCodec(
            RunSpec.MAX_PIXELS,
            true,
            () -> {
              throw new AssertionError("loaded");
            });
    byte[] photo = photo();

    byte[] png = codec.encode(ByteBuffer.wrap(photo), PHOTO, Encoding.PNG);

    assertThat(decode(general, png, PHOTO)).isEqualTo(photo);
    assertThat(codec.header(new ByteArrayInputStream(Fixture.bytes("baseline.jpg"))).format())
        .isEqualTo(FileFormat.JPEG);
  }

  private byte[] photo() {
    try {
      return decode(general, Fixture.bytes("photo.png"), PHOTO);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] jpeg(byte[] photo, int option, int value) {
    try (BytePointer pixels = new BytePointer(photo);
        Mat image = new Mat(128, 128, opencv_core.CV_8UC3, pixels);
        BytePointer encoded = new BytePointer();
        IntPointer options = new IntPointer(option, value)) {
      assertThat(opencv_imgcodecs.imencode(".jpg", image, encoded, options)).isTrue();
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  private static byte[] decode(ImageCodec codec, byte[] encoded, ImageShape shape)
      throws ImageReadException {
    byte[] pixels = new byte[shape.bytes()];
    codec.decode(
        encoded, new Rendering(shape, Optional.empty(), Background.BLACK), ByteBuffer.wrap(pixels));
    return pixels;
  }
}
