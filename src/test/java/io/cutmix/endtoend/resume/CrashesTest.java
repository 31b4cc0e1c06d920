package io.cutmix.endtoend.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Command;
import io.cutmix.testing.CrashesMain;
import io.cutmix.testing.CrashingProvider;
import io.cutmix.testing.RunForm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run that ends before any of the steps in which it makes, moves, or deletes a file or a folder,
 * or in the middle of writing one: the same command goes on to what an undisturbed run leaves.
 */
class CrashesTest {
  private static final String FILES = "-Djava.nio.file.spi.DefaultFileSystemProvider=";

  @ParameterizedTest
  @EnumSource(names = {"NAMED", "WEBDATASET", "MDS"})
  void some_steps(RunForm form, @TempDir Path temp) {
    assertNothingLost(form, temp, 7);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void each_step(RunForm form, @TempDir Path temp) {
    assertNothingLost(form, temp, 1);
  }

  private static void assertNothingLost(RunForm form, Path temp, int every) {
    Command.Result result =
        Command.java(
                "256m",
                FILES + CrashingProvider.class.getName(),
                CrashesMain.class.getName(),
                form,
                temp,
                every)
            .patience(Duration.ofMinutes(10))
            .run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).matches("[1-9]\\d+ steps, 0 lost\n");
  }
}
