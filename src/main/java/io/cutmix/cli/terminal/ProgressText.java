package io.cutmix.cli.terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * How far a step is, in one line: its name, percents, a bar if it has one, counts, rate, the time
 * left, and failures. Where they don't all fit, those that say least are left out. Of a quick step
 * there is no text in its first second.
 *
 * @param unit what is counted, in the plural
 */
record ProgressText(String unit, boolean isQuick, boolean hasBar) implements ProgressBarRenderer {
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 8;

  /** Positions of the parts in the line, the most important one first. */
  private static final List<Integer> BY_IMPORTANCE = List.of(1, 5, 4, 2, 0, 3);

  @Override
  public String render(ProgressState state, int width) {
    Duration elapsed = state.getElapsedAfterStart();
    if (isQuick && elapsed.toSeconds() < 1) {
      return "";
    }
    List<String> parts = parts(state, Math.max(elapsed.toMillis(), 1) / 1000.0);
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
    boolean all = shown.size() == parts.stream().filter(part -> !part.isEmpty()).count();
    int bar = Math.min(WIDEST_BAR, width - length - 1);
    if (hasBar && !state.isIndefinite() && all && bar >= NARROWEST_BAR) {
      words.add(shown.indexOf(1) + 1, bar(state.getNormalizedProgress(), bar));
    }
    return String.join(" ", words);
  }

  private List<String> parts(ProgressState state, double seconds) {
    long current = state.getCurrent();
    long max = state.getMax();
    double rate = current / seconds;
    boolean known = !state.isIndefinite() && max >= 0;
    return List.of(
        state.getTaskName(),
        // Rounded down, so that nothing is called complete that isn't.
        known ? (max == 0 ? 100 : current * 100 / max) + "%" : "",
        format("%,d", current) + (known ? format("/%,d ", max) : " ") + unit,
        seconds < 1 ? "" : format("%,.0f/s", rate),
        known && rate > 0 && current < max ? left((max - current) / rate) : "",
        Objects.requireNonNullElse(state.getExtraMessage(), ""));
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
