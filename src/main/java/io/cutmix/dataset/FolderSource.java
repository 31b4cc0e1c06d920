package io.cutmix.dataset;

import io.cutmix.dataset.classes.ClassIndex;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Images labelled by the folder they lie in: each folder directly below {@code images} is a class,
 * and every image anywhere below it belongs to that class.
 *
 * <p>Hidden files and folders (names with a leading dot, and those that operating systems leave
 * behind, such as {@code Thumbs.db} and {@code __MACOSX}) are skipped, in silence unless it is an
 * image. Links are never followed in circles.
 *
 * @param images the folder that holds the class folders
 * @param classes if they are given, every folder with an image must be one of them
 * @param links which symbolic links are followed
 */
public record FolderSource(Path images, ClassList classes, Links links) implements Source {
  @Override
  public Dataset read(Predicate<String> isImage, Runnable seen, Glance glance) throws IOException {
    Predicate<String> seenImage =
        name -> {
          seen.run();
          return isImage.test(name);
        };
    ImageFolder folder = ImageFolder.open(images, links);
    ClassIndex index = classes.index(true);
    FolderWalk walk = new FolderWalk(folder, seenImage, index);
    List<FolderWalk.Sample> samples = walk.samples();
    if (classes.names().isEmpty()) {
      Splits.requireNone(folder.root(), walk.classFolders());
    }
    List<Problem> warnings = walk.warnings();
    if (samples.isEmpty()) {
      throw new ProblemException(
          Problem.of("no image lies in a class folder below it" + inBrackets(warnings))
              .remedy("make one folder a class, or name a CSV file with --labels")
              .at(folder.root()));
    }
    String[] names = samples.stream().map(FolderWalk.Sample::name).toArray(String[]::new);
    FileState.Array states = new FileState.Array(names.length);
    for (int i = 0; i < names.length; i++) {
      states.set(i, samples.get(i).file());
    }
    return new Dataset(
        new FolderImages(folder, names, states),
        names,
        index.labels(samples.stream().mapToInt(FolderWalk.Sample::label).toArray()),
        Stream.concat(warnings.stream(), index.warnings(samples.size()).stream()).toList());
  }

  private static String inBrackets(List<Problem> warnings) {
    return warnings.isEmpty()
        ? ""
        : warnings.stream().map(Problem::reason).collect(Collectors.joining("; ", " (", ")"));
  }
}
