package io.cutmix.engine.spark;

import io.cutmix.work.Engine;
import io.cutmix.work.SampleException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
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

  /** Half a second's work, before which reading ahead begins once more for each slice. */
  private static final int IMAGES_OF_SLICE = 1_000;

  /** For each core, so that the cores end at about the same time. */
  private static final int LEAST_SLICES = 4;

  private static final String GROUP = "cutmix";

  private final SparkConf conf;
  private final int threads;
  private @Nullable CompletableFuture<JavaSparkContext> context;

  /**
   * @param threads that work on the pictures of one unit
   */
  SparkEngine(SparkConf conf, int threads) {
    this.conf = conf;
    this.threads = threads;
  }

  /** In a thread of its own, which has the class loader that knows the job's jar. */
  @Override
  public void begin() {
    context =
        CompletableFuture.supplyAsync(
            () -> new JavaSparkContext(conf), start -> new Thread(start, "cutmix-spark").start());
  }

  @Override
  public void close() {
    if (context != null) {
      context.thenAccept(JavaSparkContext::close).exceptionally(failure -> null).join();
    }
  }

  @Override
  public Optional<String> run(Units units, Listener listener) throws IOException {
    CompletableFuture<JavaSparkContext> begun = context;
    context = null;
    try (JavaSparkContext spark = started(begun)) {
      return run(units, listener, spark);
    }
  }

  private JavaSparkContext started(@Nullable CompletableFuture<JavaSparkContext> begun)
      throws IOException {
    try {
      return begun == null ? new JavaSparkContext(conf) : begun.join();
    } catch (Exception e) { // Scala's code throws some without saying so.
      Throwable cause =
          e instanceof CompletionException ? Objects.requireNonNullElse(e.getCause(), e) : e;
      throw new IOException(
          "Spark doesn't start: "
              + Objects.requireNonNullElse(cause.getMessage(), cause.toString()),
          cause);
    }
  }

  private Optional<String> run(Units units, Listener listener, JavaSparkContext spark)
      throws IOException {
    try {
      return done(units, listener, spark);
    } catch (IllegalStateException | NullPointerException e) {
      if (spark.sc().isStopped()) { // By Spark itself, at any time; what it does then fails so.
        throw new IOException("Spark gave up: it can't reach the master, or was stopped", e);
      }
      throw e;
    } catch (Exception e) { // Scala's code throws some without saying so.
      if (e instanceof SparkException) {
        throw gaveUp(e);
      }
      throw e;
    }
  }

  private Optional<String> done(Units units, Listener listener, JavaSparkContext spark)
      throws IOException {
    Tally tally = new Tally(spark.sc());
    int slices = slices(units, spark.defaultParallelism() / threads);
    SharedUnits all = new SharedUnits(units.tasks(), units.done(), units.count(), slices, threads);
    Broadcast<SharedUnits> shared = spark.broadcast(all);
    spark.setJobGroup(GROUP, "mixing", false);
    List<Integer> numbers = IntStream.range(0, slices).boxed().toList();
    try {
      new Watch(spark.sc(), tally, listener)
          .await(spark.parallelize(numbers, slices).foreachAsync(new Slice(shared, tally)));
    } catch (ExecutionException e) { // What was sent to executors ends with the context.
      throw tally.failed() ? lowest(tally) : failure(e);
    }
    if (tally.failed()) {
      throw lowest(tally);
    }
    return tally.warnings().stream().findFirst();
  }

  private static int slices(Units units, int tasksAtOnce) {
    long wanted = Math.max(units.images() / IMAGES_OF_SLICE, (long) LEAST_SLICES * tasksAtOnce);
    return (int) Math.min(units.count(), Math.min(Math.max(wanted, 1), MOST_SLICES));
  }

  private static SampleException lowest(Tally tally) {
    return tally.failures().stream()
        .min(Comparator.comparingLong(Tally.Failed::unit))
        .map(Tally.Failed::failure)
        .orElseThrow();
  }

  /** What the user should read, out of what Spark throws without declaring it. */
  private static IOException failure(ExecutionException e) {
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
    if (e.getCause() instanceof SparkException failure) {
      return gaveUp(failure);
    }
    throw new IllegalStateException(e);
  }

  private static IOException gaveUp(Exception e) {
    return new IOException("Spark gave up: " + e.getMessage(), e);
  }
}
