package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
                "-XX:+UseSerialGC",
                // Compiled code alone lets go of an array before the method ends.
                "-XX:CompileThresholdScaling=0.01",
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
        expected += checksumOfNaivelyMixed(batch);
      }
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualToIgnoringNewLines(Long.toString(expected));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Mixes byte by byte in plain Java arrays. */
  private static long checksumOfNaivelyMixed(int batch) {
    byte[][] memory = new byte[SmallHeapMain.SAMPLES][];
    Arrays.setAll(memory, sample -> SmallHeapMain.memory(batch, sample));
    Recipe recipe = SmallHeapMain.recipe(batch);
    long sum = 0;
    for (int n = 0; n < memory.length; n++) {
      byte[] mixed = memory[n].clone();
      Box box = recipe.box(n);
      for (int c = 0; c < SmallHeapMain.CHANNELS; c++) {
        for (int y = box.y1(); y < box.y2(); y++) {
          for (int x = box.x1(); x < box.x2(); x++) {
            mixed[at(batch, c, y, x)] = memory[recipe.partner(n)][at(batch, c, y, x)];
          }
        }
      }
      sum += SmallHeapMain.checksum(batch, n, mixed);
    }
    return sum;
  }

  private static int at(int batch, int c, int y, int x) {
    return SmallHeapMain.isChannelsLast(batch)
        ? (y * SmallHeapMain.SIDE + x) * SmallHeapMain.CHANNELS + c
        : (c * SmallHeapMain.SIDE + y) * SmallHeapMain.SIDE + x;
  }
}
