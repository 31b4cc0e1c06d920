package io.cutmix.report;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Passes a line on unless it is the same as the one before; of a quick step only after a second.
 */
final class ChangedLines implements ProgressBarConsumer {
  private final Consumer<String> to;
  private final Patience patience;
  private String last = "";

  ChangedLines(Consumer<String> to, boolean isQuick) {
    this.to = to;
    this.patience = new Patience(isQuick);
  }

  @Override
  public int getMaxRenderedLength() {
    return 80;
  }

  @Override
  public void accept(String line) {
    if (!line.equals(last) && patience.isOver()) {
      to.accept(line);
      last = line;
    }
  }

  @Override
  public void close() {}

  /** What takes less than a second needs no bar. */
  static final class Patience {
    private final Instant end;

    Patience(boolean isQuick) {
      this.end = Instant.now().plus(isQuick ? Duration.ofSeconds(1) : Duration.ZERO);
    }

    boolean isOver() {
      return !Instant.now().isBefore(end);
    }
  }
}
