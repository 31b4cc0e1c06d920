package io.cutmix.endtoend.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Output to a file system that is too small at first and then is made larger. Needs leave to mount.
 */
@Tag("long")
class FullDiskTest {
  private static final int IMAGES = 120;

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path disk = Path.of("");

  @BeforeEach
  void a_small_disk() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/etc")), "only root can mount a small disk");
    Path folder = Files.createDirectory(temp.resolve("disk"));
    Command.Result mount =
        Command.of("mount", "-t", "tmpfs", "-o", "size=16k,nr_inodes=3k", "tmpfs", folder).run();
    assumeTrue(mount.exit() == 0, "a small disk can't be mounted here: " + mount.err());
    disk = folder;
    input = ImagesAndLabels.make(temp, IMAGES, "png", 24, 24, 3);
  }

  /** Even if a file of a failed run is still open, as Java 17 leaves a writer that can't flush. */
  @AfterEach
  void unmounted() {
    if (!disk.toString().isEmpty()) {
      assertThat(Command.of("umount", "--lazy", disk).run().exit()).isZero();
    }
  }

  private void makeRoom(String size) {
    assertThat(Command.of("mount", "-o", "remount,size=" + size, disk).run().exit()).isZero();
  }

  private Outcome augment(Path out, String options) {
    return Cutmix.augment(input, out, words(options));
  }

  private static Object[] words(String options) {
    return ("--batch-size 8 --threads 2 " + options).split(" ");
  }

  /** From too little for the first file to enough for all but the last, in steps. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--layout flat",
        "--layout tree --labels-format csv,jsonl",
        "--output-format npy --shard-size 16",
        "--output-format webdataset --shard-size 16",
        "--labels-format parquet --embed-images",
        "--recipes-only --copies 20"
      })
  void the_same_command_goes_on_each_time_there_is_more_room(String options) throws IOException {
    Path out = disk.resolve("out");
    int failed = 0;
    Outcome outcome = augment(out, options);
    for (int kilobytes = 32; outcome.exit() != 0 && kilobytes < 20_000; kilobytes *= 2) {
      assertThat(outcome.exit()).as(outcome.err()).isEqualTo(3);
      assertThat(outcome.err())
          .contains("cutmix: " + out)
          .contains("No space left on device")
          .doesNotContain("\tat ", "bug");
      failed++;
      makeRoom(kilobytes + "k");
      outcome = augment(out, options);
    }

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(failed).isGreaterThan(2);
    Path elsewhere = temp.resolve("elsewhere");
    assertThat(augment(elsewhere, options).exit()).isZero();
    Map<String, String> expected = FolderBytes.of(elsewhere);
    assertThat(FolderBytes.of(out).equals(expected))
        .as("%s", FolderBytes.of(out).keySet())
        .isTrue();
  }

  @Test
  void a_disk_without_room_for_names_is_told_too() throws IOException {
    makeRoom("10m");
    fill();

    Outcome outcome = augment(disk.resolve("out"), "--layout flat");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains(disk.toString(), "No space left on device");
  }

  private void fill() throws IOException {
    for (int i = 0; i < 3_100; i++) {
      try {
        Files.createFile(disk.resolve("f" + i));
      } catch (FileSystemException e) {
        assertThat(e.getReason()).isEqualTo("No space left on device");
        return;
      }
    }
  }

  @Test
  void a_disk_that_cant_be_written_is_told() throws IOException {
    assertThat(Command.of("mount", "-o", "remount,ro", disk).run().exit()).isZero();

    Outcome outcome = augment(disk.resolve("out"), "--layout flat");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err())
        .contains(disk.resolve("out").toString(), "Read-only file system", "--out");
  }
}
