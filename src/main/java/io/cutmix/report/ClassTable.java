package io.cutmix.report;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The classes before and after, the largest ones alone and the rest in a sum. */
record ClassTable(List<String> classes, Optional<ClassSums> before, ClassSums after) {
  private static final int MOST = 30;

  void addTo(Map<String, Object> page) {
    double whole = sum(IntStream.range(0, classes.size()), id -> Math.abs(after.mass(id)));
    List<Integer> byMass =
        IntStream.range(0, classes.size())
            .boxed()
            .sorted((a, b) -> Double.compare(Math.abs(after.mass(b)), Math.abs(after.mass(a))))
            .toList();
    int shown = classes.size() > MOST + 1 ? MOST : classes.size();
    List<Integer> largest = byMass.subList(0, shown);
    // Few classes stand as the labels have them.
    Stream<Map<String, Object>> rows =
        (shown == classes.size() ? largest.stream().sorted() : largest.stream())
            .map(id -> row(classes.get(id), List.of(id), whole));
    List<Integer> rest = byMass.subList(shown, byMass.size());
    if (!rest.isEmpty()) {
      String name = "%s more classes".formatted(RunFacts.number(rest.size()));
      rows = Stream.concat(rows, Stream.of(row(name, rest, whole)));
    }
    if (classes.size() > 1) {
      rows = Stream.concat(rows, Stream.of(row("all", byMass, whole)));
    }
    page.put("before", before.isPresent());
    page.put("soft", before.isPresent() && before.get().areSoft());
    page.put("classRows", rows.toList());
  }

  private Map<String, Object> row(String name, List<Integer> ids, double whole) {
    double mass = sum(ids.stream().mapToInt(id -> id), after::mass);
    double share =
        whole == 0
            ? 0
            : sum(ids.stream().mapToInt(id -> id), id -> Math.abs(after.mass(id))) / whole;
    Map<String, Object> row = new HashMap<>();
    row.put("name", name);
    row.put("count", count(ids, after));
    row.put("mass", mass(mass));
    row.put("percent", String.format(Locale.ROOT, "%.1f", 100 * share));
    row.put("share", String.format(Locale.ROOT, "%.1f %%", 100 * share));
    before.ifPresent(
        sums -> {
          row.put("beforeCount", count(ids, sums));
          row.put("beforeMass", mass(sum(ids.stream().mapToInt(id -> id), sums::mass)));
        });
    return row;
  }

  private static String count(List<Integer> ids, ClassSums sums) {
    return RunFacts.number(ids.stream().mapToLong(sums::count).sum());
  }

  private static String mass(double mass) {
    return String.format(Locale.ROOT, "%,.1f", mass);
  }

  private static double sum(IntStream ids, IntToDoubleFunction of) {
    return ids.mapToDouble(of).sum();
  }
}
