package io.cutmix.endtoend.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Command;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.Folders;
import io.cutmix.testing.FormInputs;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.RunForm;
import io.cutmix.testing.Tool;
import io.cutmix.testing.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs of every form of output, killed at random moments, and then the same command: what comes out
 * is what an undisturbed run writes, byte for byte, and nothing else is left.
 *
 * <p>A moment is drawn between the first file in the folder and the end of the run, one in eight
 * between the start of the process and its end. There are 200 kills in all, in a quarter of an
 * hour; {@code mvn -Plong verify -Dcutmix.kills=28} makes it two of each form.
 */
@Tag("long")
class KillsIT {
  private static final int KILLS = Integer.getInteger("cutmix.kills", 200);
  private static final int IMAGES = 600;

  @TempDir private static Path temp;
  private static FormInputs inputs = new FormInputs(new ImagesAndLabels(Path.of(""), List.of()));
  private static final Map<RunForm, Undisturbed> UNDISTURBED = new EnumMap<>(RunForm.class);
  private static int killed;

  /**
   * @param files what it wrote
   * @param millis from its first file, and from its start, to its end
   */
  private record Undisturbed(Map<String, String> files, long millisWriting, long millis) {}

  @BeforeAll
  static void inputs_of_every_form() throws IOException {
    inputs = FormInputs.make(temp, IMAGES, 48);
  }

  @AfterAll
  static void all_were_killed() {
    System.out.printf("%d kills survived, 0 lost%n", killed);
  }

  private static Command command(RunForm form, Path out) {
    return Tool.cutmix(form.words(inputs, out).toArray());
  }

  // The place in the list only says which forms take one more.
  @SuppressWarnings("EnumOrdinal")
  private static int kills(RunForm form) {
    int forms = RunForm.values().length;
    return KILLS / forms + (form.ordinal() < KILLS % forms ? 1 : 0);
  }

  private static Undisturbed undisturbed(RunForm form) throws IOException {
    Path out = inputs.prepared(form, temp.resolve("undisturbed"));
    long start = System.nanoTime();
    try (Command.Running run = command(form, out).start()) {
      awaitFirstFile(run, out);
      long first = System.nanoTime();
      Command.Result result = run.end();
      assertThat(result.exit()).as(result.err()).isZero();
      long end = System.nanoTime();
      Map<String, String> files = FolderBytes.of(out);
      assertThat(files).containsKey("run.json");
      Verified.folder(out);
      Folders.delete(out);
      return new Undisturbed(files, (end - first) / 1_000_000, (end - start) / 1_000_000);
    }
  }

  private static void awaitFirstFile(Command.Running run, Path out) {
    while (run.process().isAlive() && !Files.exists(out.resolve(".cutmix"))) {
      Tool.pause(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_same_command_goes_on_after_a_kill_at_any_moment(RunForm form) throws IOException {
    Random random = new Random(form.name().hashCode());
    for (int kill = 0; kill < kills(form); kill++) {
      Undisturbed expected = UNDISTURBED.get(form);
      if (expected == null) {
        expected = undisturbed(form);
        UNDISTURBED.put(form, expected);
      }
      Path out = temp.resolve("out");
      while (!isKilled(form, inputs.prepared(form, out), expected, random)) {
        assertThat(FolderBytes.differences(FolderBytes.of(out), expected.files()))
            .as("%s, undisturbed", form)
            .isEmpty();
      }
      killed++;

      Command.Result result = command(form, out).run();

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(FolderBytes.differences(FolderBytes.of(out), expected.files()))
          .as("%s, kill %d", form, kill)
          .isEmpty();
    }
  }

  /** False if the run came to its end before the moment that was drawn. */
  private static boolean isKilled(RunForm form, Path out, Undisturbed expected, Random random) {
    boolean anyMoment = random.nextInt(8) == 0;
    try (Command.Running run = command(form, out).start()) {
      if (!anyMoment) {
        awaitFirstFile(run, out);
      }
      long most = anyMoment ? expected.millis() : expected.millisWriting();
      Tool.pause(random.nextInt((int) Math.max(most, 1)));
      run.process().destroyForcibly();
      int exit = run.end().exit();
      assertThat(exit).isIn(0, 137);
      return exit == 137;
    }
  }
}
