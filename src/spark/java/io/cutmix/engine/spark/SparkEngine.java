package io.cutmix.engine.spark;

import io.cutmix.engine.Engine;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs units as the tasks of a Spark job. What a unit is comes from the plan alone; how they are
 * spread over tasks decides nothing. A task that is run again, or twice at once, writes the same
 * bytes.
 */
final class SparkEngine implements Engine {
  /** Spark keeps a record of each task. */
  private static final int MOST_SLICES = 100_000;

  private static final String GROUP = "cutmix";

  private final JavaSparkContext spark;
  private final int threads;

  SparkEngine(JavaSparkContext spark, int threads) {
    this.spark = spark;
    this.threads = threads;
  }

  @Override
  public Optional<String> run(Units units, Listener listener) throws IOException {
    int slices = (int) Math.min(units.count(), MOST_SLICES);
    Tally tally = new Tally(spark.sc());
    Broadcast<SharedUnits> shared =
        spark.broadcast(
            new SharedUnits(units.tasks(), units.done(), units.count(), slices, threads));
    List<Integer> numbers = IntStream.range(0, slices).boxed().toList();
    spark.setJobGroup(GROUP, "mixing", false);
    Watch watch = Watch.start(tally, listener, () -> spark.sc().cancelJobGroup(GROUP));
    try {
      spark.parallelize(numbers, slices).map(new Slice(shared, tally)).reduce(Long::sum);
    } catch (Exception e) {
      throw failure(e, tally);
    } finally {
      watch.close();
      shared.destroy();
    }
    if (tally.failed()) {
      throw new IOException(lowest(tally));
    }
    return tally.warnings().stream().findFirst();
  }

  private static String lowest(Tally tally) {
    return tally.failures().stream()
        .min(Comparator.comparingLong(Tally.Failed::unit))
        .map(Tally.Failed::message)
        .orElseThrow();
  }

  /** What the user should read, out of what Spark throws without declaring it. */
  private static IOException failure(Exception e, Tally tally) {
    if (tally.failed()) {
      return new IOException(lowest(tally), e);
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException failure) {
        return failure;
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
