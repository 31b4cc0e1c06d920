package io.cutmix.endtoend.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Command;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.Folders;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Tool;
import io.cutmix.testing.Verified;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run over 2,000 images that is killed goes on as if nothing had been. */
class InterruptionIT {
  private static final Object[] OPTIONS = {"--batch-size", 16, "--prob", 0.9, "--threads", 2};

  @TempDir private static Path temp;
  private static ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private static Map<String, String> undisturbed = Map.of();

  private Path out = Path.of("");

  @BeforeAll
  static void an_undisturbed_run() throws IOException {
    input = ImagesAndLabels.make(temp, 2_000, "jpg", 48, 48, 3);
    Path folder = temp.resolve("undisturbed");
    Command.Result result = Tool.augment(input, folder, OPTIONS).run();
    assertThat(result.exit()).as(result.err()).isZero();
    Verified.folder(folder);
    undisturbed = FolderBytes.of(folder);
    assertThat(undisturbed).hasSize(2_002);
  }

  @BeforeEach
  void no_run_yet() throws IOException {
    out = temp.resolve("out");
    Folders.delete(out);
  }

  @Test
  void a_killed_run_goes_on() throws IOException {
    try (Command.Running run = start()) {
      assertThat(Tool.awaitUnits(run, out, 20)).isTrue();
      run.process().destroyForcibly();
      assertThat(run.end().exit()).isEqualTo(137);
    }
    assertThat(out.resolve("run.json")).doesNotExist();
    int done = Tool.unitsDone(out);

    Command.Result result = Tool.augment(input, out, OPTIONS).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).contains("resuming an earlier run: %,d of 2,000".formatted(done * 16));
    assertThat(FolderBytes.of(out)).isEqualTo(undisturbed);
  }

  @Test
  void a_second_run_at_the_same_time_is_refused_and_the_first_undisturbed() throws IOException {
    try (Command.Running run = start()) {
      assertThat(Tool.awaitUnits(run, out, 1)).isTrue();
      Command.Result second = Tool.augment(input, out, OPTIONS).run();
      if (run.process().isAlive()) {
        assertThat(second.err()).contains("another cutmix run is writing to it");
        assertThat(second.exit()).isEqualTo(3);
      }
      assertThat(run.end().exit()).isZero();
    }
    assertThat(FolderBytes.of(out)).isEqualTo(undisturbed);
  }

  private Command.Running start() {
    return Tool.augment(input, out, OPTIONS).start();
  }
}
