package io.cutmix.engine.spark;

import io.cutmix.job.Counts;
import io.cutmix.work.SampleException;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;

/** What executors tell the driver; Spark counts each task once, however often it runs. */
final class Tally implements Serializable {
  private static final long serialVersionUID = 1;

  private final LongAccumulator images;
  private final LongAccumulator skipped;
  private final CollectionAccumulator<Failed> failures;
  private final CollectionAccumulator<String> warnings;

  Tally(SparkContext spark) {
    this.images = spark.longAccumulator("images");
    this.skipped = spark.longAccumulator("skipped");
    this.failures = spark.collectionAccumulator("failed units");
    this.warnings = spark.collectionAccumulator("warnings");
  }

  /** A unit that failed though trying again would not help. */
  record Failed(long unit, SampleException failure) implements Serializable {}

  void add(Counts counts) {
    images.add(counts.images());
    skipped.add(counts.skipped());
  }

  void add(Failed failed) {
    failures.add(failed);
  }

  void addWarning(String warning) {
    warnings.add(warning);
  }

  long images() {
    return images.value();
  }

  long skipped() {
    return skipped.value();
  }

  boolean failed() {
    return !failures.isZero();
  }

  List<Failed> failures() {
    return failures.value();
  }

  List<String> warnings() {
    return warnings.value();
  }
}
