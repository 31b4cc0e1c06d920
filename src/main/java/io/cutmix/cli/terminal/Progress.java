package io.cutmix.cli.terminal;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarRenderer;

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
      String line = text.render(state, width);
      return line.isEmpty() || shown.getAndSet(state.getCurrent()) == state.getCurrent()
          ? ""
          : line;
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
}
