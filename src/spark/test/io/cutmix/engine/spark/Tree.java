package io.cutmix.engine.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a folder and a hash of what is in each, for comparing. */
final class Tree {
  private Tree() {}

  /**
   * All files, hidden ones too; of {@code run.json}, which says when and where, only that it is
   * there.
   */
  static SortedMap<String, Integer> of(Path folder) throws IOException {
    SortedMap<String, Integer> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        byte[] content = name.equals("run.json") ? new byte[0] : Files.readAllBytes(file);
        files.put(name, Arrays.hashCode(content));
      }
    }
    return files;
  }
}
