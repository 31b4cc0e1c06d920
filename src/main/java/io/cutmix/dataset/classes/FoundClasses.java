package io.cutmix.dataset.classes;

import static java.util.Objects.requireNonNull;

import io.cutmix.dataset.Problems;
import io.cutmix.job.Problem;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Classes that become known as their labels are met. */
public final class FoundClasses implements ClassIndex {
  /** From here on a class for each sample is no small test. */
  private static final int MANY = 20;

  /** As many classes for each sample are suspicious. */
  private static final double OWN = 0.9;

  /** Spellings by which pandas knows a missing value, but which may be names. */
  private static final Set<String> LIKE_MISSING =
      Set.of("NA", "N/A", "n/a", "NULL", "null", "None", "#N/A", "#N/A N/A", "#NA", "-nan", "-NaN");

  private static final Pattern OF_PYTHON =
      Pattern.compile("\\[(['\"0-9.-].*)?]|\\{['\"].*}|b['\"].*['\"]", Pattern.DOTALL);
  private static final Pattern CAPTION = Pattern.compile("\\S+(\\s+\\S+){2,}");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,100}(\\.[0-9]{1,100})?");
  private static final Pattern WHOLE = Pattern.compile("([+-]?[0-9]{1,9})(\\.0+)?");

  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}|(?U:\\s)");
  private static final Pattern QUOTES = Pattern.compile("[\\[\\]'\"]");
  private static final Pattern SEPARATORS = Pattern.compile("\\s*[|;,/&+]\\s*|\\s+");

  private final boolean folders;
  private final Map<String, Integer> numbers = new HashMap<>();

  /** With whether labels are names of folders, which stand for nothing else. */
  public FoundClasses(boolean folders) {
    this.folders = folders;
  }

  @Override
  public int numberOf(String label, Problems.At at, String correction) {
    return numbers.computeIfAbsent(label, first -> numbers.size());
  }

  @Override
  public List<String> names() {
    Comparator<String> order = Comparator.naturalOrder();
    if (areAll(WHOLE)) {
      order = Comparator.comparingInt(FoundClasses::whole).thenComparing(order);
    } else if (areAll(NUMBER)) {
      order = Comparator.comparing((String label) -> new BigDecimal(label)).thenComparing(order);
    }
    UnaryOperator<String> name = naming();
    return numbers.keySet().stream().map(name).distinct().sorted(order).toList();
  }

  /** Ids are what pandas writes as 1.0 where another row of the column is empty. */
  private UnaryOperator<String> naming() {
    return areAll(WHOLE) && !folders
        ? label -> WHOLE.matcher(label).replaceFirst("$1")
        : label -> label;
  }

  private static int whole(String label) {
    return Integer.parseInt(WHOLE.matcher(label).replaceFirst("$1"));
  }

  private boolean areAll(Pattern form) {
    return numbers.keySet().stream().allMatch(label -> form.matcher(label).matches());
  }

  @Override
  public int[] positions() {
    List<String> names = names();
    Map<String, Integer> places = new HashMap<>();
    names.forEach(name -> places.put(name, places.size()));
    UnaryOperator<String> name = naming();
    int[] positions = new int[numbers.size()];
    numbers.forEach(
        (label, number) -> positions[number] = requireNonNull(places.get(name.apply(label))));
    return positions;
  }

  @Override
  public List<Problem> warnings(int samples) {
    List<Problem> warnings = new ArrayList<>();
    List<String> names = names();
    if (names.size() == 1) {
      warnings.add(Problem.of("there is one class only: %s", names.get(0)));
    }
    alike(names).ifPresent(warnings::add);
    if (!names.isEmpty() && areAll(WHOLE)) {
      addWarnings(names, warnings);
    } else if (!folders) {
      mixed(names).ifPresent(warnings::add);
      several(names).ifPresent(warnings::add);
      written(names).ifPresent(warnings::add);
      names.stream()
          .filter(LIKE_MISSING::contains)
          .map(FoundClasses::likeMissing)
          .forEach(warnings::add);
    }
    boolean telling = samples >= MANY || (!folders && (areAll(CAPTION) || areDecimals()));
    if (telling && names.size() > 2 && names.size() >= OWN * samples) {
      warnings.add(ownClasses(names.size(), samples));
    }
    return warnings;
  }

  private static Optional<Problem> alike(List<String> names) {
    Map<String, String> looks = new HashMap<>();
    List<String> pair = List.of();
    for (String name : names) {
      String first = looks.putIfAbsent(look(name), name);
      if (first != null && pair.isEmpty()) {
        pair = List.of(first, name);
      }
    }
    if (pair.isEmpty()) {
      return Optional.empty();
    }
    int more = names.size() - looks.size() - 1;
    String others = more == 0 ? "" : ", and so " + (more == 1 ? "is 1" : "are " + more) + " more";
    return Optional.of(
        Problem.of(
                "the classes \"%s\" and \"%s\" differ in their spelling only, and are taken as two%s",
                pair.get(0), pair.get(1), others)
            .remedy("write one of them if they are the same"));
  }

  /**
   * The same for names that mean the same number, or the same letters whatever their case. Java
   * takes over 10 ms to prepare for its first BigDecimal, and to load what it normalizes by.
   */
  private static String look(String name) {
    if (WHOLE.matcher(name).matches()) {
      return Integer.toString(whole(name));
    }
    if (NUMBER.matcher(name).matches()) {
      return new BigDecimal(name).stripTrailingZeros().toPlainString();
    }
    boolean isAscii = name.chars().allMatch(letter -> letter < 128);
    String normal = isAscii ? name : Normalizer.normalize(name, Normalizer.Form.NFKC);
    return UNSEEN.matcher(normal).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static Optional<Problem> mixed(List<String> names) {
    List<String> ids = names.stream().filter(name -> WHOLE.matcher(name).matches()).toList();
    return names.stream()
        .filter(name -> ids.size() > 1 && name.length() > 1 && !NUMBER.matcher(name).matches())
        .findFirst()
        .map(
            name ->
                Problem.of(
                        "some labels are numbers (%s), others are names (%s), and each is a class",
                        ids.get(0), name)
                    .remedy("if the numbers are ids, list the names with --classes"));
  }

  private static Optional<Problem> written(List<String> names) {
    return names.stream()
        .filter(name -> OF_PYTHON.matcher(name).matches())
        .findFirst()
        .map(
            name ->
                Problem.of(
                        "the label \"%s\", as Python shows its values, is taken as a class", name)
                    .remedy(
                        "write several classes with a separator for --label-separator, and numbers"
                            + " in columns for --label-columns"));
  }

  private static Problem likeMissing(String name) {
    return Problem.of("the class \"%s\" looks like a missing label, and is taken as a class", name)
        .remedy("remove its rows if it is one");
  }

  private static Optional<Problem> several(List<String> names) {
    Set<String> parts = new HashSet<>();
    names.forEach(name -> parts.add(unquoted(name)));
    return names.stream()
        .filter(
            name -> {
              String[] own = SEPARATORS.split(unquoted(name), -1);
              return own.length > 1 && parts.containsAll(List.of(own));
            })
        .findFirst()
        .map(
            name ->
                Problem.of("the class \"%s\" looks like several classes", name)
                    .remedy("if it is, " + separated(name)));
  }

  /** How such a label can be read: by the character between, unless it has several or quotes. */
  private static String separated(String name) {
    List<String> separators =
        SEPARATORS.matcher(name).results().map(found -> found.group().strip()).distinct().toList();
    return separators.size() > 1 || separators.contains("") || QUOTES.matcher(name).find()
        ? "write them as in a|b and give --label-separator '|'"
        : "give --label-separator '%s'".formatted(separators.get(0));
  }

  private static String unquoted(String name) {
    return QUOTES.matcher(name).replaceAll("");
  }

  private boolean areDecimals() {
    return areAll(NUMBER) && !areAll(WHOLE);
  }

  private Problem ownClasses(int classes, int samples) {
    String meant =
        areAll(NUMBER)
            ? "if labels are numbers to be mixed, name their column with --label-columns"
            : "if labels are captions, name the column of classes with --label-column";
    return Problem.of(
            "nearly every sample has a class of its own: %d classes for %d samples",
            classes, samples)
        .remedy(
            folders ? "if folders are no classes, name the file of labels with --labels" : meant);
  }

  /** What is suspicious about labels that are all whole numbers. */
  private static void addWarnings(Collection<String> labels, List<Problem> warnings) {
    TreeSet<Integer> ids =
        labels.stream().map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    if (ids.first() < 0) {
      warnings.add(
          Problem.of("the label %d is taken as a class", ids.first())
              .remedy("remove its rows if it means none"));
    } else if (ids.last() >= ids.size()) {
      warnings.add(gaps(ids, ids.last() + 1, labels.size()));
    }
  }

  private static Problem gaps(Set<Integer> ids, int count, int classes) {
    int first = 0;
    while (ids.contains(first)) {
      first++;
    }
    int others = count - ids.size() - 1;
    String more = others == 0 ? " is missing" : " and " + others + " more are missing";
    return Problem.of("labels are numbers with gaps (%d%s): %d classes", first, more, classes)
        .remedy("use --num-classes " + count + " to keep ids as positions");
  }
}
