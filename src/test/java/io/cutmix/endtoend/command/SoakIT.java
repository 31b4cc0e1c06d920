package io.cutmix.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Command;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.Folders;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.TarMember;
import io.cutmix.testing.Tool;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million images of 32×32 from tar shards to tar shards, in a heap of 256 MB: memory stays flat,
 * and a run that is killed at seven tenths goes on. Takes minutes and 8 GB below the temporary
 * folder: {@code mvn verify -DexcludedGroups=long,readers -Dit.test=SoakIT}, with {@code
 * -Dcutmix.soak=100000} for fewer.
 */
@Tag("soak")
class SoakIT {
  private static final int SAMPLES = Integer.getInteger("cutmix.soak", 1_000_000);
  private static final int SHARD = 10_000;
  private static final int DIFFERENT = 512;

  /** How much the largest memory of the last tenth may exceed that of the second tenth. */
  private static final double GROWTH = 1.15;

  @TempDir private Path temp;

  private record Sample(long millis, int units, long kilobytes) {}

  @Test
  void a_million_images() throws IOException {
    writeShards();
    Path undisturbed = temp.resolve("undisturbed");
    List<Sample> samples = new ArrayList<>();
    try (Command.Running run = command(undisturbed).start()) {
      watch(run, undisturbed, Integer.MAX_VALUE, samples);
      Command.Result result = run.end();
      assertThat(result.exit()).as(result.err()).isZero();
      System.out.print(result.out());
    }
    report(samples);
    Map<String, String> expected = FolderBytes.of(undisturbed);
    Folders.delete(undisturbed);

    Path killed = temp.resolve("killed");
    try (Command.Running run = command(killed).start()) {
      assertThat(watch(run, killed, SAMPLES / 1000 * 7 / 10, new ArrayList<>())).isTrue();
      run.process().destroyForcibly();
      assertThat(run.end().exit()).isEqualTo(137);
    }
    Command.Result resumed = command(killed).run();

    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("resuming an earlier run");
    assertThat(FolderBytes.of(killed).equals(expected)).isTrue();
  }

  private Command command(Path out) {
    return Tool.cutmix(
            "augment",
            "--images",
            temp.resolve("shards/*.tar"),
            "--output-format",
            "webdataset",
            "--threads",
            2,
            "--out",
            out)
        .with("CUTMIX_JAVA_OPTS", "-Xmx256m")
        .patience(Duration.ofMinutes(60));
  }

  /**
   * Takes note of the memory until so many units are done; false if the run ended before. At its
   * end the parts of the units become one file: there are fewer of them then, not fewer units.
   */
  private static boolean watch(Command.Running run, Path out, int units, List<Sample> samples)
      throws IOException {
    long start = System.nanoTime();
    int done = 0;
    while (run.process().isAlive()) {
      done = Math.max(done, Tool.unitsDone(out));
      long millis = (System.nanoTime() - start) / 1_000_000;
      samples.add(new Sample(millis, done, resident(run.process().pid())));
      if (done >= units) {
        return true;
      }
      Tool.pause(100);
    }
    return false;
  }

  private static long resident(long process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static void report(List<Sample> samples) {
    int units = SAMPLES / 1000;
    List<Sample> second = between(samples, units / 10, units / 5);
    List<Sample> last = between(samples, units * 9 / 10, units);
    System.out.printf(
        "%,d pictures: %,.0f a second in the second tenth, %,.0f in the last; memory %,d MB then,"
            + " %,d MB at the end, %,d MB at most%n",
        SAMPLES,
        rate(second),
        rate(last),
        most(second) / 1024,
        most(last) / 1024,
        most(samples) / 1024);
    assertThat(most(last)).isLessThan((long) (most(second) * GROWTH));
  }

  private static List<Sample> between(List<Sample> samples, int from, int to) {
    return samples.stream()
        .filter(sample -> sample.units() >= from && sample.units() < to)
        .toList();
  }

  /** Until the last unit was done: after that of a run, its label files are written. */
  private static double rate(List<Sample> samples) {
    Sample first = samples.get(0);
    int units = samples.get(samples.size() - 1).units();
    Sample last =
        samples.stream().filter(sample -> sample.units() == units).findFirst().orElse(first);
    return (last.units() - first.units()) * 1e6 / Math.max(last.millis() - first.millis(), 1);
  }

  private static long most(List<Sample> samples) {
    return samples.stream().mapToLong(Sample::kilobytes).max().orElse(0);
  }

  private void writeShards() throws IOException {
    byte[][] input = new byte[DIFFERENT][];
    for (int i = 0; i < DIFFERENT; i++) {
      BufferedImage image = ImagesAndLabels.image(i, 32, 32, 3);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      input[i] = bytes.toByteArray();
    }
    Files.createDirectories(temp.resolve("shards"));
    for (int shard = 0; shard * SHARD < SAMPLES; shard++) {
      Path file = temp.resolve("shards/%04d.tar".formatted(shard));
      try (OutputStream out = Files.newOutputStream(file);
          TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
        for (int i = shard * SHARD; i < Math.min(SAMPLES, (shard + 1) * SHARD); i++) {
          TarMember.add(tar, "%07d.png".formatted(i), input[i % DIFFERENT]);
          TarMember.add(
              tar, "%07d.cls".formatted(i), (i % 10 + "").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }
}
