package io.cutmix.output;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text of a data set as a part of a file name that means nothing to any file system. */
public final class SafeName {
  private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._-]|^\\.");
  private static final int MOST_BYTES = 80;

  private SafeName() {}

  /**
   * The text with all but letters, digits, {@code . _ -} replaced by {@code _}, a leading dot too,
   * and cut to 80 bytes.
   */
  public static String of(String text) {
    String safe = UNSAFE.matcher(text).replaceAll("_");
    while (safe.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      safe = safe.substring(0, safe.offsetByCodePoints(safe.length(), -1));
    }
    return safe.isEmpty() ? "_" : safe;
  }
}
