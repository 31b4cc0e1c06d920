package io.cutmix.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Runs of one {@link RunForm}, each of which crashes before another of the steps in which a run
 * changes files, and then the same command: {@code FORM FOLDER EVERY}, in a process whose files are
 * those of a {@link CrashingProvider}. Prints how many there were, and before it a line for each
 * after which the folder isn't what an undisturbed run leaves.
 */
public final class CrashesMain {
  private final RunForm form;
  private final FormInputs inputs;
  private final Path out;
  private final Map<String, String> undisturbed;
  private int lost;

  private CrashesMain(RunForm form, Path folder) throws IOException {
    this.form = form;
    this.inputs = FormInputs.make(folder, 20, 16);
    this.out = folder.resolve("out");
    this.undisturbed = FolderBytes.of(finished(inputs.prepared(form, out)));
  }

  public static void main(String[] words) throws IOException {
    CrashesMain crashes =
        new CrashesMain(RunForm.valueOf(words[0]), Path.of(words[1]).toAbsolutePath());
    int every = Integer.parseInt(words[2]);
    int step = 0;
    while (crashes.isSurvived(step)) {
      step += every;
    }
    System.out.printf("%d steps, %d lost%n", step, crashes.lost);
  }

  /** False if a run has fewer steps. */
  private boolean isSurvived(int step) throws IOException {
    inputs.prepared(form, out);
    Crashes.at(step, out);
    Cutmix.Outcome crashed = call();
    boolean hasCrashed = Crashes.over();
    Cutmix.Outcome outcome = call();
    Map<String, String> files = outcome.exit() == 0 ? FolderBytes.of(out) : Map.of();
    Set<String> wrong = FolderBytes.differences(files, undisturbed);
    if (!wrong.isEmpty() || hasCrashed == (crashed.exit() == 0)) {
      lost++;
      System.out.printf(
          "step %d: %s%n%s%nwrong files: %s%n", step, crashed.err(), outcome.err(), wrong);
    }
    return hasCrashed;
  }

  private Path finished(Path folder) {
    Cutmix.Outcome outcome = call();
    if (outcome.exit() != 0) {
      throw new AssertionError(outcome.err());
    }
    return folder;
  }

  private Cutmix.Outcome call() {
    return Cutmix.call(form.words(inputs, out).stream().map(Object::toString).toList());
  }
}
