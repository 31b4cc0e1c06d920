package io.cutmix.engine.spark;

import io.cutmix.dataset.SampleLister;
import io.cutmix.dataset.SampleRow;
import io.cutmix.engine.Engine;
import io.cutmix.image.FileFormat;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;

/** Lists some parts of a data set in an executor. */
final class ListParts implements Function2<Integer, Iterator<String>, Iterator<byte[]>> {
  private static final long serialVersionUID = 1;

  private final Engine.DataSource source;
  private final PartSummaries summaries;

  ListParts(Engine.DataSource source, PartSummaries summaries) {
    this.source = source;
    this.summaries = summaries;
  }

  @Override
  public Iterator<byte[]> call(Integer partition, Iterator<String> parts) throws IOException {
    SampleLister lister = SampleLister.of(source.open(), FileFormat::isPictureName);
    return new Rows(partition, parts, lister);
  }

  private final class Rows implements Iterator<byte[]> {
    private final int partition;
    private final Iterator<String> parts;
    private final SampleLister lister;
    private Iterator<SampleRow> rows = Collections.emptyIterator();
    private boolean ended;

    Rows(int partition, Iterator<String> parts, SampleLister lister) {
      this.partition = partition;
      this.parts = parts;
      this.lister = lister;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext() && parts.hasNext()) {
        rows = Unchecked.call(() -> lister.rows(parts.next()));
      }
      if (!rows.hasNext() && !ended) {
        ended = true;
        summaries.add(partition, Unchecked.call(lister::summary));
      }
      return rows.hasNext();
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return rows.next().toBytes();
    }
  }
}
