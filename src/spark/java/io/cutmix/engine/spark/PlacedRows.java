package io.cutmix.engine.spark;

import io.cutmix.plan.Places;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** Gives each sample, by its place in the order of names, the numbers of the files it becomes. */
final class PlacedRows
    implements Function2<Integer, Iterator<byte[]>, Iterator<Tuple2<Long, byte[]>>> {
  private static final long serialVersionUID = 1;

  private final Places places;
  private final long[] before;
  private final long[] each;

  PlacedRows(Places places, RowCounts counts) {
    this.places = places;
    this.before = counts.before();
    this.each = counts.each();
  }

  @Override
  public Iterator<Tuple2<Long, byte[]>> call(Integer partition, Iterator<byte[]> rows) {
    return new Placed(rows, before[partition], before[partition] + each[partition]);
  }

  private final class Placed implements Iterator<Tuple2<Long, byte[]>> {
    private final Iterator<byte[]> rows;
    private final long end;
    private long sample;
    private byte[] row = new byte[0];
    private int copy;

    Placed(Iterator<byte[]> rows, long first, long end) {
      this.rows = rows;
      this.sample = first - 1;
      this.end = end;
      this.copy = places.copies();
    }

    @Override
    public boolean hasNext() {
      boolean more = copy < places.copies() || rows.hasNext();
      if (more ? sample >= end : sample != end - 1) {
        throw Unchecked.failed(
            new IOException("the data set changed while it was listed; start the run again"));
      }
      return more;
    }

    @Override
    public Tuple2<Long, byte[]> next() {
      if (copy == places.copies()) {
        row = rows.next();
        sample++;
        copy = 0;
      }
      return new Tuple2<>(places.file(copy++, sample), row);
    }
  }
}
