package io.cutmix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.cli.CutmixCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Calls of the command line within this process. JSON documents are held to their schema. */
public final class Cutmix {
  private Cutmix() {}

  /** What a call left behind. */
  public record Outcome(int exit, String out, String err) {}

  /** Each word is turned into text, so that paths and numbers may stand among them. */
  public static Outcome run(Object... words) {
    return run(List.of(words));
  }

  /** Calls it, and verifies what it has written. */
  public static Outcome run(List<?> words) {
    return run(Map.of(), words);
  }

  /** With these variables in the environment, and no others. */
  public static Outcome run(Map<String, String> variables, List<?> words) {
    List<String> texts = words.stream().map(Object::toString).toList();
    Verified verified = Verified.of(texts);
    Outcome outcome = call(variables, texts);
    verified.after(outcome);
    return outcome;
  }

  /** Calls it and no more. */
  public static Outcome call(List<String> words) {
    return call(Map.of(), words);
  }

  private static Outcome call(Map<String, String> variables, List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        CutmixCommand.run(
            words.toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            variables,
            code -> {
              throw new AssertionError("an image ended the process with " + code);
            });
    String printed = out.toString(StandardCharsets.UTF_8);
    if (words.contains("--json")) {
      assertThat(Schemas.problems("document", printed)).as(printed).isEmpty();
    }
    return new Outcome(exit, printed, err.toString(StandardCharsets.UTF_8));
  }

  /** {@code cutmix augment} of images with the CSV file beside them. */
  public static Outcome augment(ImagesAndLabels input, Path out, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("augment", "--images", input.images(), "--labels", input.labels()));
    words.addAll(List.of("--out", out));
    Collections.addAll(words, more);
    return run(words);
  }

  /** It ended with 3 and a message that holds these parts. */
  public static void assertRefused(Outcome outcome, String... parts) {
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(parts).doesNotContain("\tat ");
  }
}
