package io.cutmix.dataset;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The order of classes that nobody has listed. */
final class ClassOrder {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,100}(\\.[0-9]{1,100})?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,9}");

  private ClassOrder() {}

  /** In numeric order if all labels are numbers, otherwise in that of {@link String#compareTo}. */
  static List<String> sorted(Collection<String> labels) {
    Comparator<String> order = Comparator.naturalOrder();
    if (labels.stream().allMatch(label -> NUMBER.matcher(label).matches())) {
      order = Comparator.comparing((String label) -> new BigDecimal(label)).thenComparing(order);
    }
    return labels.stream().sorted(order).toList();
  }

  /** What is suspicious about labels that are all whole numbers. */
  static List<String> warnings(Collection<String> labels) {
    if (!labels.stream().allMatch(label -> WHOLE.matcher(label).matches())) {
      return List.of();
    }
    TreeSet<Integer> ids =
        labels.stream().map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    List<String> warnings = new ArrayList<>();
    if (ids.size() < labels.size()) {
      warnings.add(
          "some labels are the same number in two spellings, such as 1 and 01, and are taken as"
              + " two classes");
    }
    if (ids.first() < 0) {
      warnings.add(
          "the label " + ids.first() + " is taken as a class; remove its rows if it means none");
    } else if (ids.last() >= ids.size()) {
      warnings.add(gaps(ids, ids.last() + 1));
    }
    return warnings;
  }

  private static String gaps(Set<Integer> ids, int count) {
    int first = 0;
    while (ids.contains(first)) {
      first++;
    }
    int others = count - ids.size() - 1;
    String which =
        others == 0 ? first + " is missing" : first + " and " + others + " more are missing";
    return "labels are numbers with gaps (%s): %d classes; use --num-classes %d to keep ids as positions"
        .formatted(which, ids.size(), count);
  }
}
