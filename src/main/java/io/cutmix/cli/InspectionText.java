package io.cutmix.cli;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.TextColumns;
import io.cutmix.inspect.Inspection;
import io.cutmix.inspect.Inspection.BoxFacts;
import io.cutmix.inspect.Inspection.Category;
import io.cutmix.inspect.Inspection.FileProblems;
import io.cutmix.inspect.Inspection.FirstNames;
import io.cutmix.inspect.LabelSummary;
import io.cutmix.inspect.LabelSummary.Kind;
import io.cutmix.inspect.Suggestion;
import io.cutmix.job.ImageSpec.Exif;
import io.cutmix.work.ImageSurvey.SizeCount;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/** What {@code cutmix inspect} prints: a few lines of a given width, with bars for classes. */
record InspectionText(Inspection found, Exif exif, int width, StringBuilder text) {
  private static final int LARGEST = 12;
  private static final int SMALLEST = 4;
  private static final int SIZES = 5;
  private static final int NAMES = 10;
  private static final int LEAST_BAR = 5;

  /**
   * The text.
   *
   * @param exif whether images are turned by it
   * @param width columns that bars may fill
   */
  static String of(Inspection found, Exif exif, int width) {
    InspectionText lines = new InspectionText(found, exif, width, new StringBuilder());
    lines.addLabels();
    lines.addImages();
    lines.addProblems();
    lines.addSuggestions();
    return lines.text.toString();
  }

  private void addLabels() {
    LabelSummary labels = found.labels();
    String noun = labels.kind() == Kind.NUMBERS ? "column" : "class";
    line(
        "%s, %s",
        Summary.count(found.samples(), "sample"), Summary.count(labels.names().size(), noun));
    heading(noun.equals("class") ? "classes" : "columns");
    if (labels.kind() == Kind.NUMBERS) {
      for (int k = 0; k < labels.names().size(); k++) {
        line(
            "  %s: %.6g to %.6g, mean %.6g",
            Console.visibleName(labels.names().get(k)),
            labels.least()[k],
            labels.most()[k],
            labels.sums()[k] / found.samples());
      }
    } else {
      addClasses(labels);
    }
  }

  /** The most frequent first; of many those in the middle are left out. */
  private void addClasses(LabelSummary labels) {
    List<Integer> order =
        IntStream.range(0, labels.names().size())
            .boxed()
            .sorted(Comparator.comparing((Integer k) -> -labels.sums()[k]))
            .toList();
    boolean many = order.size() > LARGEST + SMALLEST + 1;
    List<Integer> first = many ? order.subList(0, LARGEST) : order;
    List<Integer> last = many ? order.subList(order.size() - SMALLEST, order.size()) : List.of();
    Bars bars = new Bars(labels, first, last);
    first.forEach(bars::add);
    if (many) {
      line("  … %s more …", number(order.size() - LARGEST - SMALLEST));
      last.forEach(bars::add);
    }
    if (labels.imbalance() > 1) {
      line("  the largest has %.3g times as many as the smallest", labels.imbalance());
    }
    if (labels.empty() > 0) {
      line("  %s without a sample", Summary.count(labels.empty(), "class"));
    }
  }

  /** Lines for classes, in columns. */
  private final class Bars {
    private final LabelSummary labels;
    private final int nameColumns;
    private final int numberColumns;
    private final double most;

    Bars(LabelSummary labels, List<Integer> first, List<Integer> last) {
      this.labels = labels;
      this.most = first.isEmpty() ? 0 : labels.sums()[first.get(0)];
      this.numberColumns = amount(labels, most).length();
      int longest =
          Stream.of(first, last)
              .flatMap(List::stream)
              .mapToInt(k -> TextColumns.of(Console.visibleName(labels.names().get(k))))
              .max()
              .orElse(0);
      this.nameColumns = Math.min(longest, Math.max(4, width - numberColumns - 15 - LEAST_BAR));
    }

    void add(int k) {
      double sum = labels.sums()[k];
      int room = width - nameColumns - numberColumns - 15;
      int bar = most == 0 || room < LEAST_BAR ? 0 : (int) Math.round(room * sum / most);
      line(
          "  %s  %s  %5.1f %%  %s",
          TextColumns.padded(Console.visibleName(labels.names().get(k)), nameColumns),
          " ".repeat(Math.max(0, numberColumns - amount(labels, sum).length()))
              + amount(labels, sum),
          100 * sum / found.samples(),
          Ansi.AUTO.string("@|cyan " + "█".repeat(Math.min(bar, Math.max(room, 0))) + "|@"));
    }
  }

  private static String amount(LabelSummary labels, double sum) {
    return labels.kind() == Kind.SHARES
        ? String.format(Locale.ROOT, "%,.2f", sum)
        : number((long) sum);
  }

