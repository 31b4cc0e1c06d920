package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks are mixed as their images are. */
class MasksTest {
  private static final IndexColorModel CLASSES =
      new IndexColorModel(8, 256, gradient(1), gradient(3), gradient(7));

  @TempDir private Path temp;
  private Path masks = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void folders() throws IOException {
    masks = Files.createDirectory(temp.resolve("annotations"));
    out = temp.resolve("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "sample"})
  void a_mask_gets_the_box_of_its_partners_mask(String scope) throws IOException {
    ImagesAndLabels input = images(8, "jpg", 7, 9);

    assertThat(augment(input, "--box-scope", scope, "--threads", 3).exit()).isZero();

    for (JsonNode row : Oracle.rows(out)) {
      int[][][] own = Oracle.read(mask(row.get("source").asText()), 3);
      int[][][] partner = Oracle.read(mask(row.get("partner").asText()), 3);
      int[][][] mixed = Oracle.read(written(row), 3);
      JsonNode box = row.get("bbox");
      for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 9; x++) {
          boolean inside =
              x >= box.get(0).asInt()
                  && x < box.get(2).asInt()
                  && y >= box.get(1).asInt()
                  && y < box.get(3).asInt();
          assertThat(mixed[y][x]).isEqualTo(inside ? partner[y][x] : own[y][x]);
        }
      }
    }
  }

  @Test
  void a_mask_that_is_passed_on_keeps_its_bytes() throws IOException {
    ImagesAndLabels input = images(4, "png", 7, 9);

    augment(input, "--prob", 0);

    for (JsonNode row : Oracle.rows(out)) {
      assertThat(written(row)).hasSameBinaryContentAs(mask(row.get("source").asText()));
    }
  }

