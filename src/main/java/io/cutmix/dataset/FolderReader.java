package io.cutmix.dataset;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads a data set from a folder that holds one folder a class. */
final class FolderReader {
  private FolderReader() {}

  static Dataset read(FolderSource source, Predicate<String> isPicture) throws IOException {
    ImageFolder folder = ImageFolder.open(source.images(), source.links());
    ClassIndex classes = ClassIndex.of(source.classes());
    FolderWalk walk = new FolderWalk(folder, isPicture, classes);
    walk.through(folder.root());
    walk.problems().throwIfAny();
    List<FolderWalk.Sample> samples = walk.samples();
    if (samples.isEmpty()) {
      throw new DatasetException(
          "no picture lies in a class folder below %s%s; make one folder a class, or name a CSV file with --labels"
              .formatted(folder.root(), note(walk.notes().warnings())));
    }
    String[] names = samples.stream().map(FolderWalk.Sample::name).toArray(String[]::new);
    FileStates states = new FileStates(names.length);
    for (int i = 0; i < names.length; i++) {
      states.set(i, samples.get(i).file());
    }
    return new Dataset(
        new FolderPictures(folder, names, states),
        names,
        classes.labels(samples.stream().mapToInt(FolderWalk.Sample::label).toArray()),
        states.sizes(),
        Stream.concat(walk.notes().warnings().stream(), classes.warnings().stream()).toList());
  }

  private static String note(List<String> warnings) {
    return warnings.isEmpty() ? "" : " (" + String.join("; ", warnings) + ")";
  }
}
