package io.cutmix.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Classes that the user has listed or counted. */
final class KnownClasses implements ClassIndex {
  private static final int SHOWN = 10;

  private final List<String> names;
  private final Map<String, Integer> numbers;
  private final boolean counted;

  private KnownClasses(List<String> names, boolean counted) {
    this.names = names;
    this.counted = counted;
    this.numbers = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      numbers.put(names.get(i), i);
    }
  }

  static KnownClasses named(List<String> names) {
    return new KnownClasses(names, false);
  }

  static KnownClasses counted(int count) {
    return new KnownClasses(IntStream.range(0, count).mapToObj(Integer::toString).toList(), true);
  }

  @Override
  public int numberOf(String label) {
    Integer number = numbers.get(label);
    return number == null ? positionIn(label) : number;
  }

  private int positionIn(String label) {
    try {
      int number = Integer.parseInt(label);
      return number >= 0 && number < names.size() ? number : UNKNOWN;
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  @Override
  public String unknown(String label, String correction) {
    return counted
        ? "the label \"%s\" is no whole number from 0 to %d; raise --num-classes or %s"
            .formatted(label, names.size() - 1, correction)
        : "unknown class \"%s\" (known: %s); add it with --classes or %s"
            .formatted(label, known(label), correction);
  }

  private String known(String label) {
    return shown(names)
        + Spelling.nearest(label, names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** The first few of them, and how many more there are. */
  static String shown(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public int[] positions() {
    return IntStream.range(0, names.size()).toArray();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }
}
