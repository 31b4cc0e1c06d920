package io.cutmix.engine.spark;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.StorageLevels;

/**
 * Rows, and how many each partition has.
 *
 * @param each that number of each partition
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowCounts(JavaRDD<byte[]> rows, long[] each) {

  /** Makes the rows, once, and keeps them on the disks of the cluster. */
  static RowCounts keeping(JavaRDD<byte[]> rows) {
    JavaRDD<byte[]> kept = rows.persist(StorageLevels.DISK_ONLY);
    List<Long> counts = kept.mapPartitions(samples -> List.of(count(samples)).iterator()).collect();
    return new RowCounts(kept, counts.stream().mapToLong(Long::longValue).toArray());
  }

  private static long count(Iterator<byte[]> rows) {
    long count = 0;
    for (; rows.hasNext(); rows.next()) {
      count++;
    }
    return count;
  }

  long sum() {
    return Arrays.stream(each).sum();
  }

  /** The partition before which so many rows have come from another on; at least the next one. */
  int end(int from, long most) {
    int end = from + 1;
    long sum = each[from];
    while (end < each.length && sum + each[end] <= most) {
      sum += each[end++];
    }
    return end;
  }

  /** How many rows come before each partition. */
  long[] before() {
    long[] before = new long[each.length];
    for (int i = 1; i < before.length; i++) {
      before[i] = before[i - 1] + each[i - 1];
    }
    return before;
  }
}
