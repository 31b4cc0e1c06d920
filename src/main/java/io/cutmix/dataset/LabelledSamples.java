package io.cutmix.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The samples that the rows of a label file name, and what is wrong with them. Not thread-safe. */
final class LabelledSamples {
  private record Sample(String name, int line, int label) {}

  private final LabelFileSource source;
  private final Problems problems;
  private List<Sample> samples = new ArrayList<>();

  LabelledSamples(LabelFileSource source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * Adds what a row says.
   *
   * @param path of its picture, as the row has it
   * @param label the number that a {@link LabelCollector} gave; after a problem, any
   */
  void add(int line, String path, int label) {
    if (path.isBlank()) {
      problems.add(line, () -> "empty image; write its path or remove the row");
      return;
    }
    String name = ImageName.of(path);
    if (name == null) {
      problems.add(
          line,
          () ->
              "the path \"%s\" leaves the images folder; write it relative to --images %s"
                  .formatted(path, source.images()));
      return;
    }
    samples.add(new Sample(name, line, label));
  }

  /** What is known to be wrong comes first: it may be why there is no row. */
  DatasetException withoutRows() throws DatasetException {
    problems.throwIfAny();
    return new DatasetException(
        source.labels() + " has no row with an image; write one for each picture");
  }

  /** The data set of all rows, unless anything is wrong. */
  Dataset dataset(ImageFolder folder, LabelCollector labels) throws DatasetException {
    if (samples.isEmpty()) {
      throw withoutRows();
    }
    samples.sort(Comparator.comparing(Sample::name));
    if (source.rules().multiLabel() && problems.isEmpty()) {
      joinRows(labels);
    } else if (!source.rules().multiLabel()) {
      findDuplicates();
    }
    String[] names = samples.stream().map(Sample::name).toArray(String[]::new);
    FileStates states = new FileStates(names.length);
    IntStream.range(0, names.length).parallel().forEach(i -> states.set(i, folder.state(names[i])));
    if (!source.missingFilesAllowed()) {
      findMissing(states, folder);
    }
    problems.throwIfAny();
    int[] numbers = samples.stream().mapToInt(Sample::label).toArray();
    return new Dataset(
        new FolderPictures(folder, names, states),
        names,
        labels.labels(numbers),
        states.sizes(),
        labels.warnings());
  }

  private void joinRows(LabelCollector labels) {
    List<Sample> joined = new ArrayList<>();
    for (Sample sample : samples) {
      Sample last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.name().equals(sample.name())) {
        labels.join(last.label(), sample.label());
      } else {
        joined.add(sample);
      }
    }
    samples = joined;
  }

  private void findDuplicates() {
    // The sort is stable, so the first of a run of equal names is also the first in the file.
    Sample first = null;
    for (Sample sample : samples) {
      if (first == null || !first.name().equals(sample.name())) {
        first = sample;
      } else {
        int line = first.line();
        problems.add(sample.line(), () -> duplicate(sample.name(), line));
      }
    }
  }

  static String duplicate(String name, int line) {
    return "duplicate row: \"%s\" is already on line %d; keep one of them, or say that rows add up by --multi-label"
        .formatted(name, line);
  }

  private void findMissing(FileStates states, ImageFolder folder) {
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      if (states.get(i).isMissing()) {
        problems.add(sample.line(), () -> folder.whyMissing(sample.name()));
      }
    }
  }
}
