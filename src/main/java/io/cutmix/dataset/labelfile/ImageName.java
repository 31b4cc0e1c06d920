package io.cutmix.dataset.labelfile;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the path of an image, as a CSV file has it, into the one name of that sample. */
public final class ImageName {
  private static final Pattern SLASHES = Pattern.compile("/+");
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:/.*", Pattern.DOTALL);

  private ImageName() {}

  /**
   * The path below the images folder with single slashes and without dots, or null if the path is
   * absolute or leaves the folder. Two spellings of one path give one name.
   */
  public static @Nullable String of(String cell) {
    String path = cell.replace('\\', '/');
    if (path.startsWith("/") || DRIVE.matcher(path).matches()) {
      return null;
    }
    boolean plain = !path.startsWith(".") && !path.contains("/.") && !path.contains("//");
    return plain ? path : normal(path);
  }

  /** How absolute paths begin that lie in the folder. */
  public static List<String> roots(Path folder) throws IOException {
    boolean local = folder.getFileSystem().equals(FileSystems.getDefault());
    Stream<Path> paths =
        local
            ? Stream.of(folder.toAbsolutePath().normalize(), folder.toRealPath())
            : Stream.of(folder);
    return paths.map(path -> path.toString().replace('\\', '/') + "/").distinct().toList();
  }

  /** The same of a path that may be absolute, if it begins with one of the roots. */
  public static @Nullable String below(List<String> roots, String cell) {
    String path = cell.replace('\\', '/');
    return of(
        roots.stream()
            .filter(path::startsWith)
            .map(root -> path.substring(root.length()))
            .findFirst()
            .orElse(path));
  }

  private static @Nullable String normal(String path) {
    List<String> folders = new ArrayList<>();
    for (String part : SLASHES.split(path, -1)) {
      if (part.equals("..")) {
        if (folders.isEmpty()) {
          return null;
        }
        folders.remove(folders.size() - 1);
      } else if (!part.equals(".")) {
        folders.add(part);
      }
    }
    return folders.isEmpty() ? null : String.join("/", folders);
  }
}
