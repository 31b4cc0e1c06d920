package io.cutmix.endtoend.input;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.Main;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.image.BadImages;
import io.cutmix.testing.Command;
import io.cutmix.testing.Cutmix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of damaged images, in a process of its own, whose native code prints as well. */
class DamageTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void two_whole_images() throws IOException {
    images = Files.createDirectories(folder.resolve("images"));
    copy("/io/cutmix/image/rgb.jpg", "cat/1.jpg");
    copy("/io/cutmix/image/rgb.jpg", "dog/2.jpg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "imageio"})
  void images_that_would_cost_or_hide_much_are_skipped_by_name(String codec) throws IOException {
    for (String name : new String[] {"cut-progressive", "2000-scans", "127-megapixels"}) {
      copy("damage/" + name + ".jpg", "cat/" + name + ".jpg");
    }

    Command.Result result = augment("--on-error", "skip", "--codec", codec, "--image-timeout", 5);

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.SKIPPED);
    assertThat(warnings(result))
        .containsExactlyInAnyOrder(
            images
                + "/cat/cut-progressive.jpg: skipped: damaged JPEG: Corrupt JPEG data: premature end"
                + " of data segment",
            images
                + "/cat/2000-scans.jpg: skipped: has more than 100 scans, which no encoder writes;"
                + " remove it, or save it again with an image editor",
            images
                + "/cat/127-megapixels.jpg: skipped: truncated JPEG: the data ends before the image"
                + " does");
  }

  /** Each pixel of these would take three bytes, more than the heap has. */
  @Test
  void memory_is_taken_only_for_pixels_that_the_file_can_hold() throws IOException {
    byte[] bmp = new byte[60];
    ByteBuffer.wrap(bmp)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(0, (short) 0x4d42)
        .putInt(10, 54)
        .putInt(14, 40)
        .putInt(18, 11_000)
        .putInt(22, 11_000)
        .putInt(26, 24 << 16 | 1);
    byte[] tga = new byte[100];
    ByteBuffer.wrap(tga)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(2, (byte) 10)
        .putInt(12, 11_000 << 16 | 11_000)
        .put(16, (byte) 24);
    Files.write(images.resolve("cat/a.bmp"), bmp);
    Files.write(images.resolve("cat/b.tga"), tga);
    Files.writeString(images.resolve("cat/c.ppm"), "P6 11000 11000 255\n.........");
    Files.write(images.resolve("cat/d.png"), png(8, 2));
    Files.write(images.resolve("cat/e.png"), png(16, 6));

    Command.Result result = augment("--on-error", "skip", "--channels", "rgb");

    String ends = ": skipped: truncated %s: the data ends before the image does";
    assertThat(warnings(result))
        .containsExactlyInAnyOrder(
            images + "/cat/a.bmp" + ends.formatted("BMP"),
            images + "/cat/b.tga" + ends.formatted("TGA"),
            images + "/cat/c.ppm" + ends.formatted("PNM"),
            images + "/cat/d.png" + ends.formatted("PNG"),
            images
                + "/cat/e.png: skipped: declares 11000 x 11000 pixels, more than the limit of"
                + " 64000000 of 8 bytes each; if that is true, raise --max-pixels or scale it down"
                + " first");
  }

