package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.cli.message.ExitCode;
import io.cutmix.image.BadImages;
import io.cutmix.testing.Cutmix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an image may cost. */
class ImageLimitsTest {
  @TempDir Path folder;
  private Path images;
  private Path out;

  @BeforeEach
  void two_sound_images() throws IOException {
    images = folder.resolve("images");
    out = folder.resolve("out");
    for (String name : new String[] {"cat/1.png", "dog/2.png"}) {
      write(name, png(32, 32, new byte[33 * 32]));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "opencv", "imageio"})
  void a_tiny_file_that_claims_to_be_huge_is_named_and_left_out(String codec) throws IOException {
    write("cat/3.png", png(50_000, 50_000, new byte[100]));

    Cutmix.Outcome outcome = augment("--on-error", "skip", "--codec", codec);

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.SKIPPED);
    assertThat(outcome.err())
        .contains(
            "cat/3.png: skipped: declares 50000 x 50000 pixels, more than the limit of 128000000;"
                + " if that is true, raise --max-pixels or scale it down first");
  }

  @Test
  void it_is_found_with_or_without_a_look_at_all_headers() throws IOException {
    write("cat/3.png", png(50_000, 50_000, new byte[100]));

    assertThat(augment("--channels", "rgb").err()).contains("cat/3.png: declares 50000 x 50000");
    assertThat(augment("--channels", "auto").err()).contains("cat/3.png: declares 50000 x 50000");
  }

  @Test
  void the_limit_is_that_of_the_option() {
    Cutmix.Outcome outcome = augment("--max-pixels", 1023);

    assertThat(outcome.exit()).isEqualTo(ExitCode.INPUT_OUTPUT);
    assertThat(outcome.err()).contains("cat/1.png: declares 32 x 32 pixels", "limit of 1023;");
    assertThat(augment("--max-pixels", 1024).exit()).isZero();
  }

  @Test
  void render_has_the_same_limit() {
    Path recipes = folder.resolve("recipes");
    assertThat(Cutmix.run("augment", "--images", images, "--recipes-only", "--out", recipes).exit())
        .isZero();

    Cutmix.Outcome outcome =
        Cutmix.run(
            "render",
            recipes.resolve("recipes.jsonl"),
            "--images",
            images,
            "--out",
            out,
            "--max-pixels",
            1023);

    assertThat(outcome.exit()).isEqualTo(ExitCode.INPUT_OUTPUT);
    assertThat(outcome.err()).contains(".png: declares 32 x 32 pixels", "limit of 1023;");
  }

  @ParameterizedTest
  @CsvSource({
    "--max-pixels, 0, --max-pixels must be at least 1",
    "--image-timeout, 0, --image-timeout must be at least 1 second",
    "--max-pixels, many, whole number"
  })
  void a_limit_that_lets_nothing_through_is_refused(String option, String value, String message) {
    Cutmix.Outcome outcome = augment(option, value);

    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains(message);
  }

  /** The same limits hold for hundreds of broken images; no other image suffers. */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "imageio"})
  void broken_images_leave_gaps_and_are_named(String codec) throws IOException {
    int broken = 150;
    for (int number = 0; number < broken; number++) {
      write("bad/%03d.jpg".formatted(number), BadImages.image(number));
    }

    Cutmix.Outcome outcome =
        augment("--on-error", "skip", "--codec", codec, "--verbose", "--max-pixels", 1_000_000);

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.SKIPPED);
    String labels = Files.readString(out.resolve("labels.json"));
    for (int number = 0; number < broken; number++) {
      String name = "bad/%03d.jpg".formatted(number);
      assertThat(labels.contains("\"source\":\"" + name + "\""))
          .as(name)
          .isNotEqualTo(outcome.err().contains(name + ": skipped: "));
    }
    assertThat(labels).contains("cat/1.png", "dog/2.png");
    assertThat(outcome.err()).doesNotContain("\tat ");
  }

  private Cutmix.Outcome augment(Object... more) {
    Object[] words = {"augment", "--images", images, "--size", 32, "--out", out, "--overwrite"};
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Cutmix.run(all);
  }

  private void write(String name, byte[] file) throws IOException {
    Path path = images.resolve(name);
    Files.createDirectories(path.getParent());
    Files.write(path, file);
  }

  /** A gray PNG that declares that size, whatever its rows are. */
  private static byte[] png(int width, int height, byte[] rows) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    chunk(png, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array());
    byte[] data = new byte[rows.length + 100];
    Deflater deflater = new Deflater();
    deflater.setInput(rows);
    deflater.finish();
    int length = deflater.deflate(data);
    deflater.end();
    chunk(png, "IDAT", Arrays.copyOf(data, length));
    chunk(png, "IEND", new byte[0]);
    return BadImages.withChecksums(png.toByteArray());
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
    png.writeBytes(data);
    png.writeBytes(new byte[4]);
  }
}
