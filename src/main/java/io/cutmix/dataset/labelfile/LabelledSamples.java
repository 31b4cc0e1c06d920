package io.cutmix.dataset.labelfile;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.FileState;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.classes.LabelCollector;
import io.cutmix.dataset.folder.FolderImages;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
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
   * @param path of its image, as the row has it
   * @param label the number that a {@link LabelCollector} gave; after a problem, any
   */
  void add(int line, String path, int label) {
    if (path.isBlank()) {
      problems.add(
          line, () -> Problem.of("empty image").remedy("write its path or remove the row"));
      return;
    }
    String name = ImageName.of(path);
    if (name == null) {
      problems.add(
          line,
          () ->
              Problem.of("the path \"%s\" leaves the images folder", path)
                  .remedy("write it relative to --images " + source.images()));
      return;
    }
    samples.add(new Sample(name, line, label));
  }

  /** The data set of all rows, unless anything is wrong. */
  Dataset dataset(ImageFolder folder, LabelCollector labels) throws ProblemException {
    if (samples.isEmpty()) {
      throw LabelFileReader.withoutRows(source, problems);
    }
    samples.sort(Comparator.comparing(Sample::name));
    if (source.rules().multiLabel() && problems.isEmpty()) {
      joinRows(labels);
    } else if (!source.rules().multiLabel()) {
      findDuplicates();
    }
    String[] names = samples.stream().map(Sample::name).toArray(String[]::new);
    FileState.Array states = new FileState.Array(names.length);
    IntStream.range(0, names.length).parallel().forEach(i -> states.set(i, folder.state(names[i])));
    if (!source.missingFilesAllowed()) {
      findMissing(states, folder);
    }
    problems.throwIfAny();
    return new Dataset(
        new FolderImages(folder, names, states),
        names,
        labels.labels(samples.stream().mapToInt(Sample::label).toArray()),
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
        problems.add(
            sample.line(),
            () ->
                Problem.of("duplicate row: \"%s\" is already on line %d", sample.name(), line)
                    .remedy("keep one of them, or let rows add up with --multi-label"));
      }
    }
  }

  private void findMissing(FileState.Array states, ImageFolder folder) {
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      if (states.get(i).isMissing()) {
        problems.add(sample.line(), () -> folder.whyMissing(sample.name()));
      }
    }
  }
}