  /** Of a compressed file nobody knows how many pixels its bytes hold. */
  @Test
  void what_the_memory_can_never_hold_is_refused_before_it_is_full() throws IOException {
    ByteBuffer tiff = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    int[][] tags = {
      {256, 1, 11_000},
      {257, 1, 11_000},
      {258, 3, 150},
      {259, 1, 8},
      {262, 1, 2},
      {273, 1, 160},
      {277, 1, 3},
      {278, 1, 11_000},
      {279, 1, 40}
    };
    tiff.putInt(0x002a4949).putInt(8).putShort((short) tags.length);
    for (int[] tag : tags) {
      tiff.putShort((short) tag[0]).putShort((short) 3).putInt(tag[1]).putInt(tag[2]);
    }
    tiff.putShort(150, (short) 8).putShort(152, (short) 8).putShort(154, (short) 8);
    Files.write(images.resolve("cat/a.tif"), tiff.array());

    Command.Result result = augment("--on-error", "skip", "--channels", "rgb");

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.SKIPPED);
    assertThat(warnings(result))
        .containsExactly(
            images
                + "/cat/a.tif: skipped: needs more memory than there is; if it is sound, use fewer"
                + " --threads or give Java more by CUTMIX_JAVA_OPTS=-Xmx4g");
  }

  private static byte[] png(int depth, int colors) {
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 20 + 12);
    png.putLong(0x89504e470d0a1a0aL).putInt(13).put("IHDR".getBytes(US_ASCII));
    png.putInt(11_000).putInt(11_000).put((byte) depth).put((byte) colors).position(33);
    png.putInt(8).put("IDAT".getBytes(US_ASCII)).putLong(0x789c030000000001L).putInt(0);
    png.putInt(0).put("IEND".getBytes(US_ASCII));
    return BadImages.withChecksums(png.array());
  }

  @Test
  void baseline_images_that_are_cut_off_anywhere_are_found_by_what_libjpeg_says()
      throws IOException {
    byte[] whole = Files.readAllBytes(images.resolve("cat/1.jpg"));
    int cuts = 40;
    for (int cut = 1; cut <= cuts; cut++) {
      byte[] ended = Arrays.copyOf(whole, whole.length - 2 - cut);
      ended[ended.length - 2] = (byte) 0xff;
      ended[ended.length - 1] = (byte) 0xd9;
      Files.write(images.resolve("cat/cut-%02d.jpg".formatted(cut)), ended);
    }

    Command.Result result = augment("--on-error", "skip", "--codec", "opencv", "--verbose");

    assertThat(warnings(result)).hasSize(cuts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "imageio"})
  void an_image_with_stray_bytes_is_used_and_named_once(String codec) throws IOException {
    copy("damage/stray-bytes.jpg", "cat/between.jpg");
    byte[] whole = Files.readAllBytes(images.resolve("cat/1.jpg"));
    byte[] behind = Arrays.copyOf(whole, whole.length + 4);
    behind[whole.length + 2] = (byte) 0xff;
    behind[whole.length + 3] = (byte) 0xd9;
    behind[whole.length - 2] = 7;
    Files.write(images.resolve("dog/behind.jpg"), behind);

    Command.Result result = augment("--codec", codec, "--copies", 3, "--report");

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.DONE);
    String between = "5 stray bytes between its segments";
    String data = "stray bytes between its data and the marker behind";
    assertThat(warnings(result))
        .containsExactlyInAnyOrder(
            images + "/cat/between.jpg: damaged but readable: " + between,
            images + "/dog/behind.jpg: damaged but readable: " + data);
    JsonNode run = JSON.readTree(folder.resolve("out/run.json").toFile());
    assertThat(run.required("failures")).isEmpty();
    assertThat(run.required("counts").required("images").asInt()).isEqualTo(12);
    assertThat(run.required("damaged"))
        .extracting(one -> one.required("source").asText() + ": " + one.required("reason").asText())
        .containsExactlyInAnyOrder("cat/between.jpg: " + between, "dog/behind.jpg: " + data);
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("<tr><td class=\"name\">cat/between.jpg</td><td>" + between + "</td></tr>");
  }

  @Test
  void inspect_names_it() throws IOException {
    copy("damage/stray-bytes.jpg", "cat/between.jpg");
    String name = "cat/between.jpg: 5 stray bytes between its segments";

    Cutmix.Outcome text = Cutmix.run("inspect", "--images", images);
    Cutmix.Outcome json = Cutmix.run("inspect", "--images", images, "--json");

    assertThat(text.exit()).isZero();
    assertThat(text.out()).contains("  1 image is damaged but readable\n    " + name + "\n");
    JsonNode damaged = JSON.readTree(json.out()).required("problems").required("damaged");
    assertThat(damaged.toString()).isEqualTo("{\"count\":1,\"first\":[\"" + name + "\"]}");
  }

  @Test
  void inspect_shows_the_sizes_that_the_images_have_with_or_without_their_orientation()
      throws IOException {
    copy("/io/cutmix/image/orientation-6.jpg", "cat/turned.jpg");

    Cutmix.Outcome upright = Cutmix.run("inspect", "--images", images);
    Cutmix.Outcome stored = Cutmix.run("inspect", "--images", images, "--exif", "ignore");

    assertThat(upright.out()).contains("29x37");
    assertThat(stored.out()).doesNotContain("29x37");
  }

  @Test
  void every_line_of_a_log_is_json_whatever_native_code_prints() throws IOException {
    for (int number = 0; number < 200; number++) {
      Files.write(images.resolve("cat/bad-%03d.jpg".formatted(number)), BadImages.image(number));
    }

    Command.Result result = augment("--on-error", "skip", "--verbose");

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.SKIPPED);
    assertThat(warnings(result)).hasSizeGreaterThan(50);
  }

  /** By a Java that ends at once if it runs out of memory. */
  private Command.Result augment(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("-XX:+ExitOnOutOfMemoryError", Main.class.getName(), "augment"));
    words.addAll(List.of("--images", images, "--size", 32, "--out"));
    words.addAll(List.of(folder.resolve("out"), "--log-format", "json"));
    words.addAll(List.of(more));
    return Command.java("256m", words.toArray()).run();
  }

  private void copy(String resource, String name) throws IOException {
    Files.createDirectories(images.resolve(name).getParent());
    try (InputStream in = DamageTest.class.getResourceAsStream(resource)) {
      Files.copy(in, images.resolve(name));
    }
  }

  /** Fails if any line isn't JSON. */
  private static List<String> warnings(Command.Result result) throws IOException {
    List<String> warnings = new ArrayList<>();
    for (String line : result.err().lines().toList()) {
      JsonNode record = JSON.readTree(line);
      if (record.required("level").asText().equals("warning")) {
        warnings.add(record.required("message").asText());
      }
    }
    return warnings;
  }
}
