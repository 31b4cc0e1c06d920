package io.cutmix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Output to a file system that is too small at first and then is made larger, and to folders that
 * the user may not write. Needs root, for mounting and for running as somebody else.
 */
@Tag("long")
class FullDiskIT {
  private static final int PICTURES = 120;

  @TempDir private Path temp;
  private PictureFolder pictures = new PictureFolder(Path.of(""), List.of());
  private Path disk = Path.of("");

  @BeforeEach
  void a_small_disk() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/etc")), "only root can mount");
    pictures = PictureFolder.make(temp, PICTURES, "png", 24, 24, 3);
    disk = Files.createDirectory(temp.resolve("disk"));
    Command.Result mount =
        Command.of("mount", "-t", "tmpfs", "-o", "size=16k,nr_inodes=10k", "tmpfs", disk).run();
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(mount.exit() == 0, "mounting isn't allowed here");
    }
    assertThat(mount.exit()).as(mount.err()).isZero();
  }

  @AfterEach
  void unmounted() {
    Command.of("umount", disk).run();
  }

  private void makeRoom(String size) {
    assertThat(Command.of("mount", "-o", "remount,size=" + size, disk).run().exit()).isZero();
  }

  private Command augment(Path out, String options) {
    List<Object> words = new ArrayList<>(List.of("--batch-size", 8, "--threads", 2));
    words.addAll(List.of(options.split(" ")));
    return Tool.augment(pictures, out, words.toArray());
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
        "--recipes-only --copies 40"
      })
  void the_same_command_goes_on_each_time_there_is_more_room(String options) throws IOException {
    Path out = disk.resolve("out");
    int failed = 0;
    Command.Result result = augment(out, options).run();
    for (int kilobytes = 32; result.exit() != 0 && kilobytes < 20_000; kilobytes += kilobytes / 3) {
      assertThat(result.exit()).as(result.err()).isEqualTo(3);
      assertThat(result.err())
          .contains("cutmix: " + out)
          .contains("No space left on device")
          .doesNotContain("\tat ", "bug");
      failed++;
      makeRoom(kilobytes + "k");
      result = augment(out, options).run();
    }

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(failed).isGreaterThan(3);
    Path elsewhere = temp.resolve("elsewhere");
    assertThat(augment(elsewhere, options).run().exit()).isZero();
    Map<String, String> expected = FolderBytes.of(elsewhere);
    assertThat(FolderBytes.of(out).equals(expected))
        .as("%s", FolderBytes.of(out).keySet())
        .isTrue();
  }

  @Test
  void a_disk_without_room_for_names_is_told_too() throws IOException {
    makeRoom("10m");
    for (int i = 0; Files.getFileStore(disk).getUsableSpace() > 0 && i < 10_150; i++) {
      Files.createFile(disk.resolve("f" + i));
    }
    Command.Result result = augment(disk.resolve("out"), "--layout flat").run();

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains(disk.toString(), "No space left on device");
  }

  @Test
  void a_disk_that_cant_be_written_is_told() throws IOException {
    assertThat(Command.of("mount", "-o", "remount,ro", disk).run().exit()).isZero();

    Command.Result result = augment(disk.resolve("out"), "--layout flat").run();

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .contains(disk.resolve("out").toString(), "Read-only file system", "--out");
  }

  @Test
  void what_the_user_may_not_read_or_write_is_told_with_its_name() throws IOException {
    makeRoom("10m");
    Path mine = Files.createDirectory(temp.resolve("mine"));
    Command.of("chmod", "a+rwx", mine, disk).run();
    Command.of("chmod", "-R", "a+rX", temp).run();
    Path secret = pictures.file(7);
    Command.of("chmod", "000", secret).run();

    Command.Result unreadable = asNobody(mine.resolve("out"), "--size 24 --channels rgb");
    assertThat(unreadable.err()).contains(secret.getFileName().toString(), "no permission");
    assertThat(unreadable.exit()).isEqualTo(3);

    Command.of("chmod", "000", pictures.labels()).run();
    Command.Result labels = asNobody(mine.resolve("out"), "--size 24");
    assertThat(labels.err()).contains("no permission to read " + pictures.labels());
    assertThat(labels.exit()).isEqualTo(3);
    Command.of("chmod", "644", pictures.labels(), secret).run();

    Command.of("chmod", "755", disk).run();
    Command.Result folder = asNobody(disk.resolve("out"), "--size 24");
    assertThat(folder.err()).contains(disk.resolve("out").toString(), "permission denied", "--out");
    assertThat(folder.exit()).isEqualTo(3);

    Path closed = Files.createDirectories(disk.resolve("closed/images"));
    Command.of("chmod", "a+rwx", closed.getParent()).run();
    Command.Result images = asNobody(closed.getParent(), "--size 24 --overwrite");
    assertThat(images.exit()).isEqualTo(3);
    assertThat(images.err()).contains(closed.getParent().toString()).doesNotContain("\tat ");
  }

  private Command.Result asNobody(Path out, String options) {
    List<Object> words =
        new ArrayList<>(
            List.of("--reuid", "65534", "--regid", "65534", "--clear-groups", "--no-new-privs"));
    words.addAll(augment(out, options).words());
    return Command.of("setpriv", words.toArray())
        .with("JAVA_HOME", System.getProperty("java.home"))
        .run();
  }
}
