package io.cutmix.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * How far a step is, in one line: its name, percents, a bar, counts, rate, the time left, and
 * failures. Where they don't all fit, those that say least are left out.
 *
 * @param unit what is counted, in the plural
 */
record ProgressText(String unit) implements ProgressBarRenderer {
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 8;

  /** Positions of the parts in the line, the most important one first. */
  private static final List<Integer> BY_IMPORTANCE = List.of(1, 5, 4, 2, 0, 3);

  @Override
  public String render(ProgressState state, int width) {
    List<String> parts = parts(state);
    List<Integer> shown = new ArrayList<>();
    int length = -1;
    for (int part : BY_IMPORTANCE) {
      int longer = length + 1 + parts.get(part).length();
      if (!parts.get(part).isEmpty() && longer <= width) {
        shown.add(part);
        length = longer;
      }
    }
    shown.sort(null);
    List<String> words = new ArrayList<>(shown.stream().map(parts::get).toList());
    int bar = Math.min(WIDEST_BAR, width - length - 1);
    if (!state.isIndefinite() && shown.size() == count(parts) && bar >= NARROWEST_BAR) {
      words.add(shown.indexOf(1) + 1, bar(state.getNormalizedProgress(), bar));
    }
    String line = String.join(" ", words);
    return line.substring(0, Math.min(line.length(), width));
  }

  private static long count(List<String> parts) {
    return parts.stream().filter(part -> !part.isEmpty()).count();
  }

  private List<String> parts(ProgressState state) {
    long current = state.getCurrent();
    Duration elapsed = state.getElapsedAfterStart();
    double seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
    double rate = current / seconds;
    boolean known = !state.isIndefinite() && state.getMax() >= 0;
    String done =
        known
            ? format("%,d/%,d %s", current, state.getMax(), unit)
            : format("%,d %s", current, unit);
    return List.of(
        state.getTaskName(),
        known ? percent(current, state.getMax()) : "",
        done,
        seconds < 1 ? "" : format("%,.0f/s", rate),
        known && rate > 0 && current < state.getMax()
            ? left((state.getMax() - current) / rate)
            : "",
        Objects.requireNonNullElse(state.getExtraMessage(), ""));
  }

  /** Rounded down, so that nothing is called complete that isn't. */
  private static String percent(long current, long max) {
    return max == 0 ? "100%" : current * 100 / max + "%";
  }

  private static String left(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return whole >= 3600
        ? format("%d:%02d:%02d left", whole / 3600, whole / 60 % 60, whole % 60)
        : format("%d:%02d left", whole / 60, whole % 60);
  }

  private static String bar(double share, int width) {
    int inner = width - 2;
    int full = (int) (inner * share);
    return "[" + "=".repeat(full) + " ".repeat(inner - full) + "]";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
