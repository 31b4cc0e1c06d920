package io.cutmix.engine.spark;

import io.cutmix.dataset.DatasetHead;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.ListedPart;
import io.cutmix.dataset.SampleLister;
import io.cutmix.dataset.SampleRow;
import io.cutmix.dataset.Source;
import io.cutmix.engine.Engine;
import io.cutmix.image.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Lists a data set on the cluster: class folders and shards beside each other, a label file by one
 * task and its pictures by all. The driver learns what is known of it as a whole, and no sample.
 */
record Listing(JavaSparkContext spark, Engine.DataSource source) {
  /** Each task looks first where the data set is, so several parts are for one. */
  private static final int TASKS = 1_000;

  private static final int TASKS_A_CORE = 4;
  private static final int LABEL_BYTES = 1 << 24;

  SortedRows list() throws IOException {
    Source opened = source.open();
    List<String> parts = SampleLister.of(opened, FileFormat::isPictureName).parts();
    int most = Math.max(TASKS, TASKS_A_CORE * spark.defaultParallelism());
    int partitions = Math.max(1, Math.min(parts.size(), most));
    PartSummaries summaries = new PartSummaries(spark.sc());
    JavaRDD<byte[]> listed =
        spark
            .parallelize(parts, partitions)
            .mapPartitionsWithIndex(new ListParts(source, summaries), true);
    return opened instanceof LabelFileSource file
        ? ofLabelFile(file, listed, summaries)
        : inOrder(opened, listed, summaries);
  }

  /** The names of a partition all come before those of the next. */
  private SortedRows inOrder(Source opened, JavaRDD<byte[]> listed, PartSummaries summaries)
      throws IOException {
    RowCounts counts = RowCounts.keeping(listed);
    List<ListedPart> parts = summaries.inOrder();
    DatasetHead head = DatasetHead.of(opened, parts);
    List<int[]> positions = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      positions.add(head.positions(part));
    }
    Broadcast<List<int[]>> shared = spark.broadcast(positions);
    JavaRDD<byte[]> rows =
        counts
            .rows()
            .mapPartitionsWithIndex(
                (part, samples) ->
                    new Mapped<>(samples, row -> classed(row, shared.value().get(part))),
                true);
    return SortedRows.of(head, new RowCounts(rows, counts.each()));
  }

  private SortedRows ofLabelFile(
      LabelFileSource file, JavaRDD<byte[]> listed, PartSummaries summaries) throws IOException {
    int partitions = (int) (Files.size(file.labels()) / LABEL_BYTES) + spark.defaultParallelism();
    PartSummaries checks = new PartSummaries(spark.sc());
    RowCounts counts =
        RowCounts.keeping(
            listed
                .repartition(partitions)
                .mapPartitionsWithIndex(CheckRows.ofFiles(source, checks), true));
    List<ListedPart> parts = new ArrayList<>(summaries.inOrder());
    parts.addAll(checks.inOrder());
    DatasetHead head = DatasetHead.of(file, parts);
    int[] positions = head.positions(0);
    PartSummaries duplicates = new PartSummaries(spark.sc());
    JavaRDD<byte[]> sorted =
        SortedRows.byName(counts.rows().map(row -> classed(row, positions)), counts.sum());
    RowCounts unique =
        RowCounts.keeping(
            sorted.mapPartitionsWithIndex(CheckRows.ofDuplicates(source, duplicates), true));
    counts.rows().unpersist(false);
    DatasetHead.requireSound(duplicates.inOrder());
    return SortedRows.of(head, unique);
  }

  private static byte[] classed(byte[] row, int[] positions) {
    return SampleRow.of(row).withClass(positions).toBytes();
  }
}
