package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** ND4J frees an array's memory when the collector finds the array, even while it is being read. */
class SmallHeapTest {

  @Test
  void results_are_right_while_the_collector_runs_all_the_time() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      long expected = 0;
      for (int batch = 0; batch < SmallHeapMain.BATCHES; batch++) {
        expected += SmallHeapMain.checksum(batch, mixedNaively(batch));
      }
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualToIgnoringNewLines(Long.toString(expected));
    } finally {
      process.destroyForcibly();
    }
  }

  /** The memory of a mixed batch, byte by byte, in plain Java arrays. */
  private static byte[] mixedNaively(int batch) {
    byte[] memory = SmallHeapMain.memory(batch);
    byte[] mixed = memory.clone();
    Recipe recipe = SmallHeapMain.recipe(batch);
    for (int n = 0; n < SmallHeapMain.SAMPLES; n++) {
      Box box = recipe.box(n);
      for (int c = 0; c < SmallHeapMain.CHANNELS; c++) {
        for (int y = box.y1(); y < box.y2(); y++) {
          for (int x = box.x1(); x < box.x2(); x++) {
            mixed[at(batch, n, c, y, x)] = memory[at(batch, recipe.partner(n), c, y, x)];
          }
        }
      }
    }
    return mixed;
  }

  private static int at(int batch, int n, int c, int y, int x) {
    int channels = SmallHeapMain.CHANNELS;
    int side = SmallHeapMain.SIDE;
    return SmallHeapMain.isChannelsLast(batch)
        ? ((n * side + y) * side + x) * channels + c
        : ((n * channels + c) * side + y) * side + x;
  }
}
