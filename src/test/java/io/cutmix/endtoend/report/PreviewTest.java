package io.cutmix.endtoend.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.image.Codecs;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A preview shows what augment makes, and reads little for it. */
class PreviewTest {
  private static final int WIDTH = 140;
  private static final int HEIGHT = 100;

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--batch-size=4 --box-scope=sample",
        "--copies=3 --include-originals --pairing=permutation --prob=0.5",
        "--bbox=3,5,60,90 --seed=9 --uniform",
        "--format=jpeg --quality=60 --labels-format=csv --layout=tree",
        "--output-format=webdataset --shard-size=8 --on-error=skip"
      })
  void mixed_images_are_those_of_augment_pixel_by_pixel(String options) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 20, "png", HEIGHT, WIDTH, 3);

    BufferedImage sheet = sheet(input, options.split(" "));

    assertThat(shown(sheet, made(input, options.split(" ")))).isEqualTo(4);
  }

  @Test
  void partners_that_cant_be_read_are_replaced_as_augment_does() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 12, "png", HEIGHT, WIDTH, 3);
    for (int broken : new int[] {1, 4, 5, 7}) {
      Files.write(input.file(broken), new byte[40]);
    }
    String[] options = {"--on-error=skip", "--size=100x140", "--channels=rgb"};

    BufferedImage sheet =
        sheet(input, "--on-error=skip", "--size=100x140", "--channels=rgb", "--count=8");

    assertThat(shown(sheet, made(input, options))).isEqualTo(8);
  }

  @Test
  void a_damaged_image_that_isnt_shown_is_never_read() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 60, "png", 8, 8, 3);
    Path sheet = temp.resolve("sheet.png");
    Object[] call = call(input, sheet, "--count=1", "--size=8", "--channels=rgb");
    assertThat(Cutmix.run(call).exit()).isZero();
    byte[] before = Files.readAllBytes(sheet);
    int needed = 0;
    for (String name : input.names()) {
      Path file = input.images().resolve(name);
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, new byte[whole.length]);
      if (Cutmix.run(call).exit() != 0) {
        needed++;
        Files.write(file, whole);
      }
    }

    assertThat(needed).isEqualTo(2);
    assertThat(sheet).hasBinaryContent(before);
  }

  @Test
  void the_path_is_printed_and_a_folders_name_becomes_that_of_an_image() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 5);
    Files.createDirectories(temp.resolve("mixed"));

    Cutmix.Outcome outcome = Cutmix.run(call(input, temp.resolve("mixed")));

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).isEqualTo(temp.resolve("mixed.png") + "\n");
    assertThat(ImageIO.read(temp.resolve("mixed.png").toFile())).isNotNull();
  }

  @Test
  void names_of_any_kind_fit_on_the_sheet() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    List<String> lines = new ArrayList<>(List.of("file,label"));
    for (String name : input.names()) {
      lines.add(name + ",\"" + "<script>\u202e\u0007猫 ж".repeat(20) + "\"");
    }
    Files.write(input.labels(), lines);

    Cutmix.Outcome outcome = Cutmix.run(call(input, temp.resolve("sheet.png")));

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(ImageIO.read(temp.resolve("sheet.png").toFile()).getWidth()).isLessThan(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--count=0", "--count=101", "--alpha=0", "--bbox=0,0,99,99"})
  void wrong_options_are_wrong_usage(String option) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 5);

    Cutmix.Outcome outcome = Cutmix.run(call(input, temp.resolve("sheet.png"), option));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(option.substring(2, option.indexOf('=')));
    assertThat(temp.resolve("sheet.png")).doesNotExist();
  }

  @Test
  void a_sheet_among_the_images_is_refused() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 5);

    Cutmix.Outcome outcome = Cutmix.run(call(input, input.file(0)));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("lies in --images");
  }

  @Test
  void where_no_terminal_shows_images_inline_says_which_do() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 5);

    Cutmix.Outcome outcome = Cutmix.run(call(input, temp.resolve("sheet.png"), "--inline"));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("kitty", "iTerm2", "WezTerm").doesNotContain("\033");
  }

  private static Object[] call(ImagesAndLabels input, Path out, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("preview", "--images", input.images(), "--labels", input.labels()));
    words.addAll(List.of("--out", out));
    words.addAll(List.of(more));
    return words.toArray();
  }

  /** The sheet of a call, which must succeed. */
  private BufferedImage sheet(ImagesAndLabels input, String... options) throws IOException {
    Path sheet = temp.resolve("sheet.png");
    Cutmix.Outcome outcome = Cutmix.run(call(input, sheet, (Object[]) options));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return ImageIO.read(sheet.toFile());
  }

  /** The pixels of what augment makes of the same options, each image once. */
  private List<int[]> made(ImagesAndLabels input, String... options) throws IOException {
    Path out = temp.resolve("out");
    Cutmix.Outcome outcome = Cutmix.augment(input, out, (Object[]) options);
    assertThat(outcome.exit()).as(outcome.err()).isIn(0, 5);
    Map<Integer, int[]> made = new HashMap<>();
    for (byte[] file : files(out)) {
      byte[] rgb = new byte[3 * WIDTH * HEIGHT];
      Rendering asItIs =
          new Rendering(new ImageShape(HEIGHT, WIDTH, 3), Optional.empty(), Background.BLACK);
      Codecs.of(CodecChoice.AUTO).decode(file, asItIs, ByteBuffer.wrap(rgb));
      made.putIfAbsent(Arrays.hashCode(rgb), pixels(rgb));
    }
    return List.copyOf(made.values());
  }

  private static int[] pixels(byte[] rgb) {
    return IntStream.range(0, rgb.length / 3)
        .map(i -> (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | (rgb[3 * i + 2] & 255))
        .toArray();
  }

  private static List<byte[]> files(Path out) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(out)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".tar")) {
          try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
              if (!entry.getName().endsWith(".json")) {
                files.add(tar.readAllBytes());
              }
            }
          }
        } else if (file.startsWith(out.resolve("images"))) {
          files.add(Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  /** How many of the images are on the sheet, in the column of mixed ones or that of bases. */
  private static long shown(BufferedImage sheet, List<int[]> input) {
    return input.stream().filter(image -> isOn(sheet, image)).count();
  }

  private static boolean isOn(BufferedImage sheet, int[] image) {
    for (int top = 0; top + HEIGHT <= sheet.getHeight(); top++) {
      for (int left : new int[] {24, 592}) {
        if (isAt(sheet, left, top, image)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAt(BufferedImage sheet, int left, int top, int[] image) {
    for (int i = 0; i < image.length; i++) {
      if ((sheet.getRGB(left + i % WIDTH, top + i / WIDTH) & 0xffffff) != image[i]) {
        return false;
      }
    }
    return true;
  }
}
