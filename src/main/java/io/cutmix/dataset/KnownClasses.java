package io.cutmix.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Classes that the user has listed or counted. */
final class KnownClasses implements ClassIndex {
  private static final int SHOWN = 10;
  private static final String COUNT = "--num-classes";

  private final List<String> names;
  private final Map<String, Integer> numbers;
  private final String option;

  /** {@code option} says which classes there are. */
  private KnownClasses(List<String> names, Map<String, Integer> numbers, String option) {
    this.names = names;
    this.numbers = numbers;
    this.option = option;
  }

  static KnownClasses named(List<String> names) {
    return new KnownClasses(names, positionsOf(names), "--classes");
  }

  static KnownClasses mapped(List<String> names, Map<String, Integer> ids) {
    return new KnownClasses(names, ids, "--class-map");
  }

  static KnownClasses counted(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    return new KnownClasses(names, positionsOf(names), COUNT);
  }

  private static Map<String, Integer> positionsOf(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      numbers.put(names.get(i), i);
    }
    return numbers;
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
    return option.equals(COUNT)
        ? "the label \"%s\" is no whole number from 0 to %d; raise --num-classes or %s"
            .formatted(label, names.size() - 1, correction)
        : "unknown class \"%s\" (known: %s); add it with %s or %s"
            .formatted(label, known(label), option, correction);
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
