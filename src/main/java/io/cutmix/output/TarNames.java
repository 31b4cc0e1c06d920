package io.cutmix.output;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the tar files of a unit are named, relative to the output folder.
 *
 * @param unit its number
 * @param limit bytes that a file has at most, unless a single sample has more; without it there is
 *     one file
 */
record TarNames(long unit, Optional<Long> limit) {
  private static final Pattern NAME = Pattern.compile("(shards/\\d{6,}(-\\d{3,})?\\.tar)(/.*)?");

  /** The file in a recorded name, which may go on with a member. */
  static Optional<String> fileIn(String fileName) {
    Matcher name = NAME.matcher(fileName);
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }

  String file(int part) {
    String number = limit.isPresent() ? "%06d-%03d".formatted(unit, part) : "%06d".formatted(unit);
    return "shards/" + number + ".tar";
  }

  long mostBytes() {
    return limit.orElse(Long.MAX_VALUE);
  }
}