  private void addImages() {
    heading("sizes (width x height)");
    long images = found.sizes().stream().mapToLong(SizeCount::images).sum();
    for (SizeCount size : found.sizes().subList(0, Math.min(SIZES, found.sizes().size()))) {
      line("  %dx%d  %s", size.width(), size.height(), number(size.images()));
    }
    if (found.sizes().size() > SIZES) {
      line("  … %s more sizes …", number(found.sizes().size() - SIZES));
      line(
          "  width %s, height %s, shorter side %s",
          range(SizeCount::width),
          range(SizeCount::height),
          range(size -> Math.min(size.width(), size.height())));
    }
    heading("images");
    line("  formats      %s", tally(found.formats()));
    line("  channels     %s", tally(found.channels()));
    long upright = found.orientations().getOrDefault(1, 0L);
    line(
        "  orientation  %s",
        upright == images ? "upright " + number(upright) : orientations(upright));
    if (found.profiles() > 0) {
      line("  profiles     %s with colors other than sRGB", number(found.profiles()));
    }
    if (found.animated() > 0) {
      line("  frames       %s with several, of which the first is taken", number(found.animated()));
    }
    found.boxes().ifPresent(this::addBoxes);
    if (found.masks()) {
      line("  masks        %s fit", number(images - found.problems().masks().count()));
    }
  }

  private void addBoxes(BoxFacts boxes) {
    line(
        "  boxes        %s, %s",
        Summary.count(boxes.boxes(), "box"), Summary.count(boxes.categories().size(), "category"));
    for (Category one : boxes.categories().subList(0, Math.min(NAMES, boxes.categories().size()))) {
      line("    %s  %s", Console.visibleName(one.name()), number(one.boxes()));
    }
    addMore(boxes.categories().size());
  }

  private String range(ToDoubleFunction<SizeCount> side) {
    return String.format(
        Locale.ROOT,
        "%,.0f to %,.0f",
        found.sizes().stream().mapToDouble(side).min().orElse(0),
        found.sizes().stream().mapToDouble(side).max().orElse(0));
  }

  private String orientations(long upright) {
    String end = exif == Exif.APPLY ? " (these are turned)" : " (these are not turned)";
    return found.orientations().entrySet().stream()
        .filter(one -> one.getKey() != 1)
        .map(one -> ", EXIF " + one.getKey() + ": " + number(one.getValue()))
        .collect(Collectors.joining("", "upright " + number(upright), end));
  }

  private static String tally(Map<String, Long> tally) {
    return tally.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(entry -> entry.getKey() + " " + number(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void addProblems() {
    FileProblems problems = found.problems();
    heading("problems");
    int before = text.length();
    addProblem(problems.missing(), "row has no file", "rows have no file");
    addProblem(problems.unreadable(), "image can't be read", "images can't be read");
    addProblem(
        problems.damaged(), "image is damaged but readable", "images are damaged but readable");
    addProblem(problems.boxes(), "image has no boxes that fit", "images have no boxes that fit");
    addProblem(problems.masks(), "image has no mask that fits", "images have no mask that fits");
    addProblem(
        problems.duplicates(),
        "image has the bytes of another",
        "images have the bytes of another");
    addProblem(
        problems.contradictions(),
        "of these has another label than the other",
        "of these have another label than the other");
    addProblem(problems.unlabelled(), "image has no row", "images have no row");
    found
        .boxes()
        .ifPresent(
            boxes ->
                boxes.findings().stream()
                    .map(finding -> Console.visibleName(finding.problem().toString()))
                    .forEach(
                        finding -> line("  %s", Ansi.AUTO.string("@|yellow " + finding + "|@"))));
    if (text.length() == before) {
      line("  none");
    }
    if (!found.whole()) {
      line("  (--fast: damage behind the headers and equal images were not looked for)");
    }
  }

  private void addProblem(FirstNames named, String one, String many) {
    if (named.count() > 0) {
      String what = number(named.count()) + " " + (named.count() == 1 ? one : many);
      line("  %s", Ansi.AUTO.string("@|yellow " + what + "|@"));
      named.first().stream()
          .limit(NAMES)
          .forEach(name -> line("    %s", Console.visibleName(name)));
      addMore(named.count());
    }
  }

  private void addMore(long count) {
    if (count > NAMES) {
      line("    … %s more …", number(count - NAMES));
    }
  }

  private void addSuggestions() {
    List<Suggestion> suggestions = Suggestion.of(found);
    if (!suggestions.isEmpty()) {
      heading("options that may help");
      int columns = suggestions.stream().mapToInt(one -> one.option().length()).max().orElse(0);
      suggestions.forEach(
          one -> line("  %s  %s", TextColumns.padded(one.option(), columns), one.reason()));
    }
  }

  private void heading(String heading) {
    text.append('\n').append(Ansi.AUTO.string("@|bold " + heading + "|@")).append('\n');
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
