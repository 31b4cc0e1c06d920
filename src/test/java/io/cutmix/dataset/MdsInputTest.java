package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.job.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shards that MosaicML Streaming's own writer made: {@code mds/make.py}. */
class MdsInputTest {
  private static final long[] PIXELS = {
    302040629L, 642076953L, 1422658685L, 679033604L, 3269091121L
  };

  @TempDir private Path temp;

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(MdsInputTest.class.getResourceAsStream("mds/" + name))) {
      return stream.readAllBytes();
    }
  }

  private Dataset read(byte[] shard) throws IOException {
    Path file = Files.write(temp.resolve("shard.00000.mds"), shard);
    return new ShardSource(List.of(file), Optional.empty(), LabelRules.of(ClassList.found()))
        .read(LabeledFiles.IS_IMAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "int, 0 1 2, 0 0 1",
    "str, a b c, 0 0 1",
    "soft, 0 1 2, 0.25 0.75 0",
    "u8, 0 1 2, 0 0 1",
    "json, a b, 1 1"
  })
  void images_and_labels_are_those_that_were_put_in(String name, String classes, String third)
      throws IOException {
    Dataset dataset = read(resource(name + ".mds"));

    assertThat(dataset.labels().classes()).containsExactly(classes.split(" ", -1));
    assertThat(dataset.size()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      assertThat(dataset.name(i)).isEqualTo("shard.00000.mds/00000" + i);
      assertThat(pixels(dataset.read(i))).isEqualTo(PIXELS[i]);
      assertThat(pixels(dataset.open(i).readAllBytes())).isEqualTo(PIXELS[i]);
    }
    assertThat(dataset.labels().row(2))
        .containsExactly(
            Arrays.stream(third.split(" ", -1)).mapToDouble(Double::parseDouble).toArray());
  }

  private static long pixels(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    CRC32 crc = new CRC32();
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      crc.update(new byte[] {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb});
    }
    return crc.getValue();
  }

  @ParameterizedTest
  @CsvSource({
    "pil, 'no column holds images as jpeg, png or bytes (encodings: pil, int)'",
    "dyn, labels as ndarray are not supported"
  })
  void what_is_encoded_otherwise_is_refused_with_the_encoding(String name, String problem) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(resource(name + ".mds")))
        .withMessageContaining("shard.00000.mds: " + problem);
  }

  @Test
  void shards_whose_labels_are_in_other_columns_are_no_one_data_set() throws IOException {
    List<Path> files =
        List.of(
            Files.write(temp.resolve("0.mds"), resource("int.mds")),
            Files.write(temp.resolve("1.mds"), resource("soft.mds")));
    ShardSource source = new ShardSource(files, Optional.empty(), LabelRules.of(ClassList.found()));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> source.read(LabeledFiles.IS_IMAGE))
        .withMessageStartingWith(
            "%s: the columns of images and labels are image, soft_label, and in the files before"
                + " image, label; ",
            files.get(1));
  }

  @Test
  void a_shard_that_was_cut_short_or_has_flipped_bits_is_read_or_refused_with_its_name()
      throws IOException {
    byte[] whole = resource("int.mds");
    for (int length = 0; length < whole.length; length += 7) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> read(part))
          .withMessageContaining("shard.00000.mds: truncated, damaged, or no shard");
    }
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      try {
        read(flipped);
      } catch (ProblemException e) {
        assertThat(e).hasMessageContaining("shard.00000.mds");
      }
    }
  }
}
