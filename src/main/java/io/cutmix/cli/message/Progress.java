package io.cutmix.cli.message;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** How far a step of a run is. Thread-safe. */
public final class Progress implements AutoCloseable {
  private static final int LINE_WIDTH = 80;

  /** Erases from here to the end of the screen. */
  private static final String ERASE = "\u001b[J";

  private final Optional<ProgressBar> bar;
  private long failures;

  /**
   * A step.
   *
   * @param name in one word
   * @param unit what is counted, in the plural
   * @param total how many there are, or -1 if nobody knows
   * @param isQuick whether it usually takes so short that nothing is shown in the first second
   */
  public record Step(String name, String unit, long total, boolean isQuick) {}

  private Progress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  /** Shows nothing. */
  public static Progress none() {
    return new Progress(Optional.empty());
  }

  /**
   * Shows a step as a bar that is redrawn in place. (If the library asks the terminal how wide it
   * is, Ctrl-C ends the process before any shutdown hook.)
   *
   * @param columns of the terminal; one is left free, as a full line would move on to the next
   */
  public static Progress bar(Step step, PrintStream terminal, int columns) {
    AtomicBoolean isDrawn = new AtomicBoolean();
    Consumer<String> redraw =
        line -> {
          if (!line.isEmpty()) {
            isDrawn.set(true);
            terminal.print("\r" + line + ERASE);
            terminal.flush();
          }
        };
    ProgressBarConsumer line =
        new DelegatingProgressBarConsumer(redraw, Math.max(1, columns - 1)) {
          @Override
          public void close() {
            if (isDrawn.get()) {
              terminal.println();
            }
          }
        };
    return shown(step, 500, new ProgressText(step.unit(), step.isQuick(), true), line);
  }

  /**
   * Shows a step as a line every few seconds in which more was done, without control characters.
   */
  public static Progress lines(Step step, Consumer<String> lines) {
    Consumer<String> shown =
        line -> Optional.of(line).filter(text -> !text.isEmpty()).ifPresent(lines);
    ProgressText text = new ProgressText(step.unit(), step.isQuick(), false);
    return shown(
        step, 5_000, whereMoreIsDone(text), new DelegatingProgressBarConsumer(shown, LINE_WIDTH));
  }

  private static Progress shown(
      Step step, int everyMillis, ProgressBarRenderer text, ProgressBarConsumer consumer) {
    return new Progress(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(step.name())
                .setInitialMax(step.total())
                .setUpdateIntervalMillis(everyMillis)
                .setRenderer(text)
                .setConsumer(consumer)
                .build()));
  }

  /** The texts of those states in which more is done than in the one before. */
  private static ProgressBarRenderer whereMoreIsDone(ProgressText text) {
    AtomicLong shown = new AtomicLong();
    return (state, width) -> {
      // First, since others go on meanwhile: the last state must not be taken for shown.
      long current = state.getCurrent();
      String line = text.render(state, width);
      return line.isEmpty() || shown.getAndSet(current) == current ? "" : line;
    };
  }

  /** Takes note of some more that are done. */
  public void advance(long more) {
    bar.ifPresent(shown -> shown.stepBy(more));
  }

  /**
   * Takes note of failures, none of which is one more done.
   *
   * @param kind what they are called behind their number, always the same in a step
   */
  public synchronized void failed(long more, String kind) {
    failures += more;
    if (failures > 0) {
      bar.ifPresent(shown -> shown.setExtraMessage(failures + " " + kind));
    }
  }

  /** Takes note of what is finished; what was skipped is so too. */
  public void finished(long images, long skipped) {
    failed(skipped, "skipped");
    advance(images + skipped);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }

  /**
   * How far a step is, in one line: its name, percents, a bar if it has one, counts, rate, the time
   * left, and failures. Where they don't all fit, those that say least are left out. Of a quick
   * step there is no text in its first second.
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
}
