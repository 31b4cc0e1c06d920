package io.cutmix.dataset.classes;

import io.cutmix.dataset.Problems;
import io.cutmix.dataset.Spelling;
import io.cutmix.job.Problem;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Classes that the user has listed or counted.
 *
 * @param ids the positions of names; empty if labels are positions and nothing else
 * @param byPosition whether a label that is none of the names is a position itself
 * @param option which says that there are these classes
 */
public record KnownClasses(
    List<String> names, Map<String, Integer> ids, boolean byPosition, String option)
    implements ClassIndex {
  private static final int SHOWN = 10;
  private static final Pattern POINT_ZERO = Pattern.compile("(?<=^[0-9]{1,18})\\.0+$");

  @Override
  public int numberOf(String label, Problems.At at, String correction) {
    String exact = ids.containsKey(label) ? label : POINT_ZERO.matcher(label).replaceFirst("");
    Integer known = ids.get(exact);
    int number = known != null ? known : byPosition ? positionIn(exact) : UNKNOWN;
    if (number == UNKNOWN) {
      at.add(() -> unknown(label, correction));
    }
    return number;
  }

  @Override
  public boolean isGiven(String name) {
    return ids.containsKey(name);
  }

  private int positionIn(String label) {
    try {
      int number = Integer.parseInt(label);
      return number >= 0 && number < names.size() ? number : UNKNOWN;
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  private Problem unknown(String label, String correction) {
    return ids.isEmpty()
        ? Problem.of("the label \"%s\" is no whole number from 0 to %d", label, names.size() - 1)
            .remedy("raise " + option + " or " + correction)
        : Problem.of("unknown class \"%s\" (known: %s)", label, known(label))
            .remedy("add it with " + option + " or " + correction);
  }

  private String known(String label) {
    return shown(names)
        + Spelling.nearest(label, names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** The first few of them, and how many more there are. */
  public static String shown(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }

  @Override
  public int[] positions() {
    return IntStream.range(0, names.size()).toArray();
  }
}
