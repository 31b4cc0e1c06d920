package io.cutmix.output;

import io.cutmix.dataset.Labels;
import io.cutmix.job.NamePattern;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.Layout;
import io.cutmix.mix.InvalidParameterException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How images are named, and in which folders they lie.
 *
 * @param parts of the pattern, plain text and names of fields in turn
 * @param digits of a file number: as many as the last one needs, so that names sort as numbers
 */
public record ImageNaming(Layout layout, NamePattern pattern, List<String> parts, int digits) {
  private static final int FEWEST_DIGITS = 6;
  private static final int IN_A_FOLDER = 1000;
  private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._-]|^\\.");
  private static final int MOST_BYTES = 80;

  /**
   * What names are made of.
   *
   * @param source its path in the data set
   */
  public record Named(long number, String source, String partner, int copy, int batch) {}

  /** What a spec says of that many files. */
  public static ImageNaming of(OutputSpec spec, long files) {
    int digits = Math.max(FEWEST_DIGITS, Long.toString(files - 1).length());
    return new ImageNaming(spec.layout(), spec.namePattern(), spec.namePattern().parts(), digits);
  }

  /**
   * The path of an image without its extension, relative to the output folder.
   *
   * @param className of its base; used by {@link Layout#TREE} alone
   */
  public String path(Named image, Supplier<String> className) {
    StringBuilder path = new StringBuilder(OutputFolder.IMAGES);
    switch (layout) {
      case AUTO, FLAT -> {}
      case SHARDED ->
          path.append(padded(image.number / IN_A_FOLDER, Math.max(4, digits - 3))).append('/');
      case TREE -> path.append(safe(className.get())).append('/');
    }
    for (int part = 0; part < parts.size(); part++) {
      path.append(part % 2 == 0 ? parts.get(part) : value(parts.get(part), image));
    }
    return path.toString();
  }

  private String value(String field, Named image) {
    return switch (field) {
      case "index" -> padded(image.number, digits);
      case "source" -> stem(image.source);
      case "partner" -> stem(image.partner);
      case "copy" -> Integer.toString(image.copy);
      case "batch" -> Integer.toString(image.batch);
      default -> throw new IllegalArgumentException(field);
    };
  }

  /** A sample's name without its extension. */
  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return safe(dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name);
  }

  /** A number with zeros before it. */
  public static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  /** The way back: the number of an image by its path. */
  public long number(String path) {
    return pattern.index(path, digits);
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
          "tree has a folder for each class, but "
              + (labels.areNumbers()
                  ? "these labels are columns of numbers"
                  : "here an image can have several classes"),
          "use %s flat or sharded",
          "layout");
    }
    Map<String, String> folders = new HashMap<>();
    for (String name : labels.classes()) {
      String other = folders.put(safe(name), name);
      if (other != null) {
        String both =
            "tree has one folder, %s, for the classes \"%s\" and \"%s\""
                .formatted(safe(name), other, name);
        throw InvalidParameterException.contradiction("layout", both, "")
            .remedy("rename one, or use %s flat or sharded", "layout");
      }
    }
    return this;
  }

  /**
   * Text of a data set as a part of a file name that means nothing to any file system: with all but
   * letters, digits, {@code . _ -} replaced by {@code _}, a leading dot too, and cut to 80 bytes.
   */
  static String safe(String text) {
    String safe = UNSAFE.matcher(text).replaceAll("_");
    while (safe.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      safe = safe.substring(0, safe.offsetByCodePoints(safe.length(), -1));
    }
    return safe.isEmpty() ? "_" : safe;
  }
}
