package io.cutmix.dataset.labelfile;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.FileState;
import io.cutmix.dataset.FolderImages;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.Splits;
import io.cutmix.dataset.classes.LabelCollector;
import io.cutmix.job.Problem;
import io.cutmix.job.RunSpec;
import io.cutmix.storage.Readers;
import io.cutmix.storage.SharedSteps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The samples that the rows of a label file name, and what is wrong with them. Not thread-safe. */
final class LabelledSamples {
  private static final Comparator<Sample> BY_NAME = Comparator.comparing(Sample::name);

  private record Sample(String name, int line, int column, int label) {
    Sample withExtension(String extension) {
      return new Sample(name + extension, line, column, label);
    }

    Problems.At in(Problems problems) {
      return problems.at(line, column);
    }
  }

  private final LabelFileSource source;
  private final ImageFolder folder;
  private final Problems problems;
  private final List<String> roots;
  private List<Sample> samples = new ArrayList<>();

  LabelledSamples(LabelFileSource source, ImageFolder folder, Problems problems)
      throws IOException {
    this.source = source;
    this.folder = folder;
    this.problems = problems;
    this.roots = ImageName.roots(folder.root());
  }

  /** Collects the labels of these rows. */
  LabelCollector labels(LabelFileReader.Rows rows) {
    return LabelCollector.of(source.rules(), rows.classes(), rows.numberColumns());
  }

  /** Adds what a row says. */
  void add(LabelFileReader.Row row, LabelCollector labels) {
    Problems.At at = problems.at(row.line(), row.column());
    int label = labels.number(row.label(), at);
    String path = row.path();
    if (path == null) {
      return;
    }
    if (path.isBlank()) {
      at.add(() -> Problem.of("empty image").remedy("write its path or remove the row"));
      return;
    }
    String name = ImageName.below(roots, path);
    if (name == null) {
      at.add(
          () ->
              Problem.of("the path \"%s\" leaves the images folder", path)
                  .remedy("write it relative to --images " + source.images()));
      return;
    }
    samples.add(new Sample(name, row.line(), row.column(), label));
  }

  /** The data set of all rows, unless anything is wrong. */
  Dataset dataset(LabelCollector labels, Predicate<String> isImage, LabelFileReader.Rows rows)
      throws IOException {
    if (samples.isEmpty()) {
      throw LabelFileReader.withoutRows(source, problems);
    }
    samples.sort(BY_NAME);
    if (source.rules().multiLabel() && problems.isEmpty()) {
      joinRows(labels);
    } else if (!source.rules().multiLabel()) {
      findDuplicates();
    }
    FileState.Array states = states();
    List<Problem> warnings = new ArrayList<>(rows.warning().stream().toList());
    if (samples.size() == missing(states).count()) {
      states = withExtension(states, new NearFiles(folder.root(), isImage), warnings);
    }
    if (!source.missingFilesAllowed()) {
      findMissing(states, isImage);
    }
    problems.throwIfAny();
    String[] names = samples.stream().map(Sample::name).toArray(String[]::new);
    warnings.addAll(labels.warnings(names.length));
    Set<String> splits = rows.splits();
    Splits.mixed(splits.isEmpty() ? foldersOf(names) : splits).ifPresent(warnings::add);
    return new Dataset(
        new FolderImages(folder, names, states),
        names,
        labels.labels(samples.stream().mapToInt(Sample::label).toArray()),
        warnings);
  }

  private static Set<String> foldersOf(String[] names) {
    return Stream.of(names)
        .map(name -> name.substring(0, Math.max(0, name.indexOf('/'))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private FileState.Array states() throws IOException {
    FileState.Array states = new FileState.Array(samples.size());
    Readers readers = new Readers(RunSpec.READ_AHEAD);
    SharedSteps looks =
        new SharedSteps(
            samples.size(),
            i -> states.set(i, readers.read(() -> folder.state(samples.get(i).name()))),
            readers);
    int threads = Runtime.getRuntime().availableProcessors();
    IntStream.range(0, threads).parallel().forEach(thread -> looks.run());
    looks.end();
    return states;
  }

  private IntStream missing(FileState.Array states) {
    return IntStream.range(0, samples.size()).filter(i -> states.get(i).isMissing());
  }

  /** Where no row has an extension, and one makes files of all, it is added. */
  private FileState.Array withExtension(
      FileState.Array states, NearFiles files, List<Problem> warnings) throws IOException {
    Optional<String> extension =
        samples.stream().flatMap(sample -> files.extension(sample.name()).stream()).findFirst();
    if (extension.isEmpty()) {
      return states;
    }
    List<Sample> rows = samples;
    samples = new ArrayList<>();
    rows.forEach(row -> samples.add(row.withExtension(extension.get())));
    samples.sort(BY_NAME);
    FileState.Array found = states();
    long missing = missing(found).count();
    if (missing == 0 || (source.missingFilesAllowed() && missing < rows.size())) {
      warnings.add(
          Problem.of("paths have no extension, and %s was added to each", extension.get())
              .at(source.labels()));
      return found;
    }
    if (missing == 1 && !source.missingFilesAllowed()) {
      Sample odd = samples.get(missing(found).findFirst().orElseThrow());
      odd.in(problems)
          .add(
              () ->
                  Problem.of(
                          "with %s added, all paths but this are those of images (%s)",
                          extension.get(), odd.name())
                      .remedy(
                          "correct the row, or if it is the header, name its columns with"
                              + " --image-column and --label-column"));
      problems.throwIfAny();
    }
    samples = rows;
    return states;
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
        sample
            .in(problems)
            .add(
                () ->
                    Problem.of("duplicate row: \"%s\" is already on line %d", sample.name(), line)
                        .remedy("keep one of them, or let rows add up with --multi-label"));
      }
    }
  }

  private void findMissing(FileState.Array states, Predicate<String> isImage) throws IOException {
    int[] missing = missing(states).toArray();
    if (missing.length > 0) {
      NearFiles files = new NearFiles(folder.root(), isImage);
      for (int i : missing) {
        Sample sample = samples.get(i);
        sample
            .in(problems)
            .add(() -> folder.whyMissing(sample.name(), files.meantBy(sample.name())));
      }
    }
  }
}
