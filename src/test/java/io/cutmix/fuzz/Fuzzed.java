package io.cutmix.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where Jazzer begins; its arguments are the name of a {@link FuzzTarget} and a folder. */
public final class Fuzzed {
  private static FuzzTarget target = FuzzTarget.CSV;

  private static @Nullable FuzzFolder folder;

  private Fuzzed() {}

  /** Called once. */
  public static void fuzzerInitialize(String[] words) throws IOException {
    target = FuzzTarget.valueOf(words[0]);
    folder = new FuzzFolder(Path.of(words[1]));
    // What it needs is made, which may take longer than any input.
    target.tryOut(folder, new byte[0]);
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    target.tryOut(Objects.requireNonNull(folder), input);
  }
}
