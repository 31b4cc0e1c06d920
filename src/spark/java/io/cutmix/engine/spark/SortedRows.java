package io.cutmix.engine.spark;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.DatasetHead;
import io.cutmix.dataset.SampleRow;
import io.cutmix.plan.Places;
import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * All samples of a data set, spread over the cluster in the order of their names.
 *
 * @param dataset what is known of it as a whole
 */
record SortedRows(Dataset dataset, RowCounts counts) {
  /** Rows that a task sorts at once; Spark puts those on disk for which there is no memory. */
  private static final int IN_ONE_TASK = 250_000;

  /** Rows of which the driver takes what the fingerprint needs at once, some 40 bytes each. */
  private static final int AT_THE_DRIVER = 2_000_000;

  /** Samples that are in order, whose labels are classes. */
  static SortedRows of(DatasetHead head, RowCounts counts) throws IOException {
    for (int first = 0, end; first < counts.each().length; first = end) {
      end = counts.end(first, AT_THE_DRIVER);
      int[] partitions = IntStream.range(first, end).toArray();
      for (long row = 0; row < counts.each()[first] || row == 0; row += AT_THE_DRIVER) {
        Stream.of(counts.rows().mapPartitions(new Described(row)).collectPartitions(partitions))
            .flatMap(List::stream)
            .forEach(head::add);
      }
    }
    return new SortedRows(head.dataset(counts.sum()), counts);
  }

  /**
   * What the fingerprint needs of some rows of a partition, which may have very many.
   *
   * @param first of these rows
   */
  private record Described(long first) implements FlatMapFunction<Iterator<byte[]>, byte[]> {
    @Override
    public Iterator<byte[]> call(Iterator<byte[]> rows) {
      Iterator<SampleRow> some =
          StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
              .skip(first)
              .limit(AT_THE_DRIVER)
              .map(SampleRow::of)
              .iterator();
      return DatasetHead.describe(some);
    }
  }

  /** Brings rows into the order that names have on one machine. */
  static JavaRDD<byte[]> byName(JavaRDD<byte[]> rows, long count) {
    return rows.keyBy(row -> SampleRow.of(row).name())
        .sortByKey(NameOrder.INSTANCE, true, partitions(count))
        .values();
  }

  private enum NameOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String one, String other) {
      return one.compareTo(other);
    }
  }

  /** Into how many tasks that many rows go. */
  static int partitions(long rows) {
    return (int) (rows / IN_ONE_TASK) + 1;
  }

  /**
   * The rows of all files, each with its number, in the order of the files.
   *
   * @param ranges of files that come together
   */
  JavaPairRDD<Long, byte[]> byFile(Places places, FileRanges ranges) {
    return JavaPairRDD.fromJavaRDD(
            counts.rows().mapPartitionsWithIndex(new PlacedRows(places, counts), true))
        .repartitionAndSortWithinPartitions(ranges);
  }
}
