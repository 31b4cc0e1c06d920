package io.cutmix.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Classes that become known as their labels are met. */
final class FoundClasses implements ClassIndex {
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
  public String unknown(String label, String correction) {
    throw new IllegalStateException("no label is unknown, but was asked about " + label);
  }

  @Override
  public List<String> names() {
    return ClassOrder.sorted(numbers.keySet());
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
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (numbers.size() == 1) {
      warnings.add("there is one class only: " + numbers.keySet().iterator().next());
    }
    warnings.addAll(ClassOrder.warnings(numbers.keySet()));
    return warnings;
  }
}
