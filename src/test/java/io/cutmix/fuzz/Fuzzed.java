package io.cutmix.fuzz;

/** Where Jazzer begins; its argument is the name of a {@link FuzzTarget}. */
public final class Fuzzed {
  private static FuzzTarget target = FuzzTarget.CSV;

  private Fuzzed() {}

  /** Called once. */
  public static void fuzzerInitialize(String[] words) {
    target = FuzzTarget.valueOf(words[0]);
    target.tryOut(new byte[0]); // what it needs is made, which may take longer than any input
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    target.tryOut(input);
  }
}
