package io.cutmix.finished;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunRecord;
import io.cutmix.storage.CheckedText;
import io.cutmix.storage.Stamp;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The output folder of a finished run. Thread-safe. */
public final class FinishedFolder {
  private final Path path;

  /** Folders in it that no link leads out of it, so that not each file's way is looked up. */
  private final Set<Path> inside = ConcurrentHashMap.newKeySet();

  public FinishedFolder(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /**
   * Checks that no run has still to be resumed in it.
   *
   * @throws ProblemException if one has
   */
  public void requireFinished() throws ProblemException {
    if (Files.exists(path.resolve(".cutmix"))) {
      throw refused(
          "holds a run that isn't finished", "give its cutmix command once more to resume it");
    }
  }

  /** That the folder isn't what it is taken for. */
  public ProblemException refused(String what, String remedy) {
    return new ProblemException(Problem.of(what).remedy(remedy).at(path));
  }

  public boolean has(String name) {
    return Files.exists(path.resolve(name));
  }

  /**
   * A file in it.
   *
   * @param name as its records have it
   * @throws BrokenFile if the name or a link leads out of the folder, or there is no such file;
   *     what isn't a regular file, such as a pipe, counts as missing
   */
  public Path file(String name) throws IOException {
    try {
      Path within = path.getFileSystem().getPath(name).normalize();
      if (within.isAbsolute() || within.startsWith("..")) {
        throw outside(name);
      }
      Path file = path.resolve(within);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isFolderInside(file)) {
        return file;
      }
      if (!Files.isRegularFile(file)) {
        throw new BrokenFile(name, "file", "there", "missing");
      }
      if (!isInside(file)) {
        throw outside(name);
      }
      return file;
    } catch (InvalidPathException e) {
      throw outside(name);
    }
  }

  private boolean isFolderInside(Path file) throws IOException {
    Path parent = file.getParent();
    Path folder = parent == null ? path : parent;
    return inside.contains(folder) || (isInside(folder) && inside.add(folder));
  }

  private boolean isInside(Path file) throws IOException {
    return file.toRealPath().startsWith(path.toRealPath());
  }

  /** Whether the list of all files, if the folder has one, says that this one had other bytes. */
  public boolean isChanged(String name) throws IOException {
    Path list = path.resolve(".cutmix-files");
    if (!has(name) || !CheckedText.isWhole(list)) {
      return false;
    }
    String listed = "\"%s\":\"%s\"".formatted(name, Stamp.of(file(name)));
    try (Stream<String> lines = Files.lines(list)) {
      return lines.noneMatch(line -> line.contains(listed));
    }
  }

  private static BrokenFile outside(String name) {
    return new BrokenFile(name, "file", "in the output folder", "a path that leaves it");
  }

  /**
   * The names of the classes by {@code run.json}, which knows them whatever form the labels have.
   *
   * @return empty if there is no such file of this tool
   */
  public List<String> classes() throws IOException {
    if (!has("run.json")) {
      return List.of();
    }
    try {
      JsonNode run = RunRecord.treeOf(Storage.bytes(file("run.json")));
      JsonNode classes = run.at("/input/fingerprint").isTextual() ? run.path("classes") : run;
      return classes.isArray() ? classes.valueStream().map(JsonNode::asText).toList() : List.of();
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  /**
   * The names of the files that match a pattern, in ascending order.
   *
   * @param within a folder in this one; empty for itself
   * @param pattern such as {@code *.tar}
   */
  public List<String> names(String within, String pattern) throws IOException {
    List<String> names = new ArrayList<>();
    Path folder = path.resolve(within);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
        files.forEach(file -> names.add(path.relativize(file).toString().replace('\\', '/')));
      }
    }
    names.sort(null);
    return names;
  }

  /** A part of a file; shorter where the file ends. */
  static byte[] read(Path file, long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    try (FileChannel channel = FileChannel.open(file)) {
      Storage.fill(channel, from, bytes);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
