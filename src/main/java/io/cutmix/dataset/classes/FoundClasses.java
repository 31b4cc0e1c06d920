package io.cutmix.dataset.classes;

import io.cutmix.job.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Classes that become known as their labels are met. */
public final class FoundClasses implements ClassIndex {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,100}(\\.[0-9]{1,100})?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,9}");

  private final Map<String, Integer> numbers = new HashMap<>();

  @Override
  public int numberOf(String label) {
    Integer number = numbers.get(label);
    if (number == null) {
      number = numbers.size();
      numbers.put(label, number);
    }
    return number;
  }

  @Override
  public Problem unknown(String label, String correction) {
    throw new IllegalStateException("no label is unknown, but was asked about " + label);
  }

  /** In numeric order if all labels are numbers, otherwise in that of {@link String#compareTo}. */
  @Override
  public List<String> names() {
    Comparator<String> order = Comparator.naturalOrder();
    if (numbers.keySet().stream().allMatch(label -> NUMBER.matcher(label).matches())) {
      order = Comparator.comparing((String label) -> new BigDecimal(label)).thenComparing(order);
    }
    return numbers.keySet().stream().sorted(order).toList();
  }

  @Override
  public int[] positions() {
    List<String> names = names();
    int[] positions = new int[names.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[numberOf(names.get(i))] = i;
    }
    return positions;
  }

  @Override
  public List<Problem> warnings() {
    List<Problem> warnings = new ArrayList<>();
    if (numbers.size() == 1) {
      warnings.add(Problem.of("there is one class only: %s", numbers.keySet().iterator().next()));
    }
    if (numbers.keySet().stream().allMatch(label -> WHOLE.matcher(label).matches())) {
      addWarnings(numbers.keySet(), warnings);
    }
    return warnings;
  }

  /** What is suspicious about labels that are all whole numbers. */
  private static void addWarnings(Collection<String> labels, List<Problem> warnings) {
    TreeSet<Integer> ids =
        labels.stream().map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    if (ids.size() < labels.size()) {
      warnings.add(
          Problem.of(
              "some labels are the same number in two spellings, such as 1 and 01, and are taken"
                  + " as two classes"));
    }
    if (ids.first() < 0) {
      warnings.add(
          Problem.of("the label %d is taken as a class", ids.first())
              .remedy("remove its rows if it means none"));
    } else if (ids.last() >= ids.size()) {
      warnings.add(gaps(ids, ids.last() + 1));
    }
  }

  private static Problem gaps(Set<Integer> ids, int count) {
    int first = 0;
    while (ids.contains(first)) {
      first++;
    }
    int others = count - ids.size() - 1;
    String more = others == 0 ? " is missing" : " and " + others + " more are missing";
    return Problem.of("labels are numbers with gaps (%d%s): %d classes", first, more, ids.size())
        .remedy("use --num-classes " + count + " to keep ids as positions");
  }
}
