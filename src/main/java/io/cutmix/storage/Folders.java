package io.cutmix.storage;

import static io.cutmix.storage.Storage.refused;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes and removes folders. */
public final class Folders {
  /** Matches every name. */
  public static final Pattern ALL = Pattern.compile(".*", Pattern.DOTALL);

  private Folders() {}

  /** Makes a folder, with those above it, where there is none. */
  public static void create(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw refused(folder, "is a file, but a folder is needed", "choose another --out");
    }
    try {
      Files.createDirectories(folder);
    } catch (FileSystemException e) {
      throw refused(folder, "can't be made (" + why(e) + ")", "choose another --out");
    }
  }

  /** Makes a folder below another, with those between, where there are none; none may be a link. */
  public static void create(Path root, Path folder) throws IOException {
    if (!folder.equals(root)) {
      create(root, folder.resolveSibling(""));
      requireNoLink(folder);
      create(folder);
    }
  }

  /**
   * Refuses a link to a folder elsewhere.
   *
   * @throws ProblemException if it is one
   */
  public static void requireNoLink(Path path) throws ProblemException {
    if (Files.isSymbolicLink(path)) {
      throw refused(
          path,
          "is a link, and nothing is written through it",
          "remove it, or choose another --out");
    }
  }

  private static String why(FileSystemException e) {
    if (e.getReason() != null) {
      return e.getReason();
    }
    Path file = Path.of(e.getFile());
    if (Files.isSymbolicLink(file)) {
      return file + " is a link to a folder that isn't there";
    }
    return e instanceof AccessDeniedException
        ? "permission denied"
        : "no folder can be made in " + file.toAbsolutePath().getParent();
  }

  /** What is in a folder under certain names; nothing if there is no such folder. */
  public static List<Path> list(Path folder, Pattern names) throws IOException {
    List<Path> entries = new ArrayList<>();
    forEach(folder, names, entries::add);
    return entries;
  }

  /**
   * Does something with each entry of such a name, of which there may be very many; with none if
   * there is no such folder, or it is a link to one.
   */
  public static void forEach(Path folder, Pattern names, Use<Path> use) throws IOException {
    if (Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> stream =
          Files.newDirectoryStream(
              folder, path -> names.matcher(path.getFileName().toString()).matches())) {
        for (Path entry : stream) {
          use.accept(entry);
        }
      }
    }
  }

  /** Removes a folder unless something is in it, or it is a link or a file. */
  public static void removeIfEmpty(Path folder) throws IOException {
    try {
      if (Files.isDirectory(folder, NOFOLLOW_LINKS)) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // Something else is in it.
    }
  }

  /** Removes a folder with all that is in it, if it is there. */
  public static void removeTree(Path folder) throws IOException {
    if (Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      for (Path path : contents(folder)) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Removes all that is in a folder but one file directly in it. */
  public static void removeTree(Path folder, Path butFor) throws IOException {
    for (Path path : contents(folder)) {
      if (!path.equals(butFor) && !path.equals(folder)) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** What is in a folder comes before it. */
  private static List<Path> contents(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
