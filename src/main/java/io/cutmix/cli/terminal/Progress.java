package io.cutmix.cli.terminal;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/** How far a step of a run is. Thread-safe. */
public final class Progress implements AutoCloseable {
  private static final int LINE_WIDTH = 80;

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

  /** Shows a step as a bar that is redrawn in place. */
  public static Progress bar(Step step, PrintStream terminal, IntSupplier width) {
    return shown(step, 500, new TerminalLine(terminal, width));
  }

  /** Shows a step as a line every few seconds, without control characters. */
  public static Progress lines(Step step, Consumer<String> lines) {
    return shown(step, 5_000, new DelegatingProgressBarConsumer(changed(lines), LINE_WIDTH));
  }

  private static Progress shown(Step step, int everyMillis, ProgressBarConsumer consumer) {
    return new Progress(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(step.name())
                .setInitialMax(step.total())
                .setUpdateIntervalMillis(everyMillis)
                .setRenderer(new ProgressText(step.unit(), step.isQuick()))
                .setConsumer(consumer)
                .build()));
  }

  /** The lines that aren't the same as the one before. */
  private static Consumer<String> changed(Consumer<String> lines) {
    AtomicReference<String> last = new AtomicReference<>("");
    return line -> {
      if (!line.equals(last.getAndSet(line))) {
        lines.accept(line);
      }
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
