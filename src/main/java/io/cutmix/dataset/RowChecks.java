package io.cutmix.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Checks the rows of a label file against its pictures and each other. Not thread-safe. */
public final class RowChecks {
  private final LabelFileSource source;
  private final ImageFolder folder;
  private final Problems problems;
  private final List<SampleRow> alike = new ArrayList<>();

  private RowChecks(LabelFileSource source, ImageFolder folder) {
    this.source = source;
    this.folder = folder;
    this.problems = new Problems(source.labels());
  }

  /** Checks for some rows. */
  public static RowChecks of(LabelFileSource source) throws IOException {
    return new RowChecks(source, ImageFolder.open(source.images(), source.links()));
  }

  /** The row with what is known of its file. */
  public SampleRow withFile(SampleRow row) {
    FileState state = folder.state(row.name());
    if (state.isMissing() && !source.missingFilesAllowed()) {
      problems.add(row.line(), () -> folder.whyMissing(row.name()));
    }
    return SampleRow.ofFile(row.name(), row.line(), row.label(), state);
  }

  /** Takes the next of rows that come in the order of their names. */
  public void next(SampleRow row) {
    if (!alike.isEmpty() && !alike.get(0).name().equals(row.name())) {
      tellDuplicates();
      alike.clear();
    }
    alike.add(row);
  }

  private void tellDuplicates() {
    alike.sort(Comparator.comparingInt(SampleRow::line));
    SampleRow first = alike.get(0);
    alike.stream()
        .skip(1)
        .forEach(
            row ->
                problems.add(
                    row.line(), () -> LabelledSamples.duplicate(row.name(), first.line())));
  }

  /** What is wrong; to be called after the last row. */
  public ListedPart summary() {
    if (!alike.isEmpty()) {
      tellDuplicates();
      alike.clear();
    }
    return new ListedPart(problems);
  }
}
