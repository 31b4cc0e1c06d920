package io.cutmix.dataset;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** Lists class folders one by one. */
final class FolderLister implements SampleLister {
  private final ImageFolder folder;
  private final Predicate<String> isPicture;
  private final ClassIndex classes;
  private final Problems problems;
  private final FolderNotes notes = new FolderNotes();

  FolderLister(FolderSource source, Predicate<String> isPicture) throws IOException {
    this.folder = ImageFolder.open(source.images(), source.links());
    this.isPicture = isPicture;
    this.classes = ClassIndex.of(source.classes());
    this.problems = new Problems(folder.root());
  }

  @Override
  public List<String> parts() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.root())) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (IOException e) {
      throw ImageFolder.explained(folder.root(), e);
    }
    // The slash that all names of samples have behind the folder decides between a and a-b.
    names.sort(Comparator.comparing(name -> name + "/"));
    return names;
  }

  @Override
  public Iterator<SampleRow> rows(String part) throws IOException {
    FolderWalk walk = new FolderWalk(folder, isPicture, classes);
    walk.through(folder.root().resolve(part));
    problems.add(walk.problems());
    notes.add(walk.notes());
    return walk.samples().stream()
        .map(sample -> SampleRow.ofFile(sample.name(), 0, sample.label(), sample.file()))
        .iterator();
  }

  @Override
  public ListedPart summary() {
    return new ListedPart(classes, problems, notes, new LeftOut());
  }
}
