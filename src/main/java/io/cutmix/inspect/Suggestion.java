package io.cutmix.inspect;

import io.cutmix.work.ImageSurvey.SizeCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An option of {@code cutmix augment} that fits a data set.
 *
 * @param option as it is to be given
 * @param reason why
 */
public record Suggestion(String option, String reason) {
  /** Sides that networks are trained with. */
  private static final List<Integer> SIDES =
      List.of(16, 28, 32, 48, 64, 96, 128, 160, 192, 224, 256, 288, 320, 384, 448, 512);

  /** From here on the rare classes are worth an option. */
  private static final double IMBALANCE = 2;

  /** Those for a data set; there may be none. */
  public static List<Suggestion> of(Inspection found) {
    List<Suggestion> suggestions = new ArrayList<>();
    addSize(found, suggestions);
    addChannels(found, suggestions);
    addBalance(found, suggestions);
    long lost = Math.min(found.lost(), found.samples());
    if (lost > 0) {
      suggestions.add(
          new Suggestion(
              "--on-error skip",
              format("goes on without what is lost (%,d of %,d)", lost, found.samples())));
    }
    return suggestions;
  }

  private static void addSize(Inspection found, List<Suggestion> suggestions) {
    if (found.sizes().size() > 1) {
      suggestions.add(
          new Suggestion(
              "--size " + side(found.sizes()),
              format(
                  "there are %,d sizes; the usual one nearest to the median of the shorter sides",
                  found.sizes().size())));
    }
  }

  /** The usual side nearest, as a ratio, to the median of the images' shorter sides. */
  public static int side(List<SizeCount> sizes) {
    long images = sizes.stream().mapToLong(SizeCount::images).sum();
    TreeMap<Integer, Long> shorter = new TreeMap<>();
    sizes.forEach(s -> shorter.merge(Math.min(s.width(), s.height()), s.images(), Long::sum));
    long before = 0;
    int median = shorter.firstKey();
    for (Map.Entry<Integer, Long> side : shorter.entrySet()) {
      if (2 * before >= images) {
        break;
      }
      before += side.getValue();
      median = side.getKey();
    }
    double log = Math.log(median);
    return Collections.min(
        SIDES, Comparator.comparingDouble(side -> Math.abs(Math.log(side) - log)));
  }

  private static void addChannels(Inspection found, List<Suggestion> suggestions) {
    Map<String, Long> channels = found.channels();
    long clear = channels.getOrDefault("rgb+alpha", 0L) + channels.getOrDefault("gray+alpha", 0L);
    if (clear > 0) {
      suggestions.add(
          new Suggestion(
              "--channels rgba",
              format(
                  "%,d of the images can be transparent; else --background is behind them",
                  clear)));
    }
    long gray = channels.getOrDefault("gray", 0L);
    if (gray > 0 && channels.size() > 1) {
      suggestions.add(
          new Suggestion(
              "--channels gray",
              format("if colors mean nothing; %,d of the images have none", gray)));
    }
  }

  private static void addBalance(Inspection found, List<Suggestion> suggestions) {
    double imbalance = found.labels().imbalance();
    if (found.labels().kind() == LabelSummary.Kind.CLASSES && imbalance >= IMBALANCE) {
      suggestions.add(
          new Suggestion(
              "--balance",
              format("the largest class has %.1f times as many as the smallest", imbalance)));
    }
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
