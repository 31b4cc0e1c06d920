package io.cutmix.dataset;

import io.cutmix.job.Problem;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Text in rows, none of which may be so long that it fills the memory: a quote that is never closed
 * takes the rest of the file for one cell.
 */
public final class RowReader extends BufferedReader {
  /** Characters of a row: the label of a sample of 200,000 classes, a number for each. */
  static final int LONGEST = 1 << 22;

  /** What to say of a row that is longer. */
  public static final Problem TOO_LONG =
      Problem.of("the row is longer than %,d characters", LONGEST)
          .remedy("close a quote or bracket that is open, or split the row");

  private final Meter meter;

  public RowReader(Reader text) {
    this(new Meter(text));
  }

  private RowReader(Meter meter) {
    super(meter);
    this.meter = meter;
  }

  /** Another row begins, here or in what was read ahead. */
  public void nextRow() {
    meter.read = 0;
  }

  @Override
  public String readLine() throws IOException {
    nextRow();
    return super.readLine();
  }

  /** A row is longer than {@link #LONGEST}. */
  public static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    TooLong() {
      super(TOO_LONG.reason());
    }
  }

  private static final class Meter extends FilterReader {
    private long read;

    Meter(Reader text) {
      super(text);
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
      int count = super.read(to, offset, length);
      read += Math.max(count, 0);
      if (read > LONGEST) {
        throw new TooLong();
      }
      return count;
    }
  }
}
