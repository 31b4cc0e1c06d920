package io.cutmix.engine.spark;

import io.cutmix.dataset.Dataset;
import io.cutmix.engine.Engine;
import io.cutmix.pipeline.SampleException;
import io.cutmix.pipeline.Shards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Runs units as the tasks of a Spark job. What a unit is comes from the plan alone; how they are
 * spread over tasks decides nothing. A task that is run again, or twice at once, writes the same
 * bytes.
 */
final class SparkEngine implements Engine {
  /** Spark keeps a record of each task. */
  private static final int MOST_SLICES = 100_000;

  private static final int SLICES_A_CORE = 4;

  private static final String GROUP = "cutmix";

  private final JavaSparkContext spark;
  private final int threads;
  private @Nullable SortedRows rows;

  SparkEngine(JavaSparkContext spark, int threads) {
    this.spark = spark;
    this.threads = threads;
  }

  @Override
  public Dataset list(DataSource source) throws IOException {
    spark.setJobGroup(GROUP, "listing", false);
    try {
      SortedRows found = new Listing(spark, source).list();
      rows = found;
      return found.dataset();
    } catch (Exception e) {
      throw e instanceof IOException known ? known : failure(e);
    }
  }

  @Override
  public Optional<String> run(Units units, Listener listener) throws IOException {
    Tally tally = new Tally(spark.sc());
    int slices = slices(units);
    SharedUnits all = new SharedUnits(units.tasks(), units.done(), units.count(), slices, threads);
    Broadcast<SharedUnits> shared = spark.broadcast(all);
    spark.setJobGroup(GROUP, "mixing", false);
    Watch watch = Watch.start(tally, listener, () -> spark.sc().cancelJobGroup(GROUP));
    try {
      done(units, all, new Slice(shared, tally)).reduce(Long::sum);
    } catch (Exception e) {
      throw tally.failed() ? lowest(tally) : failure(e);
    } finally {
      watch.close();
      shared.destroy();
    }
    if (tally.failed()) {
      throw lowest(tally);
    }
    return tally.warnings().stream().findFirst();
  }

  /**
   * As few as the units allow, but with samples that are listed here no fewer than sorting takes.
   */
  private int slices(Units units) {
    long most = Math.min(units.count(), MOST_SLICES);
    if (units.shards().isEmpty()) {
      return (int) most;
    }
    long files = units.shards().get().plan().files();
    int wanted = Math.max(SortedRows.partitions(files), SLICES_A_CORE * spark.defaultParallelism());
    return (int) Math.min(most, wanted);
  }

  /** How many units each slice did. */
  private JavaRDD<Long> done(Units units, SharedUnits all, Slice slice) {
    if (units.shards().isEmpty()) {
      List<Integer> numbers = IntStream.range(0, all.slices()).boxed().toList();
      return spark.parallelize(numbers, all.slices()).map(slice);
    }
    Shards shards = units.shards().get();
    long[] firsts =
        LongStream.range(0, all.slices()).map(i -> shards.firstFile(all.first(i))).toArray();
    return Objects.requireNonNull(rows, "nothing is listed")
        .byFile(shards.plan().places(), new FileRanges(firsts))
        .mapPartitionsWithIndex(new RowSlice(slice, shards), true);
  }

  private static SampleException lowest(Tally tally) {
    return tally.failures().stream()
        .min(Comparator.comparingLong(Tally.Failed::unit))
        .map(Tally.Failed::failure)
        .orElseThrow();
  }

  /** What the user should read, out of what Spark throws without declaring it. */
  private static IOException failure(Exception e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException failure) {
        return failure;
      }
      if (cause instanceof UncheckedIOException failure) {
        return Objects.requireNonNull(failure.getCause());
      }
      if (cause instanceof RuntimeException || cause instanceof Error) {
        throw new IllegalStateException(cause);
      }
    }
    if (e instanceof SparkException) {
      return new IOException("Spark gave up: " + e.getMessage(), e);
    }
    throw new IllegalStateException(e);
  }

  @Override
  public void close() {
    spark.close();
  }
}
