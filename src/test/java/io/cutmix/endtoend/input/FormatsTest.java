package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sizes, channels and file formats come in and go out. */
class FormatsTest {
  @TempDir private Path temp;

  @Test
  void auto_keeps_jpeg_and_png_and_turns_the_rest_into_png() throws IOException {
    ImagesAndLabels input = mixedFormats();
    Path out = temp.resolve("out");

    assertThat(Cutmix.augment(input, out).exit()).isZero();

    for (JsonNode row : Oracle.rows(out)) {
      String name = row.get("file_name").asText();
      assertThat(name).endsWith(row.get("source").asText().endsWith(".jpg") ? ".jpg" : ".png");
      assertThat(isJpeg(out.resolve(name))).isEqualTo(name.endsWith(".jpg"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "png,.png",
    "PNG,.png",
    "jpeg,.jpg",
    "jpg,.jpg",
    "webp,.webp",
    "tiff,.tif",
    "bmp,.bmp"
  })
  void a_format_holds_for_every_image(String format, String extension) throws IOException {
    ImagesAndLabels input = mixedFormats();
    Path out = temp.resolve("out");

    assertThat(Cutmix.augment(input, out, "--format", format).exit()).isZero();

    for (JsonNode row : Oracle.rows(out)) {
      String name = row.get("file_name").asText();
      assertThat(name).endsWith(extension);
      assertThat(isJpeg(out.resolve(name))).isEqualTo(extension.equals(".jpg"));
    }
  }

  @ParameterizedTest
  @CsvSource({"tiff,1", "tiff,3", "tiff,4", "bmp,1", "bmp,3"})
  void lossless_formats_keep_every_pixel(String format, int channels) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6, "png", 9, 11, channels);
    Path out = temp.resolve("out");
    String wanted = channels == 1 ? "gray" : channels == 3 ? "rgb" : "rgba";

    assertThat(Cutmix.augment(input, out, "--format", format, "--channels", wanted).exit())
        .isZero();

    Oracle.exact(input, out, channels).check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"webp", "tiff", "bmp"})
  void every_format_has_the_same_bytes_for_any_number_of_threads(String format) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 20, "png", 30, 40, 3);

    Cutmix.augment(input, temp.resolve("one"), "--format", format, "--threads", 1);
    Cutmix.augment(input, temp.resolve("four"), "--format", format, "--threads", 4);

    assertThat(FolderBytes.of(temp.resolve("four/images")))
        .isEqualTo(FolderBytes.of(temp.resolve("one/images")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"webp", "tiff", "bmp"})
  void images_of_every_format_are_removed_by_overwrite(String format) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    Path out = temp.resolve("out");

    Cutmix.augment(input, out, "--format", format);
    assertThat(Cutmix.augment(input, out, "--format", "png", "--overwrite").exit()).isZero();

    try (Stream<Path> images = Files.list(out.resolve("images"))) {
      assertThat(images).hasSize(4).allMatch(image -> image.toString().endsWith(".png"));
    }
  }

  @Test
  void of_several_frames_only_the_first_is_passed_on() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.ofFixtures(temp, "lossless.webp", "animated.webp");
    Path out = temp.resolve("out");

    Cutmix.augment(input, out, "--format", "webp", "--prob", 0);

    for (JsonNode row : Oracle.rows(out)) {
      byte[] image = Files.readAllBytes(out.resolve(row.get("file_name").asText()));
      Path source = input.images().resolve(row.get("source").asText());
      if (source.toString().endsWith("lossless.webp")) {
        assertThat(source).hasBinaryContent(image);
      } else {
        assertThat(new String(image, StandardCharsets.ISO_8859_1)).doesNotContain("ANIM");
      }
    }
  }

  @Test
  void all_colours_take_more_room_and_are_part_of_the_record() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4, "jpg", 64, 64, 3);

    Cutmix.augment(input, temp.resolve("some"));
    Cutmix.augment(input, temp.resolve("all"), "--subsampling", 444);

    assertThat(bytes(temp.resolve("all"))).isGreaterThan(bytes(temp.resolve("some")) * 5 / 4);
    assertThat(Cutmix.augment(input, temp.resolve("some"), "--subsampling", 444).err())
        .contains("--subsampling was 420 and is 444");
  }

  @Test
  void codecs_agree_within_what_jpeg_leaves_open_and_are_told_apart_in_the_record()
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6, "jpg", 32, 48, 3);

    Cutmix.augment(input, temp.resolve("opencv"), "--codec", "opencv", "--format", "png");
    Cutmix.augment(input, temp.resolve("imageio"), "--codec", "imageio", "--format", "png");

    for (int i = 0; i < 6; i++) {
      String name = "images/%06d.png".formatted(i);
      int[][][] one = Oracle.read(temp.resolve("opencv").resolve(name), 3);
      int[][][] other = Oracle.read(temp.resolve("imageio").resolve(name), 3);
      for (int y = 0; y < 32; y++) {
        for (int x = 0; x < 48; x++) {
          for (int c = 0; c < 3; c++) {
            assertThat(one[y][x][c]).isCloseTo(other[y][x][c], within(2));
          }
        }
      }
    }
    Cutmix.Outcome changed =
        Cutmix.augment(input, temp.resolve("opencv"), "--codec", "imageio", "--format", "png");
    assertThat(changed.exit()).isEqualTo(3);
    assertThat(changed.err()).contains("--codec was opencv and is imageio");
  }

  @Test
  void less_quality_makes_smaller_files() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4, "jpg", 64, 64, 3);

    Cutmix.augment(input, temp.resolve("95"));
    Cutmix.augment(input, temp.resolve("20"), "--quality", 20);

    assertThat(bytes(temp.resolve("20"))).isLessThan(bytes(temp.resolve("95")) / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cover", "contain", "stretch", ""})
  void images_of_all_sizes_come_to_one(String fit) throws IOException {
    ImagesAndLabels input = mixedSizes();
    Path out = temp.resolve("out");
    Object[] options =
        fit.isEmpty()
            ? new Object[] {"--size", "6x9"}
            : new Object[] {"--size", "6x9", "--fit", fit};

    Cutmix.Outcome outcome = Cutmix.augment(input, out, options);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    for (JsonNode row : Oracle.rows(out)) {
      int[][][] image = Oracle.read(out.resolve(row.get("file_name").asText()), 3);
      assertThat(image).hasNumberOfRows(6);
      assertThat(image[0]).hasNumberOfRows(9);
    }
  }

  @Test
  void each_fit_gives_other_pixels() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4, "png", 20, 10, 3);
    Set<Object> results = new TreeSet<>();

    for (String fit : List.of("cover", "contain", "stretch")) {
      Path out = temp.resolve(fit);
      Cutmix.augment(input, out, "--size", 8, "--fit", fit);
      results.add(FolderBytes.of(out.resolve("images")).toString());
    }
    Cutmix.augment(input, temp.resolve("default"), "--size", 8);

    assertThat(results).hasSize(3);
    assertThat(FolderBytes.of(temp.resolve("default")))
        .isEqualTo(FolderBytes.of(temp.resolve("cover")));
  }

  @Test
  void the_background_fills_the_bars_of_contain() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 2, "png", 20, 10, 3);
    Path out = temp.resolve("out");

    Cutmix.augment(
        input, out, "--size", 20, "--fit", "contain", "--background", "#ff8001", "--prob", 0);

    int[][][] image = Oracle.read(out.resolve("images/000000.png"), 3);
    assertThat(image[10][0]).containsExactly(255, 128, 1);
    assertThat(image[19][19]).containsExactly(255, 128, 1);
  }

  @Test
  void several_sizes_without_a_size_are_refused_with_the_remedy() throws IOException {
    ImagesAndLabels input = mixedSizes();
    Path out = temp.resolve("out");

    Cutmix.Outcome outcome = Cutmix.augment(input, out);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("3 sizes", "height x width", "5x7: 4", "8x6: 2", "4x4: 1", "--size 16");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"auto,1", "gray,1", "rgb,3", "rgba,4"})
  void channels_are_those_asked_for(String wanted, int channels) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 3, "png", 8, 8, 1);
    Path out = temp.resolve("out");

    assertThat(Cutmix.augment(input, out, "--channels", wanted).exit()).isZero();

    // Byte 25 of a PNG is its colour type.
    byte[] image = Files.readAllBytes(out.resolve("images/000000.png"));
    assertThat(image[25]).isEqualTo((byte) (channels == 1 ? 0 : channels == 3 ? 2 : 6));
  }

  @Test
  void one_coloured_image_makes_all_of_them_coloured() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 3, "png", 8, 8, 1);
    ImagesAndLabels.write(input.file(1), ImagesAndLabels.image(1, 8, 8, 3));
    Path out = temp.resolve("out");

    assertThat(Cutmix.augment(input, out).exit()).isZero();

    Oracle.exact(input, out, 3).check();
  }

  private ImagesAndLabels mixedFormats() throws IOException {
    ImagesAndLabels all = ImagesAndLabels.make(temp, 9, "png", 8, 8, 3);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      String extension = List.of(".png", ".jpg", ".gif").get(i % 3);
      String name = all.names().get(i).replace(".png", extension);
      Files.delete(all.file(i));
      ImagesAndLabels.write(all.images().resolve(name), ImagesAndLabels.image(i, 8, 8, 3));
      names.add(name);
    }
    ImagesAndLabels mixed = new ImagesAndLabels(temp, names);
    mixed.writeLabels(names);
    return mixed;
  }

  private ImagesAndLabels mixedSizes() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 7);
    ImagesAndLabels.write(input.file(2), ImagesAndLabels.image(2, 8, 6, 3));
    ImagesAndLabels.write(input.file(4), ImagesAndLabels.image(4, 8, 6, 3));
    ImagesAndLabels.write(input.file(5), ImagesAndLabels.image(5, 4, 4, 3));
    return input;
  }

  private static boolean isJpeg(Path image) throws IOException {
    byte[] bytes = Files.readAllBytes(image);
    return (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8;
  }

  private static long bytes(Path out) throws IOException {
    try (Stream<Path> images = Files.list(out.resolve("images"))) {
      return images.mapToLong(image -> image.toFile().length()).sum();
    }
  }
}
