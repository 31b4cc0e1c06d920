package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of 16 bits a channel. */
class DepthTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({"1, auto", "1, opencv", "1, imageio", "3, auto", "3, imageio"})
  void samples_of_16_bits_are_mixed_and_written_as_they_are(int channels, String codec)
      throws IOException {
    ImagesAndLabels input = deepImages(6, channels);
    Path out = temp.resolve("out");

    Cutmix.Outcome outcome =
        Cutmix.augment(input, out, "--depth", 16, "--codec", codec, "--threads", 3);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    Oracle.exact(input, out, channels).check();
    for (JsonNode row : Oracle.rows(out)) {
      // Bytes 24 and 25 of a PNG are its depth and colour type: gray or RGB.
      byte[] image = Files.readAllBytes(out.resolve(row.get("file_name").asText()));
      assertThat(image[24]).isEqualTo((byte) 16);
      assertThat(image[25]).isEqualTo((byte) (channels == 1 ? 0 : 2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp"})
  void samples_of_8_bits_are_widened(String extension) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 3, extension, 8, 8, 3);

    Cutmix.augment(input, temp.resolve("8"), "--prob", 0, "--format", "png");
    Cutmix.augment(input, temp.resolve("16"), "--prob", 0, "--depth", 16);

    for (int i = 0; i < 3; i++) {
      String name = "images/%06d.png".formatted(i);
      int[][][] narrow = Oracle.read(temp.resolve("8").resolve(name), 3);
      int[][][] wide = Oracle.read(temp.resolve("16").resolve(name), 3);
      for (int y = 0; y < 8; y++) {
        for (int x = 0; x < 8; x++) {
          for (int c = 0; c < 3; c++) {
            assertThat(wide[y][x][c]).isEqualTo(narrow[y][x][c] * 257);
          }
        }
      }
    }
  }

  @Test
  void images_have_8_bits_by_default_and_the_depth_is_part_of_the_record() throws IOException {
    ImagesAndLabels input = deepImages(2, 1);
    Path out = temp.resolve("out");

    Cutmix.augment(input, out);

    assertThat(Files.readAllBytes(out.resolve("images/000000.png"))[24]).isEqualTo((byte) 8);
    assertThat(Cutmix.augment(input, out, "--depth", 16).err()).contains("--depth was 8 and is 16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void deep_images_are_not_copied_beside_those_of_8_bits(String format) throws IOException {
    String deep = "rgb-16." + (format.equals("png") ? "png" : "tif");
    ImagesAndLabels input = ImagesAndLabels.ofFixtures(temp, deep, deep);
    Path out = temp.resolve("out");

    Cutmix.augment(input, out, "--include-originals", "--format", format);

    for (JsonNode row : Oracle.rows(out)) {
      BufferedImage image = ImageIO.read(out.resolve(row.get("file_name").asText()).toFile());
      assertThat(image.getColorModel().getComponentSize(0)).isEqualTo(8);
    }
    Cutmix.Outcome verified = Cutmix.run("verify", out);
    assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
  }

  private ImagesAndLabels deepImages(int count, int channels) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, count);
    ColorSpace colours =
        ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    ComponentColorModel model =
        new ComponentColorModel(colours, false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
    Random random = new Random(7);
    for (int i = 0; i < count; i++) {
      WritableRaster samples = model.createCompatibleWritableRaster(11, 9);
      for (int at = 0; at < 11 * 9 * channels; at++) {
        samples.setSample(
            at / channels % 11, at / channels / 11, at % channels, random.nextInt(65536));
      }
      ImagesAndLabels.write(input.file(i), new BufferedImage(model, samples, false, null));
    }
    return input;
  }
}