  @Test
  void a_mask_takes_the_size_of_its_image() throws IOException {
    ImagesAndLabels input = images(2, "png", 6, 9);

    augment(input, "--prob", 0, "--size", "2x3", "--fit", "stretch");

    for (JsonNode row : Oracle.rows(out)) {
      int[][][] stored = Oracle.read(mask(row.get("source").asText()), 3);
      int[][][] scaled = Oracle.read(written(row), 3);
      assertThat(scaled).hasNumberOfRows(2);
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 3; x++) {
          assertThat(scaled[y][x]).isEqualTo(stored[3 * y + 1][3 * x + 1]);
        }
      }
    }
  }

  @Test
  void bars_get_the_class_that_is_asked_for_and_verify_knows_it() throws IOException {
    ImagesAndLabels input = images(4, "png", 6, 9);
    String[] fill = {"--size", "12x9", "--fit", "contain", "--mask-fill", "255", "--prob", "0"};

    Cutmix.Outcome outcome = augment(input, (Object[]) fill);
    Cutmix.Outcome other = augment(input, "--size", "12x9", "--fit", "contain", "--prob", "0");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(other.err()).contains("--mask-fill was", "and is not given");
    for (JsonNode row : Oracle.rows(out)) {
      int[][][] stored = Oracle.read(mask(row.get("source").asText()), 3);
      int[][][] scaled = Oracle.read(written(row), 3);
      for (int y = 0; y < 12; y++) {
        int[] expected = {255, 253, 249}; // the color of class 255
        for (int x = 0; x < 9; x++) {
          assertThat(scaled[y][x]).isEqualTo(y < 3 || y >= 9 ? expected : stored[y - 3][x]);
        }
      }
    }
    assertThat(Cutmix.run("verify", out).exit()).isZero();
    Path run = out.resolve("run.json");
    Files.writeString(run, Files.readString(run).replaceAll("(\"mask-fill\" *: *)255", "$17"));
    assertThat(Cutmix.call(List.of("verify", out.toString())).exit()).isEqualTo(3);
  }

  @Test
  void a_missing_mask_ends_the_run_or_leaves_a_gap() throws IOException {
    ImagesAndLabels input = images(4, "png", 5, 7);
    Files.delete(mask(input.names().get(2)));

    Cutmix.Outcome failed = augment(input);
    Cutmix.Outcome skipped = augment(input, "--on-error", "skip", "--overwrite");

    assertThat(failed.exit()).isEqualTo(3);
    assertThat(failed.err()).contains("p0002.png: its mask", "p0002.png is missing", "fix it");
    assertThat(skipped.exit()).isEqualTo(5);
    assertThat(skipped.err()).contains("/p0002.png: skipped: its mask");
    assertThat(count(out.resolve("masks"))).isEqualTo(3).isEqualTo(count(out.resolve("images")));
  }

  @Test
  void a_mask_of_another_size_is_refused_with_both_sizes() throws IOException {
    ImagesAndLabels input = images(3, "png", 5, 7);
    ImagesAndLabels.write(mask(input.names().get(1)), indices(1, 7, 5));

    Cutmix.Outcome outcome = augment(input);

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("p0001.png", "is 5x7 (width x height)", "image is 7x5");
  }

  @Test
  void all_masks_that_do_not_fit_are_named_before_any_is_mixed() throws IOException {
    ImagesAndLabels input = images(30, "png", 5, 7);
    for (int i = 0; i < 30; i++) {
      Path mask = mask(input.names().get(i));
      switch (i % 3) {
        case 0 -> Files.delete(mask);
        case 1 -> Files.writeString(mask, "no mask");
        default -> ImagesAndLabels.write(mask, ImagesAndLabels.image(i, 5, 7, 3));
      }
    }

    Cutmix.Outcome outcome = augment(input, "--size", "5x7", "--channels", "rgb");
    Cutmix.Outcome json = augment(input, "--json");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("p0000.png: its mask", "p0000.png is missing")
        .contains("p0001.png is no PNG", "p0002.png has several channels")
        .contains("p0009.png", "… and 20 more")
        .doesNotContain("p0010.png");
    assertThat(json.out()).contains("p0029.png has several channels");
    assertThat(out).doesNotExist();
  }

  @Test
  void boxes_and_masks_that_do_not_fit_are_named_together() throws IOException {
    ImagesAndLabels input = images(12, "png", 5, 7);
    for (String name : input.names()) {
      Files.delete(mask(name));
    }
    Path coco = temp.resolve("coco.json");
    Files.writeString(coco, "{\"images\": [], \"annotations\": []}");

    Cutmix.Outcome outcome = augment(input, "--coco", coco);

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("p0009.png: no image of --coco has this path as its file_name")
        .contains("p0009.png: its mask")
        .doesNotContain("p0010.png");
    assertThat(outcome.err().split("… and 2 more", -1)).hasSize(3);
    assertThat(out).doesNotExist();
  }

  @Test
  void a_mask_has_the_size_of_the_upright_image() throws IOException {
    ImagesAndLabels input =
        ImagesAndLabels.ofFixtures(temp, "orientation-6.jpg", "orientation-8.jpg");
    for (String name : input.names()) {
      ImagesAndLabels.write(mask(name), indices(5, 37, 29));
    }

    assertThat(augment(input).exit()).isZero();
    assertThat(count(out.resolve("masks"))).isEqualTo(2);
  }

  @Test
  void masks_of_an_earlier_run_are_removed_by_overwrite_and_told_apart_otherwise()
      throws IOException {
    ImagesAndLabels input = images(3, "png", 5, 7);
    augment(input);
    Files.writeString(out.resolve("masks/mine.txt"), "not of this tool");

    Cutmix.Outcome without = Cutmix.augment(input, out);
    Cutmix.Outcome anew = Cutmix.augment(input, out, "--overwrite");

    assertThat(without.exit()).isEqualTo(3);
    assertThat(without.err()).contains("--masks was", "and is not given");
    assertThat(anew.exit()).isZero();
    assertThat(count(out.resolve("masks"))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--layout sharded", "--layout tree", "--name-pattern {index}-{source}"})
  void masks_lie_where_their_images_do_and_are_removed_with_them(String names) throws IOException {
    ImagesAndLabels input = images(4, "png", 5, 7);

    assertThat(augment(input, (Object[]) names.split(" ")).exit()).isZero();
    for (JsonNode row : Oracle.rows(out)) {
      assertThat(written(row)).isRegularFile();
    }

    assertThat(Cutmix.augment(input, out, "--overwrite").exit()).isZero();
    assertThat(out.resolve("masks")).doesNotExist();
  }

  private Cutmix.Outcome augment(ImagesAndLabels input, Object... more) {
    return Cutmix.augment(
        input, out, Stream.concat(Stream.of("--masks", masks), Stream.of(more)).toArray());
  }

  private ImagesAndLabels images(int count, String extension, int height, int width)
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, count, extension, height, width, 3);
    for (int i = 0; i < count; i++) {
      ImagesAndLabels.write(mask(input.names().get(i)), indices(i, height, width));
    }
    return input;
  }

  private Path mask(String photo) {
    return masks.resolve(photo.replaceFirst("\\.\\w+$", ".png"));
  }

  private Path written(JsonNode row) {
    String image = row.get("file_name").asText();
    return out.resolve(image.replace("images/", "masks/").replaceFirst("\\.\\w+$", ".png"));
  }

  private static BufferedImage indices(int seed, int height, int width) {
    BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, CLASSES);
    Random random = new Random(seed);
    DataBuffer numbers = mask.getRaster().getDataBuffer();
    for (int i = 0; i < numbers.getSize(); i++) {
      numbers.setElem(i, random.nextInt(256));
    }
    return mask;
  }

  private static byte[] gradient(int step) {
    byte[] levels = new byte[256];
    for (int i = 0; i < 256; i++) {
      levels[i] = (byte) (i * step);
    }
    return levels;
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  /** Of one that became of another size since, as of a palette PNG with few colors. */
  @Test
  void a_mask_that_has_another_size_since_the_run_is_a_difference() throws IOException {
    ImagesAndLabels input = images(4, "png", 6, 8);
    assertThat(augment(input).exit()).isZero();
    ImagesAndLabels.write(mask(input.names().get(2)), indices(2, 7, 8));

    Cutmix.Outcome verified = Cutmix.run(List.of("verify", out));

    assertThat(verified.exit()).as(verified.err()).isEqualTo(3);
    assertThat(verified.out()).contains("size of the masks of its sources", "8x6", "8x7");
  }
}
