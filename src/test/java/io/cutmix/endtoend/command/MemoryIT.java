package io.cutmix.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.cli.message.ExitCode;
import io.cutmix.testing.Command;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Tool;
import io.cutmix.testing.Verified;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small heap, and the memory beside it. */
@Tag("long")
class MemoryIT {
  private static final int BATCH_SIZE = 8;
  private static final int SIZE = 192;
  private static final double IMAGE_MEGABYTES = 3 * SIZE * SIZE / 1e6;

  /** A file, its pixels twice, and a new file, for each of three images that are coded at once. */
  private static final double CODEC_MEGABYTES = 3 * 4 * IMAGE_MEGABYTES;

  private static final Pattern NATIVE =
      Pattern.compile("native memory for images: ([0-9.]+) MB at most, ([0-9.]+) MB still kept");

  @TempDir Path folder;
  private ImagesAndLabels input;

  @BeforeEach
  void some_images() throws IOException {
    input = ImagesAndLabels.make(folder.resolve("in"), 24, "jpg", SIZE, SIZE, 3);
  }

  /** One thread has a batch to mix, one to write and one to read. */
  @ParameterizedTest
  @ValueSource(strings = {"opencv", "imageio"})
  void native_memory_is_that_of_the_batches_in_flight_however_many_there_are(String codec) {
    for (int copies : new int[] {4, 100}) {
      Command.Result result =
          augment(
                  "--copies",
                  copies,
                  "--codec",
                  codec,
                  "--threads",
                  1,
                  "--batch-size",
                  BATCH_SIZE,
                  "--size",
                  SIZE,
                  "--overwrite",
                  "--verbose")
              .run();

      assertThat(result.exit()).as(result.err()).isZero();
      Verified.folder(folder.resolve("out"));
      Matcher shown = NATIVE.matcher(result.err());
      assertThat(shown.find()).as(result.err()).isTrue();
      assertThat(Double.parseDouble(shown.group(1)))
          .as("%d copies", copies)
          .isBetween(
              BATCH_SIZE * IMAGE_MEGABYTES, 3 * BATCH_SIZE * IMAGE_MEGABYTES + CODEC_MEGABYTES);
      assertThat(Double.parseDouble(shown.group(2))).isLessThan(CODEC_MEGABYTES);
    }
  }

  /** 121 million pixels, which ImageIO holds at once. */
  @Test
  void an_image_that_does_not_fit_is_a_failure_and_the_others_are_mixed() throws IOException {
    ImageIO.write(
        new BufferedImage(11_000, 11_000, BufferedImage.TYPE_BYTE_BINARY),
        "png",
        input.images().resolve("large.png").toFile());
    Files.writeString(input.labels(), "large.png,a\n", StandardOpenOption.APPEND);

    Command.Result stopped = augment("--size", SIZE).run();
    assertThat(stopped.exit()).isEqualTo(ExitCode.INPUT_OUTPUT);
    assertThat(stopped.err())
        .contains("large.png: needs more memory than there is")
        .doesNotContain("\tat ");

    Command.Result skipped = augment("--size", SIZE, "--on-error", "skip", "--overwrite").run();
    assertThat(skipped.exit()).as(skipped.err()).isEqualTo(ExitCode.SKIPPED);
    assertThat(skipped.err()).contains("/large.png: skipped: needs more memory than there is");
    assertThat(skipped.out() + skipped.err()).contains("24 images (24 mixed, 1 skipped)");
  }

  private Command augment(Object... more) {
    return Tool.augment(input, folder.resolve("out"), more).with("CUTMIX_JAVA_OPTS", "-Xmx256m");
  }
}
