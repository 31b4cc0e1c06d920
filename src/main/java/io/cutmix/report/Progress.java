package io.cutmix.report;

import java.io.PrintStream;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a run is. Told by one thread at a time. */
public interface Progress extends AutoCloseable {

  /** What is shown of a run's progress. */
  enum Display {
    /** A bar that is redrawn in place. */
    BAR,
    /** A line every few seconds, without control characters. */
    LINES,
    /** Nothing. */
    NONE
  }

  /** Takes note of what is finished. */
  void finished(long images, long skipped);

  @Override
  void close();

  /** Columns of what is shown where no terminal says otherwise. */
  int DEFAULT_WIDTH = 80;

  /**
   * Starts to show progress.
   *
   * @param width columns of a bar or line
   * @param images how many will come out
   * @param to where the bar or the lines go
   */
  static Progress start(Display display, int width, long images, PrintStream to) {
    return switch (display) {
      case NONE -> new Silent();
      // The width is given: if the library asks the terminal for it, Ctrl-C ends the process before
      // any shutdown hook.
      case BAR -> new Bar(builder(images, 200, new ConsoleProgressBarConsumer(to, width)).build());
      case LINES ->
          new Bar(
              builder(images, 5_000, new DelegatingProgressBarConsumer(new ChangedLines(to), width))
                  .build());
    };
  }

  private static ProgressBarBuilder builder(
      long images, int everyMillis, ProgressBarConsumer consumer) {
    return new ProgressBarBuilder()
        .setTaskName("mixing")
        .setUnit(" images", 1)
        .setInitialMax(images)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(everyMillis)
        .showSpeed()
        .setConsumer(consumer);
  }

  /** Prints a line unless it is the same as the one before. */
  final class ChangedLines implements Consumer<String> {
    private final PrintStream to;
    private String last = "";

    private ChangedLines(PrintStream to) {
      this.to = to;
    }

    @Override
    public void accept(String line) {
      if (!line.equals(last)) {
        to.println(line);
        last = line;
      }
    }
  }

  /** Shows nothing. */
  final class Silent implements Progress {
    private Silent() {}

    @Override
    public void finished(long images, long skipped) {}

    @Override
    public void close() {}
  }

  /** A bar of the progressbar library, redrawn or as lines. */
  final class Bar implements Progress {
    private final ProgressBar bar;
    private long failures;

    private Bar(ProgressBar bar) {
      this.bar = bar;
    }

    @Override
    public void finished(long images, long skipped) {
      failures += skipped;
      if (failures > 0) {
        bar.setExtraMessage(" " + failures + " skipped");
      }
      bar.stepBy(images + skipped);
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
