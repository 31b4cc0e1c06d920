package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.testing.Command;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What decoders make of broken images, in a process of its own, which could crash or hang. */
class BadImagesTest {
  private static final int SOME = 500;
  private static final int ALL = 6_000;

  private static final Pattern COUNTS =
      Pattern.compile("(\\d+) read, (\\d+) failed, 0 lost, 0 native bytes kept, (-?\\d+) MB grown");

  /** Names of classes, hashes of objects, and what Java says of its own errors. */
  private static final Pattern JAVAS =
      Pattern.compile(
          "class |\\w\\.[a-z]\\w*\\.[A-Z]|@[0-9a-f]{4}|Exception|[a-z]Error|null|by zero|cast|out of bounds"
              + "|\\(\\)|: $");

  @Test
  void each_number_is_an_image_of_its_own_and_always_the_same() {
    assertThat(BadImages.image(7)).isEqualTo(BadImages.image(7));
    assertThat(
            IntStream.range(0, SOME)
                .mapToObj(BadImages::image)
                .map(Arrays::hashCode)
                .distinct()
                .count())
        .isGreaterThan(SOME * 9 / 10);
  }

  @ParameterizedTest
  @EnumSource
  void each_ends_as_pixels_or_as_a_failure_with_a_reason(CodecChoice codec) {
    requireNoneLost(codec, ALL, ALL + SOME);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(names = {"OPENCV", "IMAGEIO"})
  void thousands_end_as_pixels_or_as_failures_with_reasons(CodecChoice codec) {
    requireNoneLost(codec, 0, ALL);
  }

  private static void requireNoneLost(CodecChoice codec, int from, int to) {
    Command command =
        Command.java("256m", BadImagesMain.class.getName(), codec, from, to)
            .patience(Duration.ofMinutes(10));
    Command.Result result = command.run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    List<String> lines = result.out().lines().toList();
    Matcher counts = COUNTS.matcher(lines.get(lines.size() - 1));
    assertThat(counts.matches()).as(counts.toString()).isTrue();
    assertThat(Integer.parseInt(counts.group(1))).isGreaterThan((to - from) / 10);
    assertThat(Integer.parseInt(counts.group(2))).isGreaterThan((to - from) / 10);
    assertThat(Integer.parseInt(counts.group(3))).as("megabytes of RSS").isLessThan(200);
    List<String> reasons = lines.subList(0, lines.size() - 1);
    assertThat(reasons).noneMatch(reason -> JAVAS.matcher(reason).find());
    assertThat(command.run().out().lines()).startsWith(reasons.toArray(String[]::new));
  }
}
