package io.cutmix.dataset;

import io.cutmix.dataset.Problems.Skipped;
import io.cutmix.dataset.classes.ClassIndex;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Gathers the images below class folders, and counts what it skips. Not thread-safe. */
public final class FolderWalk extends SimpleFileVisitor<Path> {
  private static final Set<String> LEFT_BY_SYSTEMS =
      Set.of(
          "__macosx",
          "thumbs.db",
          "desktop.ini",
          "@eadir",
          "lost+found",
          "$recycle.bin",
          "system volume information");
  private static final Problem BROKEN_LINK =
      Problem.of("a link to a file that isn't there").remedy("remove it or restore the file");
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * An image below a class folder.
   *
   * @param label the number that {@link ClassIndex#numberOf} gave
   * @param file what is known of it
   */
  public record Sample(String name, int label, FileState file) {}

  private final ImageFolder images;
  private final Path root;
  private final Predicate<String> isImage;
  private final ClassIndex classes;
  private final Problems problems;
  private final List<Sample> samples = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final Set<String> folders = new HashSet<>();
  private final Skipped notImages =
      new Skipped("file is not an image and was skipped", "files are not images and were skipped");
  private final Skipped outside =
      new Skipped(
          "image lies outside any class folder and was skipped",
          "images lie outside any class folder and were skipped");
  private final Skipped hidden =
      new Skipped("hidden image was skipped", "hidden images were skipped");
  private final Skipped loops =
      new Skipped(
          "link leads back to a folder it lies in and was skipped",
          "links lead back to a folder they lie in and were skipped");

  public FolderWalk(ImageFolder images, Predicate<String> isImage, ClassIndex classes) {
    this.images = images;
    this.root = images.root();
    this.isImage = isImage;
    this.classes = classes;
    this.problems = new Problems(root);
  }

  /**
   * Walks through the folder, which may be done once.
   *
   * @return what was found, in the order of the names
   * @throws ProblemException if anything is wrong with it
   */
  public List<Sample> samples() throws IOException {
    Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
    problems.throwIfAny();
    samples.sort(Comparator.comparing(Sample::name));
    return samples;
  }

  /** The folders with images, each a class. */
  public Set<String> classFolders() {
    return labels.keySet();
  }

  /** What was seen besides the samples and skipped, a warning for each reason. */
  public List<Problem> warnings() {
    Skipped empty = new Skipped("class folder holds no image", "class folders hold no image");
    folders.stream().filter(folder -> !labels.containsKey(folder)).forEach(empty::add);
    return Stream.of(notImages, outside, hidden, empty, loops)
        .flatMap(skipped -> skipped.warning().stream())
        .toList();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (folder.equals(root)) {
      return FileVisitResult.CONTINUE;
    }
    if (isHidden(folder)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    Path relative = root.relativize(folder);
    if (leadsOut(folder, relative.toString())) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    if (relative.getNameCount() == 1) {
      folders.add(relative.toString());
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    Path relative = root.relativize(file);
    String name = name(relative);
    if (isHidden(file)) {
      if (isImage.test(name) && !file.getFileName().toString().startsWith("._")) {
        hidden.add(name);
      }
      return FileVisitResult.CONTINUE;
    }
    if (!isImage.test(name) || attributes.isOther()) {
      notImages.add(name);
    } else if (relative.getNameCount() == 1) {
      outside.add(name);
    } else if (attributes.isSymbolicLink()) {
      problems.add(name, () -> BROKEN_LINK);
    } else if (!leadsTo(name, file)) {
      problems.add(name, ImageFolder::unspeakable);
    } else if (!leadsOut(file, name)) {
      add(name, relative.getName(0).toString(), attributes);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    String name = root.relativize(file).toString();
    if (e instanceof FileSystemLoopException) {
      loops.add(name);
    } else if (!isHidden(file)) {
      problems.add(name, () -> ImageFolder.problem(e).remedy("correct or remove it"));
    }
    return FileVisitResult.CONTINUE;
  }

  /** Whether a link leads out of the folder and isn't to be followed, which is a problem. */
  private boolean leadsOut(Path path, String name) {
    if (Files.isSymbolicLink(path)) {
      try {
        images.requireInside(path);
      } catch (IOException e) {
        problems.add(name, () -> ImageFolder.problem(e));
        return true;
      }
    }
    return false;
  }

  private void add(String name, String folder, BasicFileAttributes file) {
    int label =
        labels.computeIfAbsent(
            folder,
            first -> classes.numberOf(first, problems.at(root + "/" + first), "rename the folder"));
    samples.add(new Sample(name, label, FileState.of(file)));
  }

  /**
   * Names each image that lies in a folder by its path below that, with {@code /}, in the order of
   * the file system. Hidden files and what links lead to are skipped.
   *
   * @param known names of files that needn't be looked at, which takes long on some storage
   */
  public static void forEachImage(
      Path root, Predicate<String> known, Predicate<String> isImage, Consumer<String> use)
      throws IOException {
    Deque<Path> folders = new ArrayDeque<>(List.of(root));
    while (!folders.isEmpty()) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folders.pop())) {
        for (Path entry : entries) {
          String name = name(root.relativize(entry));
          if (isHidden(entry) || known.test(name)) {
            continue;
          }
          BasicFileAttributes seen =
              Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          if (seen.isDirectory()) {
            folders.push(entry);
          } else if (seen.isRegularFile() && isImage.test(name)) {
            use.accept(name);
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
  }

  private static String name(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  /** Whether it is none of the user's own files. */
  private static boolean isHidden(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || LEFT_BY_SYSTEMS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Bytes that are no text in the system's character set are lost when a path becomes a name. */
  private boolean leadsTo(String name, Path file) {
    try {
      return name.indexOf(REPLACEMENT) < 0 || root.resolve(name).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
