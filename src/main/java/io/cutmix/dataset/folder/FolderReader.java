package io.cutmix.dataset.folder;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.FileState;
import io.cutmix.dataset.FolderSource;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.Splits;
import io.cutmix.dataset.classes.ClassIndex;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a data set from a folder that holds one folder a class. */
public final class FolderReader {
  private FolderReader() {}

  public static Dataset read(FolderSource source, Predicate<String> isImage) throws IOException {
    ImageFolder folder = ImageFolder.open(source.images(), source.links());
    ClassIndex classes = source.classes().index(true);
    FolderWalk walk = new FolderWalk(folder, isImage, classes);
    List<FolderWalk.Sample> samples = walk.samples();
    if (source.classes().names().isEmpty()) {
      Splits.requireNone(folder.root(), walk.classFolders());
    }
    List<Problem> warnings = walk.warnings();
    if (samples.isEmpty()) {
      throw new ProblemException(
          Problem.of("no image lies in a class folder below it" + inBrackets(warnings))
              .remedy("make one folder a class, or name a CSV file with --labels")
              .at(Place.of(folder.root())));
    }
    String[] names = samples.stream().map(FolderWalk.Sample::name).toArray(String[]::new);
    FileState.Array states = new FileState.Array(names.length);
    for (int i = 0; i < names.length; i++) {
      states.set(i, samples.get(i).file());
    }
    return new Dataset(
        new FolderImages(folder, names, states),
        names,
        classes.labels(samples.stream().mapToInt(FolderWalk.Sample::label).toArray()),
        states.sizes(),
        Stream.concat(warnings.stream(), classes.warnings(samples.size()).stream()).toList());
  }

  private static String inBrackets(List<Problem> warnings) {
    return warnings.isEmpty()
        ? ""
        : warnings.stream().map(Problem::reason).collect(Collectors.joining("; ", " (", ")"));
  }
}
