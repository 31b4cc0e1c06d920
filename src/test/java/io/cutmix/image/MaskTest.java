package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.Fit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskTest {
  private static final byte[] NO_PALETTE = {};

  /** So the files were made. */
  @ParameterizedTest
  @CsvSource({
    "gray-1.png, 1, 2",
    "gray-2.png, 1, 4",
    "gray-4.png, 1, 16",
    "gray-1-clear.png, 1, 2",
    "gray-2-clear.png, 1, 4",
    "gray-4-clear.png, 1, 16",
    "palette-4.png, 3, 16"
  })
  void class_numbers_are_those_that_are_stored(String name, int step, int classes)
      throws ImageReadException {
    Mask mask = Mask.read(Fixture.bytes(name));

    requireClasses(mask, (x, y) -> (x * step + y) % classes);
  }

  @Test
  void class_numbers_have_up_to_16_bits() throws ImageReadException {
    requireClasses(Mask.read(Fixture.bytes("gray-16.png")), (x, y) -> (y * 16 + x) * 521 % 65536);
    requireClasses(Mask.read(Fixture.bytes("gray-8.png")), (x, y) -> y * 16 + x);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gray-1.png",
        "gray-2.png",
        "gray-4.png",
        "gray-8.png",
        "gray-16.png",
        "palette-4.png",
        "palette-transparent.png",
        "gray-palette.png"
      })
  void writing_keeps_numbers_palette_and_depth(String name) throws IOException {
    byte[] file = Fixture.bytes(name);
    Mask mask = Mask.read(file);

    byte[] written = mask.encode();

    // Bytes 16 to 25 of a PNG are its sides, depth and kind.
    assertThat(Arrays.copyOfRange(written, 16, 26)).isEqualTo(Arrays.copyOfRange(file, 16, 26));
    Mask again = Mask.read(written);
    requireClasses(again, mask::at);
    assertThat(again.palette()).isEqualTo(mask.palette());
    assertThat(again.transparency()).isEqualTo(mask.transparency());
    assertThat(ImageIO.read(new ByteArrayInputStream(written)).getRGB(3, 2))
        .isEqualTo(ImageIO.read(new ByteArrayInputStream(file)).getRGB(3, 2));
  }

  @ParameterizedTest
  @CsvSource({"rgb.png, several channels", "baseline.jpg, no PNG", "gray-alpha-8.png, several"})
  void what_is_no_mask_is_refused(String name, String reason) {
    assertThatThrownBy(() -> Mask.read(Fixture.bytes(name)))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void a_mask_of_another_size_is_refused_by_its_header() {
    byte[] claims = Fixture.bytes("palette-4.png");
    ByteBuffer.wrap(claims).putInt(16, 50_000).putInt(20, 50_000);
    byte[] huge = BadImages.withChecksums(claims);

    ImageHeader image = new ImageHeader(FileFormat.PNG, 37, 29, true, false, false, 1, true, false);
    assertThatThrownBy(() -> Mask.read(huge, image))
        .isInstanceOf(ImageReadException.class)
        .hasMessage("is 50000x50000 (width x height), but the image is 37x29");
  }

  @ParameterizedTest
  @CsvSource({
    "6, true, '; its EXIF orientation turns it; if the masks were drawn on the unturned image,"
        + " use --exif ignore'",
    "6, false, '; its EXIF orientation is ignored; if the masks were drawn on the turned image,"
        + " run without --exif ignore'",
    "1, true, ''",
    "1, false, ''"
  })
  void the_orientation_is_named_if_it_explains_another_size(
      int orientation, boolean turned, String remedy) {
    ImageHeader image =
        new ImageHeader(FileFormat.JPEG, 5, 19, true, false, false, orientation, turned, false);

    assertThatThrownBy(() -> Mask.read(Fixture.bytes("gray-4.png"), image))
        .hasMessage("is 19x5 (width x height), but the image is 5x19" + remedy);
  }

  @Test
  void a_truncated_mask_is_refused() {
    byte[] file = Fixture.bytes("palette-4.png");
    for (int length = 0; length < file.length; length += 3) {
      byte[] part = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> Mask.read(part)).isInstanceOf(ImageReadException.class);
    }
  }

  @Test
  void a_box_is_that_of_the_partner_and_the_rest_its_own() {
    Mask own = mask(6, 5, 8, NO_PALETTE, (x, y) -> 10 * y + x);
    Mask partner = mask(6, 5, 8, NO_PALETTE, (x, y) -> 100 + 10 * y + x);

    Mask mixed = own.withBox(partner, 2, 1, 5, 4);

    requireClasses(mixed, (x, y) -> (x >= 2 && x < 5 && y >= 1 && y < 4 ? 100 : 0) + 10 * y + x);
    requireClasses(own, (x, y) -> 10 * y + x);
  }

  @Test
  void the_palette_is_its_own_with_the_further_colors_of_the_partner() {
    Mask own = mask(2, 1, 1, new byte[] {1, 2, 3, 4, 5, 6}, (x, y) -> x);
    Mask partner = mask(2, 1, 2, new byte[] {7, 7, 7, 8, 8, 8, 9, 9, 9}, (x, y) -> x + 1);

    Mask mixed = own.withBox(partner, 1, 0, 2, 1);

    assertThat(mixed.palette()).containsExactly(1, 2, 3, 4, 5, 6, 9, 9, 9);
    assertThat(mixed.depth()).isEqualTo(2);
    requireClasses(mixed, (x, y) -> x == 0 ? 0 : 2);
  }

  @Test
  void without_two_palettes_there_is_none_and_the_depth_holds_both() {
    Mask own = mask(2, 1, 4, new byte[48], (x, y) -> 15);
    Mask partner = mask(2, 1, 16, NO_PALETTE, (x, y) -> 60000);

    Mask mixed = own.withBox(partner, 1, 0, 2, 1);

    assertThat(mixed.palette()).isEmpty();
    assertThat(mixed.depth()).isEqualTo(16);
    requireClasses(mixed, (x, y) -> x == 0 ? 15 : 60000);
  }

  @ParameterizedTest
  @CsvSource({"STRETCH, 3, 2", "STRETCH, 20, 9", "COVER, 4, 4", "COVER, 9, 2", "CONTAIN, 6, 8"})
  void scaling_takes_the_nearest_where_the_image_is_scaled(Fit fit, int width, int height) {
    Mask mask = mask(8, 5, 8, NO_PALETTE, (x, y) -> 1 + 10 * y + x);
    Rendering rendering =
        new Rendering(new ImageShape(height, width, 3), Optional.of(fit), Background.BLACK);
    double across = fit == Fit.STRETCH ? width / 8.0 : scale(fit, width, height);
    double down = fit == Fit.STRETCH ? height / 5.0 : scale(fit, width, height);

    Mask scaled = mask.rendered(rendering, 0);

    requireClasses(
        scaled,
        (x, y) -> {
          int column = (int) Math.floor(4 + (x + 0.5 - width / 2.0) / across);
          int row = (int) Math.floor(2.5 + (y + 0.5 - height / 2.0) / down);
          boolean bar = column < 0 || column >= 8 || row < 0 || row >= 5;
          return bar ? 0 : 1 + 10 * row + column;
        });
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 2, 2", "2, 4, 4", "4, 255, 8", "8, 255, 8", "16, 255, 16", "1, 0, 1"})
  void bars_have_the_class_that_is_asked_for_and_bits_for_it(int depth, int fill, int expected) {
    Mask mask = mask(4, 2, depth, NO_PALETTE, (x, y) -> x & 1);

    Mask scaled = mask.rendered(contained(4, 6), fill);

    assertThat(scaled.depth()).isEqualTo(expected);
    assertThat(scaled.palette()).isEmpty();
    requireClasses(scaled, (x, y) -> y < 2 || y >= 4 ? fill : x & 1);
  }

  @Test
  void the_class_of_bars_has_a_color_and_the_others_keep_theirs() throws IOException {
    byte[] colors = {1, 2, 3, 4, 5, 6};
    Mask mask = mask(4, 2, 1, colors, (x, y) -> x & 1);

    Mask scaled = mask.rendered(contained(4, 6), 200);
    Mask without = mask.rendered(contained(8, 4), 200);

    assertThat(scaled.palette()).hasSize(3 * 201).startsWith(colors).endsWith(0, 0, 0);
    assertThat(Mask.read(scaled.encode()).at(0, 0)).isEqualTo(200);
    assertThat(without.palette()).isEqualTo(colors);
    assertThat(without.depth()).isEqualTo(1);
  }

  private static Rendering contained(int width, int height) {
    return new Rendering(
        new ImageShape(height, width, 3), Optional.of(Fit.CONTAIN), Background.BLACK);
  }

  private static double scale(Fit fit, int width, int height) {
    return fit == Fit.COVER
        ? Math.max(width / 8.0, height / 5.0)
        : Math.min(width / 8.0, height / 5.0);
  }

  private static Mask mask(
      int width, int height, int depth, byte[] palette, IntBinaryOperator classes) {
    char[] numbers = new char[width * height];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (char) classes.applyAsInt(i % width, i / width);
    }
    return new Mask(width, height, depth, palette, new byte[0], numbers);
  }

  private static void requireClasses(Mask mask, IntBinaryOperator expected) {
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        assertThat(mask.at(x, y)).as("%d, %d", x, y).isEqualTo(expected.applyAsInt(x, y));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 4", "4, 2", "2, 2"})
  void the_longer_of_two_palettes_is_kept_behind_the_own_one(int own, int other) {
    byte[] colors = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    byte[] others = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32};
    Mask base = palette(Arrays.copyOf(colors, 3 * own));
    Mask partner = palette(Arrays.copyOf(others, 3 * other));

    byte[] mixed = base.withBox(partner, 0, 0, 1, 1).palette();

    byte[] expected = Arrays.copyOf(others, 3 * Math.max(own, other));
    System.arraycopy(colors, 0, expected, 0, 3 * own);
    assertThat(mixed).isEqualTo(expected);
  }

  private static Mask palette(byte[] colors) {
    return new Mask(1, 1, 2, colors, NO_PALETTE, new char[1]);
  }
}
