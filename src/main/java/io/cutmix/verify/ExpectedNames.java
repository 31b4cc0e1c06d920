package io.cutmix.verify;

import io.cutmix.dataset.Labels;
import io.cutmix.finished.FinishedRow;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.OutputFormat;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What images are called, by the rules of {@code --layout}, {@code --name-pattern} and shards. */
record ExpectedNames(Subject subject) {
  private static final int MOST_BYTES = 80;
  private static final Pattern MEMBER =
      Pattern.compile("\\D*\\d+(-\\d+)?\\.(?:tar|mds)/(\\d+)\\..*");

  private OutputSpec output() {
    return subject.options().output();
  }

  private int digits() {
    return Math.max(6, Long.toString(subject.files() - 1).length());
  }

  /** The file number that a row's name says; negative if it says none. */
  long numberIn(FinishedRow row) {
    String number = "";
    if (output().outputFormat() == OutputFormat.FILES) {
      number = indexIn(row);
    } else {
      Matcher member = MEMBER.matcher(row.fileName());
      number = member.matches() ? member.group(2) : "";
    }
    return number.matches("\\d{1,18}") ? Long.parseLong(number) : -1;
  }

  /** What stands in a name for the first index; everything else in it is known. */
  private String indexIn(FinishedRow row) {
    String name = row.fileName().replaceFirst("\\.[^./]*$", "");
    String file = name.substring(name.lastIndexOf('/') + 1);
    String pattern = filled(row, "\0");
    int from = pattern.indexOf('\0');
    long indexes = pattern.chars().filter(letter -> letter == '\0').count();
    long length = indexes == 0 ? 0 : (file.length() - pattern.length() + indexes) / indexes;
    return length < 1 || from + length > file.length()
        ? ""
        : file.substring(from, (int) (from + length));
  }

  private String filled(FinishedRow row, String index) {
    // In one pass, as a name may hold braces.
    return Pattern.compile("\\{([a-z]+)\\}")
        .matcher(output().namePattern().text())
        .replaceAll(field -> Matcher.quoteReplacement(value(field.group(1), row, index)));
  }

  private static String value(String field, FinishedRow row, String index) {
    return switch (field) {
      case "index" -> index;
      case "source" -> stem(row.source());
      case "partner" -> stem(row.partner());
      case "copy" -> String.valueOf(row.copy());
      default -> String.valueOf(row.batch());
    };
  }

  /**
   * The name of an image.
   *
   * @param sample number of its base
   * @param number of the file
   */
  String of(FinishedRow row, int sample, long number) {
    String extension = row.fileName().substring(row.fileName().lastIndexOf('.') + 1);
    return switch (output().outputFormat()) {
      case NPY -> "images-%05d.npy".formatted(unit(row));
      case WEBDATASET ->
          "shards/%06d%s.tar/%09d.%s".formatted(unit(row), part(row), number, extension);
      case MDS -> "shard.%05d%s.mds/%09d.%s".formatted(unit(row), part(row), number, extension);
      default ->
          "images/%s%s.%s"
              .formatted(folder(sample, number), filled(row, padded(number, digits())), extension);
    };
  }

  /** Which of several shards of a unit it is; MDS has these beyond 4 GiB without a limit too. */
  private String part(FinishedRow row) {
    Matcher member = MEMBER.matcher(row.fileName());
    String part = member.matches() && member.group(1) != null ? member.group(1) : "";
    if (output().shardBytes().isPresent()) {
      return part.isEmpty() ? "-000" : part;
    }
    return output().outputFormat() == OutputFormat.MDS ? part : "";
  }

  /** The shard that holds a row's batch. */
  private long unit(FinishedRow row) {
    long size = subject.options().mix().batchSize();
    long batchesPerShard = (output().shardSize().orElseThrow() + size - 1) / size;
    return ((long) row.copy() * subject.plan().batchesPerCopy() + row.batch()) / batchesPerShard;
  }

  private String folder(int sample, long number) {
    return switch (output().layout()) {
      case TREE -> className(sample) + "/";
      case SHARDED -> padded(number / 1000, Math.max(4, digits() - 3)) + "/";
      default -> "";
    };
  }

  private String className(int sample) {
    Labels labels = subject.dataset().labels();
    return labels.areClassIds() ? safe(labels.classes().get(labels.classId(sample))) : "";
  }

  private static String padded(long number, int digits) {
    return ("%0" + digits + "d").formatted(number);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return safe(dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name);
  }

  /** With an underscore for all but letters, digits, dots inside, underscores and hyphens. */
  private static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    int bytes = 0;
    for (int letter : text.codePoints().toArray()) {
      boolean kept = isPlain(letter) && !(letter == '.' && safe.length() == 0);
      String next = kept ? Character.toString(letter) : "_";
      bytes += next.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_BYTES) {
        break;
      }
      safe.append(next);
    }
    return safe.isEmpty() ? "_" : safe.toString();
  }

  private static boolean isPlain(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> Character.isLetter(letter) || "._-".indexOf(letter) >= 0;
    };
  }
}
