package io.cutmix.engine.spark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a folder and a hash of what is in each, for comparing. */
final class Tree {
  private Tree() {}

  /**
   * All files, hidden ones too, without what says when and where: the end of {@code run.json}, the
   * page about it, and when the input was modified. None if there is no such folder.
   */
  static SortedMap<String, Integer> of(Path folder) throws IOException {
    SortedMap<String, Integer> files = new TreeMap<>();
    for (Path file : Files.exists(folder) ? Photos.files(folder) : List.<Path>of()) {
      String name = folder.relativize(file).toString();
      files.put(
          name,
          switch (name) {
            case "run.json" -> record(file).hashCode();
            case "report.html" -> 0;
            case ".cutmix-files" -> outputs(file).hashCode();
            default -> Arrays.hashCode(Files.readAllBytes(file));
          });
    }
    return files;
  }

  /** Each line from its tab on; the last one is a checksum of all. */
  private static List<String> outputs(Path list) throws IOException {
    List<String> lines = Files.readAllLines(list);
    return lines.subList(0, lines.size() - 1).stream()
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .toList();
  }

  private static ObjectNode record(Path file) throws IOException {
    ObjectNode record = (ObjectNode) new JsonMapper().readTree(file.toFile());
    record.remove("run");
    ((ObjectNode) record.required("input")).remove("source");
    return record;
  }
}
