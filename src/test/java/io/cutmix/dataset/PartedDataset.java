package io.cutmix.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** A data set put together from parts, each listed by a lister of its own as in another process. */
final class PartedDataset {
  private PartedDataset() {}

  /** The data set, with all samples at hand. */
  static Dataset of(Source source) throws IOException {
    List<SampleRow> rows = new ArrayList<>();
    List<ListedPart> parts = new ArrayList<>();
    List<Integer> partOf = new ArrayList<>();
    for (String part : SampleLister.of(source, Pictures.IS_PICTURE).parts()) {
      SampleLister lister = SampleLister.of(source, Pictures.IS_PICTURE);
      for (Iterator<SampleRow> listed = lister.rows(part); listed.hasNext(); ) {
        rows.add(SampleRow.of(listed.next().toBytes()));
        partOf.add(parts.size());
      }
      parts.add(lister.summary());
    }
    List<SampleRow> checked =
        source instanceof LabelFileSource file ? checked(file, rows, parts) : rows;
    DatasetHead head = DatasetHead.of(source, parts);
    List<SampleRow> classed = new ArrayList<>();
    for (int i = 0; i < checked.size(); i++) {
      classed.add(checked.get(i).withClass(head.positions(partOf.get(i))));
    }
    return held(source, head, classed);
  }

  private static List<SampleRow> checked(
      LabelFileSource source, List<SampleRow> rows, List<ListedPart> parts) throws IOException {
    RowChecks checks = RowChecks.of(source);
    List<SampleRow> sorted =
        rows.stream().map(checks::withFile).sorted(Comparator.comparing(SampleRow::name)).toList();
    sorted.forEach(checks::next);
    parts.add(checks.summary());
    return sorted;
  }

  private static Dataset held(Source source, DatasetHead head, List<SampleRow> rows)
      throws IOException {
    DatasetHead.describe(rows.iterator()).forEachRemaining(head::add);
    Dataset nobody = head.dataset(rows.size());
    HeldSamples samples = HeldSamples.of(source);
    for (int i = 0; i < rows.size(); i++) {
      samples.hold(i, rows.get(i));
    }
    return samples.dataset(
        nobody.size(), nobody.labels().classes(), nobody.warnings(), nobody.fingerprint());
  }
}
