package io.cutmix.engine.spark;

import io.cutmix.dataset.ListedPart;
import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.util.CollectionAccumulator;

/** What each partition of a pass over the samples tells the driver. */
final class PartSummaries implements Serializable {
  private static final long serialVersionUID = 1;

  private final CollectionAccumulator<Told> told;

  PartSummaries(SparkContext spark) {
    this.told = spark.collectionAccumulator("listed parts");
  }

  private record Told(int partition, ListedPart part) implements Serializable {}

  void add(int partition, ListedPart part) {
    told.add(new Told(partition, part));
  }

  /** By partition; one that was gone through again tells the same. */
  List<ListedPart> inOrder() {
    TreeMap<Integer, ListedPart> parts = new TreeMap<>();
    told.value().forEach(one -> parts.put(one.partition(), one.part()));
    return List.copyOf(parts.values());
  }
}
