package io.cutmix.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The classes before and after, the largest ones alone and the rest in a sum.
 *
 * @param samples how many there are before, each counted once though it may be of several classes
 * @param images how many there are after, counted alike
 */
record ClassTable(
    List<String> classes, Optional<ClassSums> before, ClassSums after, long samples, long images) {
  private static final int MOST = 30;

  /** What the page shows of a class, or of several; of before nothing if that isn't known. */
  record Row(
      String name,
      String beforeCount,
      String beforeMass,
      String count,
      String mass,
      String percent) {}

  /** Whether the labels of the data set have other numbers than 0 and 1. */
  boolean isSoft() {
    return before.isPresent() && before.get().areSoft();
  }

  List<Row> rows() {
    List<Integer> byMass =
        IntStream.range(0, classes.size())
            .boxed()
            .sorted((a, b) -> Double.compare(Math.abs(after.mass(b)), Math.abs(after.mass(a))))
            .toList();
    double whole = sum(byMass, id -> Math.abs(after.mass(id)));
    int shown = classes.size() > MOST + 1 ? MOST : classes.size();
    List<Integer> rest = byMass.subList(shown, byMass.size());
    Stream<Integer> largest = byMass.subList(0, shown).stream();
    // Few classes stand as the labels have them.
    Stream<Row> rows =
        (rest.isEmpty() ? largest.sorted() : largest)
            .map(id -> row(classes.get(id), List.of(id), whole));
    if (!rest.isEmpty()) {
      String name = "%s more classes".formatted(HtmlReport.number(rest.size()));
      rows = Stream.concat(rows, Stream.of(row(name, rest, whole)));
    }
    if (classes.size() > 1) {
      Row sum = row("all", byMass, whole);
      String all = before.isPresent() ? HtmlReport.number(samples) : "";
      String mixed = HtmlReport.number(images);
      rows =
          Stream.concat(
              rows,
              Stream.of(new Row("all", all, sum.beforeMass(), mixed, sum.mass(), sum.percent())));
    }
    return rows.toList();
  }

  private Row row(String name, List<Integer> ids, double whole) {
    double share = whole == 0 ? 0 : sum(ids, id -> Math.abs(after.mass(id))) / whole;
    return new Row(
        name,
        before.map(sums -> count(ids, sums)).orElse(""),
        before.map(sums -> mass(ids, sums)).orElse(""),
        count(ids, after),
        mass(ids, after),
        String.format(Locale.ROOT, "%.1f", 100 * share));
  }

  private static String count(List<Integer> ids, ClassSums sums) {
    return HtmlReport.number(ids.stream().mapToLong(sums::count).sum());
  }

  private static String mass(List<Integer> ids, ClassSums sums) {
    return String.format(Locale.ROOT, "%,.1f", sum(ids, sums::mass));
  }

  private static double sum(List<Integer> ids, IntToDoubleFunction of) {
    return ids.stream().mapToDouble(of::applyAsDouble).sum();
  }
}
