package io.cutmix.engine.spark;

import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.RowChecks;
import io.cutmix.dataset.SampleRow;
import io.cutmix.engine.Engine;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;

/**
 * Checks rows of a label file in an executor: that their files are there, or, in the order of their
 * names, that there is one for each picture.
 */
final class CheckRows implements Function2<Integer, Iterator<byte[]>, Iterator<byte[]>> {
  private static final long serialVersionUID = 1;

  private final Engine.DataSource source;
  private final boolean files;
  private final PartSummaries summaries;

  private CheckRows(Engine.DataSource source, boolean files, PartSummaries summaries) {
    this.source = source;
    this.files = files;
    this.summaries = summaries;
  }

  /** Adds to each row what is known of its file. */
  static CheckRows ofFiles(Engine.DataSource source, PartSummaries summaries) {
    return new CheckRows(source, true, summaries);
  }

  static CheckRows ofDuplicates(Engine.DataSource source, PartSummaries summaries) {
    return new CheckRows(source, false, summaries);
  }

  @Override
  public Iterator<byte[]> call(Integer partition, Iterator<byte[]> rows) throws IOException {
    RowChecks checks = RowChecks.of((LabelFileSource) source.open());
    return new Iterator<>() {
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (!rows.hasNext() && !ended) {
          ended = true;
          summaries.add(partition, checks.summary());
        }
        return rows.hasNext();
      }

      @Override
      public byte[] next() {
        byte[] row = rows.next();
        if (files) {
          return checks.withFile(SampleRow.of(row)).toBytes();
        }
        checks.next(SampleRow.of(row));
        return row;
      }
    };
  }
}
