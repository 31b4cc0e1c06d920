package io.cutmix.report;

import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/** How far a step of a run is. Thread-safe. */
public interface Progress extends AutoCloseable {

  /**
   * Where progress is shown.
   *
   * @param display how
   * @param width columns of a terminal, asked for anew each time something is drawn
   * @param bar where a bar goes
   * @param lines where lines go
   */
  record Screen(Display display, IntSupplier width, PrintStream bar, Consumer<String> lines) {}

  /** What is shown of a run's progress. */
  enum Display {
    /** A bar that is redrawn in place. */
    BAR,
    /** A line every few seconds, without control characters. */
    LINES,
    /** Nothing. */
    NONE
  }

  /**
   * A step.
   *
   * @param name in one word
   * @param unit what is counted, in the plural
   * @param total how many there are, or -1 if nobody knows
   * @param isQuick whether it usually takes so short that nothing is shown in the first second
   */
  record Step(String name, String unit, long total, boolean isQuick) {}

  /** Takes note of some more that are done. */
  void advance(long more);

  /**
   * Takes note of failures, none of which is one more done.
   *
   * @param kind what they are called behind their number, always the same in a step
   */
  void failed(long more, String kind);

  /** Takes note of what is finished; what was skipped is so too. */
  default void finished(long images, long skipped) {
    failed(skipped, "skipped");
    advance(images + skipped);
  }

  @Override
  void close();

  /** That of nothing, which isn't shown. */
  static Progress none() {
    return new Silent();
  }

  /** Starts to show the progress of a step. */
  static Progress start(Screen screen, Step step) {
    return switch (screen.display()) {
      case NONE -> none();
      case BAR ->
          new Bar(step, 500, new TerminalLine(screen.bar(), screen.width(), step.isQuick()));
      case LINES -> new Bar(step, 5_000, new ChangedLines(screen.lines(), step.isQuick()));
    };
  }

  /** Shows nothing. */
  final class Silent implements Progress {
    private Silent() {}

    @Override
    public void advance(long more) {}

    @Override
    public void failed(long more, String kind) {}

    @Override
    public void close() {}
  }

  /** A bar of the progressbar library, which draws it from time to time. */
  final class Bar implements Progress {
    private final ProgressBar bar;
    private long failures;

    private Bar(Step step, int everyMillis, ProgressBarConsumer consumer) {
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(step.name())
              .setInitialMax(step.total())
              .setUpdateIntervalMillis(everyMillis)
              .setRenderer(new ProgressText(step.unit()))
              .setConsumer(consumer)
              .build();
    }

    @Override
    public void advance(long more) {
      bar.stepBy(more);
    }

    @Override
    public synchronized void failed(long more, String kind) {
      failures += more;
      if (failures > 0) {
        bar.setExtraMessage(failures + " " + kind);
      }
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
