package io.cutmix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.cli.message.ExitCode;
import io.cutmix.testing.Cutmix.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Has {@code cutmix verify} look at what a call has written. */
public final class Verified {
  private static final String EXTRA = ": file: expected none, found one that is not of the run";

  private final List<String> words;
  private final Path out;
  private final List<String> foreign;

  private Verified(List<String> words, Path out) {
    this.words = words;
    this.out = out;
    this.foreign = foreign(out);
  }

  /** To be called before the call. */
  public static Verified of(List<String> words) {
    int out = Math.max(words.indexOf("--out"), words.indexOf("-o")) + 1;
    boolean there = out > 0 && out < words.size();
    return new Verified(words, Path.of(there ? words.get(out) : "nowhere"));
  }

  /** A test may have files of its own in a folder, which were there before the call. */
  private static List<String> foreign(Path out) {
    if (!Files.isDirectory(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(out)) {
      return files.map(file -> out.relativize(file).toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Verifies the run if the call made one. */
  public void after(Outcome outcome) {
    if ((outcome.exit() == ExitCode.DONE || outcome.exit() == ExitCode.SKIPPED)
        && !words.contains("--dry-run")
        && !words.contains("preview")
        && Files.exists(out)) {
      assertThat(differences(out)).filteredOn(line -> !isForeign(line)).isEmpty();
    }
  }

  private boolean isForeign(String line) {
    return line.endsWith(EXTRA)
        && foreign.contains(line.substring(0, line.length() - EXTRA.length()));
  }

  /** Verifies a folder that was written by another process. */
  public static void folder(Path out) {
    assertThat(differences(out)).isEmpty();
  }

  private static List<String> differences(Path out) {
    Outcome verified = Cutmix.call(List.of("verify", out.toString()));
    List<String> lines = verified.out().lines().toList();
    assertThat(lines).as(verified.err()).isNotEmpty();
    return lines.subList(0, lines.size() - 1);
  }
}
