package io.cutmix.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.image.Encoding;
import io.cutmix.image.Fixture;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.image.imageio.ImageIoCodec;
import io.cutmix.image.opencv.OpenCvReader;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.job.RunSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way for PNG. */
final class PngCodecTest {
  private static final ImageShape PHOTO = new ImageShape(128, 128, 3);

  /** Whatever Java, system and processor these tests run on. */
  @ParameterizedTest
  @CsvSource({"1, 4153334941", "3, 839421234", "4, 906339214"})
  void an_image_is_the_same_bytes_everywhere(int channels, long sum) throws IOException {
    ImageShape shape = new ImageShape(128, 128, channels);

    CRC32 found = new CRC32();
    found.update(PngWriter.encode(ByteBuffer.wrap(photo(shape)), shape));

    assertThat(found.getValue()).isEqualTo(sum);
  }

  @Test
  void a_photo_is_smaller_than_by_imageio() throws IOException {
    byte[] photo = photo(PHOTO);

    byte[] ours = PngWriter.encode(ByteBuffer.wrap(photo), PHOTO);
    byte[] theirs =
        new ImageIoCodec(RunSpec.MAX_PIXELS, true, null)
            .encode(ByteBuffer.wrap(photo), PHOTO, Encoding.PNG);

    assertThat(ours.length).isLessThan(theirs.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void rows_of_every_filter_are_read(int filter) throws IOException {
    for (int channels : new int[] {1, 3, 4}) {
      ImageShape shape = new ImageShape(128, 128, channels);
      byte[] photo = photo(shape);
      byte[] encoded = encoded(filtered(photo, shape, filter), shape, 1000);

      assertThat(read(encoded, shape))
          .hasValueSatisfying(pixels -> assertThat(pixels).isEqualTo(photo));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100_000})
  void the_data_may_be_cut_into_chunks_anyhow(int chunk) throws IOException {
    byte[] photo = photo(PHOTO);

    assertThat(read(encoded(filtered(photo, PHOTO, 4), PHOTO, chunk), PHOTO))
        .hasValueSatisfying(pixels -> assertThat(pixels).isEqualTo(photo));
  }

  @Test
  void images_of_more_rows_than_are_read_at_a_time_are_whole() throws IOException {
    ImageShape shape = new ImageShape(3000, 50, 3);
    byte[] pixels = new byte[shape.bytes()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((i * i) >> 7);
    }

    assertThat(read(PngWriter.encode(ByteBuffer.wrap(pixels), shape), shape))
        .hasValueSatisfying(read -> assertThat(read).isEqualTo(pixels));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "palette-4.png",
        "gray-16.png",
        "gray-alpha-8.png",
        "interlaced.png",
        "rgb-transparent.png",
        "gray-transparent.png",
        "orientation-6.png"
      })
  void other_kinds_are_left_to_imageio(String name) throws IOException {
    assertThat(isPlain(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "rgba.png", "gray-8.png", "odd-chunks.png"})
  void plain_ones_are_not(String name) throws IOException {
    assertThat(isPlain(name)).isTrue();
  }

  private static boolean isPlain(String name) throws IOException {
    ImageShape shape = new ImageShape(20, 20, 3);
    Rendering rendering = new Rendering(shape, Optional.of(Fit.COVER), Background.BLACK);
    ByteBuffer pixels = ByteBuffer.allocate(shape.bytes());
    return OpenCvReader.decodePng(Fixture.bytes(name), rendering, Integer.MAX_VALUE, false, pixels)
        .isPresent();
  }

  @Test
  void an_unknown_filter_and_rows_too_few_are_left_to_imageio() throws IOException {
    ImageShape shape = new ImageShape(2, 2, 1);

    assertThat(read(encoded(new byte[] {0, 1, 2, 0, 3, 4}, shape, 99), shape))
        .hasValueSatisfying(pixels -> assertThat(pixels).containsExactly(1, 2, 3, 4));
    assertThat(read(encoded(new byte[] {0, 1, 2, 5, 3, 4}, shape, 99), shape)).isEmpty();
    assertThat(read(encoded(new byte[] {0, 1, 2, 0, 3}, shape, 99), shape)).isEmpty();
  }

  private static byte[] photo(ImageShape shape) throws IOException {
    return pixels(
        new ImageIoCodec(RunSpec.MAX_PIXELS, true, null), Fixture.bytes("photo.png"), shape);
  }

  private static byte[] pixels(ImageCodec codec, byte[] encoded, ImageShape shape)
      throws IOException {
    byte[] pixels = new byte[shape.bytes()];
    codec.decode(encoded, stored(shape), ByteBuffer.wrap(pixels));
    return pixels;
  }

  /** By the short way alone. */
  private static Optional<byte[]> read(byte[] encoded, ImageShape shape) throws IOException {
    byte[] pixels = new byte[shape.bytes()];
    return OpenCvReader.decodePng(
            encoded, stored(shape), Integer.MAX_VALUE, false, ByteBuffer.wrap(pixels))
        .map(decoded -> pixels);
  }

  private static Rendering stored(ImageShape shape) {
    return new Rendering(shape, Optional.empty(), Background.BLACK);
  }

  /** As the specification's formulas say it. */
  private static byte[] filtered(byte[] pixels, ImageShape shape, int filter) {
    int length = shape.width() * shape.channels();
    ByteBuffer rows = ByteBuffer.allocate((1 + length) * shape.height());
    for (int i = 0; i < pixels.length; i++) {
      if (i % length == 0) {
        rows.put((byte) filter);
      }
      boolean first = i % length < shape.channels();
      int left = first ? 0 : pixels[i - shape.channels()] & 0xff;
      int up = i < length ? 0 : pixels[i - length] & 0xff;
      int corner = first || i < length ? 0 : pixels[i - length - shape.channels()] & 0xff;
      int[] predicted = {0, left, up, (left + up) / 2, paeth(left, up, corner)};
      rows.put((byte) (pixels[i] - predicted[filter]));
    }
    return rows.array();
  }

  /** The wording of ISO/IEC 15948, 9.4. */
  static int paeth(int left, int up, int corner) {
    int near = left + up - corner;
    int byLeft = Math.abs(near - left);
    int byUp = Math.abs(near - up);
    int byCorner = Math.abs(near - corner);
    if (byLeft <= byUp && byLeft <= byCorner) {
      return left;
    }
    return byUp <= byCorner ? up : corner;
  }

  private static byte[] encoded(byte[] rows, ImageShape shape, int chunk) {
    Deflater deflater = new Deflater();
    deflater.setInput(rows);
    deflater.finish();
    byte[] data = new byte[rows.length + 100];
    int length = deflater.deflate(data);
    deflater.end();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});
    byte[] colors = {0, 0, 0, 2, 6};
    ByteBuffer header = ByteBuffer.allocate(13).putInt(shape.width()).putInt(shape.height());
    file.writeBytes(chunk("IHDR", header.put((byte) 8).put(colors[shape.channels()]).array()));
    for (int at = 0; at < length; at += chunk) {
      file.writeBytes(chunk("IDAT", Arrays.copyOfRange(data, at, Math.min(at + chunk, length))));
    }
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) sum.getValue())
        .array();
  }
}
