package io.cutmix.output;

import io.cutmix.dataset.Labels;
import io.cutmix.job.NamePattern;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.Layout;
import io.cutmix.mix.InvalidParameterException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How images are named, and in which folders they lie. */
public record ImageNaming(Layout layout, NamePattern pattern) {

  /** What a spec says. */
  public static ImageNaming of(OutputSpec spec) {
    return new ImageNaming(spec.layout(), spec.namePattern());
  }

  /**
   * Checks that the labels can be folders, if they are to be.
   *
   * @throws InvalidParameterException if a sample hasn't one class, or two classes would be one
   *     folder
   */
  public ImageNaming requireFits(Labels labels) {
    if (layout != Layout.TREE) {
      return this;
    }
    if (!labels.areClassIds()) {
      throw InvalidParameterException.contradiction(
          "layout",
          "tree has a folder for each class, but these labels are columns of numbers",
          "use %s flat or sharded",
          "layout");
    }
    Map<String, String> folders = new HashMap<>();
    for (String name : labels.classes()) {
      String other = folders.put(SafeName.of(name), name);
      if (other != null) {
        String both =
            "tree has one folder, %s, for the classes \"%s\" and \"%s\""
                .formatted(SafeName.of(name), other, name);
        throw InvalidParameterException.contradiction("layout", both, "")
            .remedy("rename one, or use %s flat or sharded", "layout");
      }
    }
    return this;
  }

  /** Text of a data set as a part of a file name that means nothing to any file system. */
  public static final class SafeName {
    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._-]|^\\.");
    private static final int MOST_BYTES = 80;

    private SafeName() {}

    /**
     * The text with all but letters, digits, {@code . _ -} replaced by {@code _}, a leading dot
     * too, and cut to 80 bytes.
     */
    public static String of(String text) {
      String safe = UNSAFE.matcher(text).replaceAll("_");
      while (safe.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
        safe = safe.substring(0, safe.offsetByCodePoints(safe.length(), -1));
      }
      return safe.isEmpty() ? "_" : safe;
    }
  }
}
