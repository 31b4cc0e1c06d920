package io.cutmix.endtoend.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.FormInputs;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.RunForm;
import io.cutmix.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs on a disk that stands still at random moments, as when the power fails: what the kernel
 * hasn't written by then is lost. The same command then leaves what an undisturbed run does. The
 * disk is an ext4 file system in a file, and a copy of that file is the disk after the power cut.
 * Needs leave to mount.
 */
@Tag("long")
class PowerCutIT {
  private static final int IMAGES = 1200;
  private static final List<RunForm> FORMS =
      List.of(RunForm.FLAT, RunForm.NAMED, RunForm.WEBDATASET, RunForm.NPY);

  @TempDir private static Path temp;
  private static FormInputs inputs = new FormInputs(new ImagesAndLabels(Path.of(""), List.of()));
  private static final Map<RunForm, Undisturbed> UNDISTURBED = new EnumMap<>(RunForm.class);

  private record Undisturbed(Map<String, String> files, long millis) {}

  private Path image = Path.of("");
  private Path disk = Path.of("");
  private boolean isMounted;

  @BeforeAll
  static void images() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/etc")), "only root can mount a disk");
    assumeTrue(
        Command.of("sh", "-c", "command -v mkfs.ext4").run().exit() == 0, "there is no mkfs.ext4");
    inputs = FormInputs.make(temp, IMAGES, 48);
  }

  @BeforeEach
  void an_empty_disk() throws IOException {
    image = temp.resolve("disk.ext4");
    disk = Files.createDirectories(temp.resolve("disk"));
    succeed("truncate", "-s", "96M", image);
    succeed("mkfs.ext4", "-q", "-F", image);
    mount();
  }

  private void mount() {
    // Names are written each second, without the files' contents: those the kernel keeps longer.
    Command.Result mount = Command.of("mount", "-o", "loop,commit=1", image, disk).run();
    assumeTrue(mount.exit() == 0, "a disk in a file can't be mounted here: " + mount.err());
    isMounted = true;
  }

  @AfterEach
  void unmount() {
    if (isMounted) {
      succeed("umount", disk);
      isMounted = false;
    }
  }

  private static void succeed(Object program, Object... words) {
    Command.Result result = Command.of(program, words).run();
    assertThat(result.exit()).as(result.err()).isZero();
  }

  private static Command command(RunForm form, Path out) {
    return Tool.cutmix(form.words(inputs, out).toArray());
  }

  private static Undisturbed undisturbed(RunForm form) throws IOException {
    Undisturbed known = UNDISTURBED.get(form);
    if (known == null) {
      Path out = inputs.prepared(form, temp.resolve("undisturbed"));
      long start = System.nanoTime();
      Command.Result result = command(form, out).run();
      assertThat(result.exit()).as(result.err()).isZero();
      known = new Undisturbed(FolderBytes.of(out), (System.nanoTime() - start) / 1_000_000);
      UNDISTURBED.put(form, known);
    }
    return known;
  }

  /** In a third of them the kernel has written all at some moment before. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void at_a_random_moment(int cut) throws IOException {
    RunForm form = FORMS.get(cut % FORMS.size());
    Undisturbed expected = undisturbed(form);
    Random random = new Random(cut);
    try (Command.Running run = command(form, disk.resolve("out")).start()) {
      while (run.process().isAlive() && !Files.exists(disk.resolve("out/.cutmix"))) {
        Tool.pause(1);
      }
      int moment = random.nextInt((int) expected.millis());
      if (cut % 3 == 0) {
        Tool.pause(moment / 2);
        succeed("sync", "-f", disk);
        moment /= 2;
      }
      Tool.pause(moment);
      Command.of("kill", "-STOP", run.process().pid()).run();
      cutPower(() -> run.process().destroyForcibly().onExit().join());
    }

    assertMadeWhole(form, expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void right_after_the_end(int cut) throws IOException {
    RunForm form = FORMS.get(cut);
    assertFinishedWithoutPower(form, command(form, disk.resolve("out")));
  }

  /** As in a container without coreutils, the files are forced one by one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void right_after_the_end_where_sync_fails(int cut) throws IOException {
    RunForm form = FORMS.get(cut);
    Path sync = Files.createDirectories(temp.resolve("programs")).resolve("sync");
    Files.writeString(sync, "#!/bin/false\n");
    assertThat(sync.toFile().setExecutable(true)).isTrue();
    String path = sync.getParent() + ":" + System.getenv("PATH");
    assertFinishedWithoutPower(form, command(form, disk.resolve("out")).with("PATH", path));
  }

  private void assertFinishedWithoutPower(RunForm form, Command command) throws IOException {
    Undisturbed expected = undisturbed(form);
    Command.Result result = command.run();
    assertThat(result.exit()).as(result.err()).isZero();

    cutPower(() -> {});

    Command.Result after = assertMadeWhole(form, expected);
    assertThat(after.out()).startsWith("already finished");
    assertThat(after.err()).doesNotContain("again", "over");
  }

  /** What the same command says. */
  private Command.Result assertMadeWhole(RunForm form, Undisturbed expected) throws IOException {
    Path out = disk.resolve("out");
    Command.Result result = command(form, out).run();
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(FolderBytes.differences(FolderBytes.of(out), expected.files())).isEmpty();
    return result;
  }

  /** The disk is from now on what the file holds, and no process writes to it. */
  private void cutPower(Runnable end) throws IOException {
    Path copy = temp.resolve("copy.ext4");
    do {
      succeed("cp", "--sparse=always", image, copy);
    } while (Command.of("cmp", "-s", image, copy).patience(Duration.ofMinutes(1)).run().exit()
        != 0);
    end.run();
    unmount();
    Files.move(copy, image, StandardCopyOption.REPLACE_EXISTING);
    mount();
  }

  /** As data sets are mounted for those who train with them. */
  @Test
  void a_finished_run_on_a_disk_that_can_only_be_read_is_finished() throws IOException {
    Path out = inputs.prepared(RunForm.MDS, disk.resolve("out"));
    assertThat(command(RunForm.MDS, out).run().exit()).isZero();
    succeed("mount", "-o", "remount,ro", disk);

    Command.Result again = command(RunForm.MDS, out).run();
    Command.Result other = command(RunForm.MDS, disk.resolve("other")).run();

    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.out()).startsWith("already finished");
    assertThat(other.exit()).isEqualTo(3);
    assertThat(other.err()).contains("other: can't be made (Read-only file system)");
  }
}
