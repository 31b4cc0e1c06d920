package io.cutmix.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a data set from a CSV file. */
final class CsvReader {
  private record Sample(String name, int line, int label) {}

  private final CsvSource source;
  private final Predicate<String> isPicture;
  private final Problems problems;
  private final List<Sample> samples = new ArrayList<>();

  CsvReader(CsvSource source, Predicate<String> isPicture) {
    this.source = source;
    this.isPicture = isPicture;
    this.problems = new Problems(source.labels());
  }

  Dataset read() throws IOException {
    ImageFolder folder = ImageFolder.open(source.images());
    CsvLabels labels = readRows();
    samples.sort(Comparator.comparing(Sample::name));
    findDuplicates();
    String[] names = samples.stream().map(Sample::name).toArray(String[]::new);
    long[] sizes = new long[names.length];
    Arrays.parallelSetAll(sizes, i -> folder.size(names[i]));
    if (!source.missingFilesAllowed()) {
      findMissing(sizes, folder);
    }
    problems.throwIfAny();
    int[] numbers = samples.stream().mapToInt(Sample::label).toArray();
    return new Dataset(folder, names, labels.labels(numbers), sizes, labels.warnings());
  }

  private CsvLabels readRows() throws IOException {
    try (CsvRows rows = CsvRows.open(source.labels(), isPicture)) {
      CsvRow first = rows.next(problems);
      if (first == null) {
        throw withoutRows();
      }
      CsvColumns columns =
          CsvColumns.find(source, first.toList(), rows.dialect().head(), isPicture);
      CsvLabels labels = CsvLabels.of(source, columns);
      CsvRow row = columns.hasHeader() ? rows.next(problems) : first;
      for (; row != null; row = rows.next(problems)) {
        add(row, columns, labels);
      }
      if (samples.isEmpty()) {
        throw withoutRows();
      }
      return labels;
    }
  }

  /** After a problem only further problems are looked for, so a sample may lack its label. */
  private void add(CsvRow row, CsvColumns columns, CsvLabels labels) {
    if (!hasWidth(row, columns)) {
      return;
    }
    String name = name(row, columns.image());
    int label = labels.number(row, problems);
    if (name != null) {
      samples.add(new Sample(name, row.line(), label));
    }
  }

  private boolean hasWidth(CsvRow row, CsvColumns columns) {
    int width = columns.width();
    boolean enough = columns.areIn(row);
    if (enough && row.isBlankFrom(width)) {
      return true;
    }
    String columnsHere = row.size() == 1 ? "1 column" : row.size() + " columns";
    String remedy =
        enough ? "put a cell that holds the delimiter in quotes" : "fill in what is missing";
    problems.add(
        row.line(),
        () -> "the row has %s, the first one %d; %s".formatted(columnsHere, width, remedy));
    return false;
  }

  private @Nullable String name(CsvRow row, int column) {
    String cell = row.cell(column);
    if (cell.isBlank()) {
      problems.add(row.line(), () -> "empty image; write its path or remove the row");
      return null;
    }
    String name = ImageName.of(cell);
    if (name == null) {
      problems.add(
          row.line(),
          () ->
              "the path \"%s\" leaves the images folder; write it relative to --images %s"
                  .formatted(cell, source.images()));
    }
    return name;
  }

  private void findDuplicates() {
    // The sort is stable, so the first of a run of equal names is also the first in the file.
    Sample first = null;
    for (Sample sample : samples) {
      if (first == null || !first.name().equals(sample.name())) {
        first = sample;
      } else {
        int line = first.line();
        problems.add(
            sample.line(),
            () ->
                "duplicate row: \"%s\" is already on line %d; keep one of them"
                    .formatted(sample.name(), line));
      }
    }
  }

  private void findMissing(long[] sizes, ImageFolder folder) {
    for (int i = 0; i < sizes.length; i++) {
      Sample sample = samples.get(i);
      if (sizes[i] == ImageFolder.MISSING) {
        problems.add(sample.line(), () -> folder.whyMissing(sample.name()));
      }
    }
  }

  /** What is known to be wrong comes first: it may be why there is no row. */
  private DatasetException withoutRows() throws DatasetException {
    problems.throwIfAny();
    return new DatasetException(
        source.labels() + " has no row with an image; write one for each picture");
  }
}
