package io.cutmix.engine.spark;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.DatasetHead;
import io.cutmix.dataset.FolderSource;
import io.cutmix.dataset.Links;
import io.cutmix.dataset.SampleRow;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.RandomStream;
import io.cutmix.pipeline.Shards;
import io.cutmix.plan.Places;
import io.cutmix.plan.Plan;
import io.cutmix.plan.PlanOptions;
import io.cutmix.plan.Shuffle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Measures how long it takes to bring so many rows without pictures, which come in no order, to the
 * units of a plan; each row is checked to be where it belongs. To be run by {@code spark-submit}.
 */
public final class IndexScale {
  private static final int CLASSES = 1000;
  private static final int BATCH = 64;
  private static final int SHARD = 10_000;

  private IndexScale() {}

  /** Does it for the number of rows that the first word says. */
  public static void main(String... words) throws IOException {
    int count = Integer.parseInt(words[0].replace("_", ""));
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("index"))) {
      long start = System.nanoTime();
      SortedRows sorted = sorted(spark, count);
      double order = seconds(start);
      long rows = planned(sorted, count);
      double all = seconds(start);
      System.out.printf(
          "%,d rows: %.0f s (in order %.0f s, to their units %.0f s), %.0f s of processors%n",
          rows, all, order, all - order, processors());
    }
  }

  private static SortedRows sorted(JavaSparkContext spark, int count) throws IOException {
    int partitions = SortedRows.partitions(count);
    List<Integer> numbers = IntStream.range(0, partitions).boxed().toList();
    JavaRDD<byte[]> rows =
        spark.parallelize(numbers, partitions).flatMap(number -> rows(count, number, partitions));
    RowCounts counts = RowCounts.keeping(SortedRows.byName(rows, count));
    List<String> classes = IntStream.range(0, CLASSES).mapToObj("class-%03d"::formatted).toList();
    FolderSource source = new FolderSource(Path.of("."), ClassList.named(classes), Links.ALL);
    return SortedRows.of(DatasetHead.of(source, List.of()), counts);
  }

  /** A share of the rows, which one by one are anywhere in the order of names. */
  private static Iterator<byte[]> rows(long count, long number, long partitions) {
    Shuffle shuffle = new Shuffle(count, RandomStream.forOrder(1, 0));
    return LongStream.range(number * count / partitions, (number + 1) * count / partitions)
        .map(shuffle::at)
        .mapToObj(
            sample -> SampleRow.ofFile(name(sample), (int) (sample % CLASSES), 15_000, sample))
        .map(SampleRow::toBytes)
        .iterator();
  }

  private static String name(long sample) {
    // A formatter would take longer than all the rest.
    String digits = Long.toString(10_000_000_000L + sample).substring(1);
    return "train/" + digits.substring(0, 6) + "/image-" + digits + ".jpg";
  }

  private static long planned(SortedRows sorted, int count) {
    CutMix cutMix = CutMix.builder(CLASSES).build();
    Plan plan = new Plan(new PlanOptions(cutMix, 1, BATCH, 1, 0), count, 224, 224);
    Shards shards = Shards.of(plan, SHARD, BATCH);
    long slices = Math.min(SortedRows.partitions(count), shards.count());
    long[] firsts =
        LongStream.range(0, slices)
            .map(slice -> shards.firstFile(slice * shards.count() / slices))
            .toArray();
    Places places = plan.places();
    return sorted
        .byFile(places, new FileRanges(firsts))
        .mapPartitionsWithIndex(
            (slice, rows) -> List.of(checked(places, firsts[slice], rows)).iterator(), true)
        .reduce(Long::sum);
  }

  /** How many rows there are, each in its place. */
  private static long checked(Places places, long first, Iterator<Tuple2<Long, byte[]>> rows) {
    long file = first;
    while (rows.hasNext()) {
      Tuple2<Long, byte[]> row = rows.next();
      String name = SampleRow.of(row._2()).name();
      if (row._1() != file || !name.equals(name(places.sample(file)))) {
        throw new IllegalStateException("%s is in the place of file %d".formatted(name, file));
      }
      file++;
    }
    return file - first;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double processors() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }
}
