package io.cutmix.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cutmix.image.BadImages;
import io.cutmix.testing.Command;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever bytes a reader is given, it reads them or says what is wrong with them. What a fuzzer
 * found once is among the resources.
 */
class FuzzedReadersTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);

  @ParameterizedTest
  @EnumSource
  void inputs_that_were_found_and_broken_ones_end_as_they_may(FuzzTarget target, @TempDir Path temp)
      throws IOException {
    FuzzFolder folder = new FuzzFolder(temp);
    List<Path> inputs = inputs(target);
    for (Path input : inputs) {
      byte[] bytes = Files.readAllBytes(input);
      assertThatCode(() -> target.tryOut(folder, bytes)).as("%s", input).doesNotThrowAnyException();
      for (int number = 0; number < 1 + target.changes() / inputs.size(); number++) {
        byte[] broken = BadImages.broken(bytes, number);
        assertThatCode(() -> target.tryOut(folder, broken))
            .as("%s, change %d", input, number)
            .doesNotThrowAnyException();
      }
    }
  }

  /** By Jazzer, which looks for inputs that reach code that no other did. */
  @Tag("long")
  @EnabledIfSystemProperty(named = "fuzz.seconds", matches = "[1-9][0-9]*")
  @ParameterizedTest
  @EnumSource
  void a_fuzzer_finds_nothing(FuzzTarget target, @TempDir Path folder) {
    Path corpus = folder.resolve("corpus");
    Command.Result result =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzzed.class.getName(),
                "--target_args=" + target + " " + folder,
                "--instrumentation_includes=io.cutmix.**:org.apache.commons.csv.**"
                    + ":com.fasterxml.jackson.core.**:com.twelvemonkeys.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-seed=7",
                "-max_total_time=" + SECONDS,
                "-max_len=8192",
                "-timeout=60",
                "-rss_limit_mb=4096",
                mkdir(corpus),
                folderOf(target))
            .patience(Duration.ofSeconds(SECONDS).plusMinutes(5))
            .run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).contains("Done ");
  }

  private static List<Path> inputs(FuzzTarget target) throws IOException {
    try (Stream<Path> files = Files.list(folderOf(target))) {
      return files
          .filter(Files::isRegularFile)
          .filter(FuzzedReadersTest::isShort)
          .sorted()
          .toList();
    }
  }

  private static boolean isShort(Path file) {
    return file.toFile().length() < 20_000;
  }

  private static Path folderOf(FuzzTarget target) {
    String folder = target.resources();
    try {
      return Path.of(
          Objects.requireNonNull(FuzzedReadersTest.class.getResource(folder), folder).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Path mkdir(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
