package io.cutmix.endtoend.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Command;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.FormInputs;
import io.cutmix.testing.RunForm;
import io.cutmix.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the system says at the end that it couldn't bring to the disk what was written. */
class FailedSyncIT {
  private static final String LOST = "sync: error syncing '$2': Input/output error";

  @TempDir private Path temp;

  /** What the kernel holds may look whole: its pages count as written. */
  @ParameterizedTest
  @EnumSource(names = {"FLAT", "NAMED", "WEBDATASET"})
  void all_is_made_again(RunForm form) throws IOException {
    FormInputs inputs = FormInputs.make(temp, 40, 24);
    Path expected = temp.resolve("expected");
    assertThat(run(form, inputs, expected).exit()).isZero();
    Path out = temp.resolve("optional/out");

    Command.Result failed = command(form, inputs, out).with("PATH", with(LOST)).run();

    assertThat(failed.exit()).as(failed.err()).isEqualTo(3);
    assertThat(failed.err())
        .contains("cutmix: " + out, LOST.replace("$2", "."), "give the same command again")
        .doesNotContain("\tat ");
    assertThat(out.resolve("run.json")).doesNotExist();
    Command.Result again = run(form, inputs, out);
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.err()).contains("0 of 40 images are there", "will be made again");
    assertThat(FolderBytes.differences(FolderBytes.of(out), FolderBytes.of(expected))).isEmpty();
  }

  @Test
  void a_finished_run_stays_the_run_it_was() throws IOException {
    FormInputs inputs = FormInputs.make(temp, 8, 24);
    Path out = temp.resolve("out");
    String[] words = {"--report"};
    assertThat(command(RunForm.FLAT, inputs, out, words).run().exit()).isZero();
    Map<String, String> expected = FolderBytes.of(out);
    Files.delete(out.resolve("report.html"));

    Command.Result failed =
        command(RunForm.FLAT, inputs, out, words).with("PATH", with(LOST)).run();
    Command.Result other = command(RunForm.FLAT, inputs, out, "--seed=5").run();

    assertThat(failed.exit()).as(failed.err()).isEqualTo(3);
    assertThat(other.err()).contains("holds another run");
    Command.Result again = command(RunForm.FLAT, inputs, out, words).run();
    assertThat(again.exit()).as(again.err()).isZero();
    // The report says when it was made.
    assertThat(FolderBytes.differences(FolderBytes.of(out), expected)).isSubsetOf("report.html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sync: invalid option -- 'f'",
        "usage: sync",
        "sync: error syncing '$2': Function not implemented"
      })
  void a_program_that_cant_is_done_without(String said) throws IOException {
    FormInputs inputs = FormInputs.make(temp, 8, 24);

    Command.Result result =
        command(RunForm.FLAT, inputs, temp.resolve("out")).with("PATH", with(said)).run();

    assertThat(result.exit()).as(result.err()).isZero();
  }

  private static Command command(RunForm form, FormInputs inputs, Path out, String... more) {
    List<Object> words = new ArrayList<>(form.words(inputs, out));
    words.addAll(List.of(more));
    return Tool.cutmix(words.toArray());
  }

  private static Command.Result run(RunForm form, FormInputs inputs, Path out) {
    return command(form, inputs, out).run();
  }

  /** The search path, with a program before all others that says so and fails. */
  private String with(String said) throws IOException {
    Path sync = Files.createDirectories(temp.resolve("programs")).resolve("sync");
    Files.writeString(sync, "#!/bin/sh\nprintf %s \"" + said + "\" >&2\nexit 1\n");
    assertThat(sync.toFile().setExecutable(true)).isTrue();
    return sync.getParent() + ":" + System.getenv("PATH");
  }
}
