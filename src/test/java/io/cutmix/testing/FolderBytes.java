package io.cutmix.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a folder holds, hidden files too, to compare it with another; without the list that a
 * finished run leaves of its files, which says nothing more.
 */
public final class FolderBytes {
  private static final JsonMapper JSON = new JsonMapper();

  private FolderBytes() {}

  /** A hash for each file by its path; of {@code run.json} without how this one run went. */
  public static Map<String, String> of(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : files(folder)) {
      hashes.put(name(folder, file), hash(content(file)));
    }
    return hashes;
  }

  /** Names of the files that are missing in one of two folders, or different. */
  public static Set<String> differences(Map<String, String> files, Map<String, String> others) {
    Set<String> names = new TreeSet<>(files.keySet());
    names.addAll(others.keySet());
    names.removeIf(name -> Objects.equals(files.get(name), others.get(name)));
    return names;
  }

  /** When each file was last written. */
  public static Map<String, FileTime> times(Path folder) throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    for (Path file : files(folder)) {
      times.put(name(folder, file), Files.getLastModifiedTime(file));
    }
    return times;
  }

  private static Iterable<Path> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith(".cutmix-files"))
          .toList();
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static byte[] content(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (!file.endsWith("run.json")) {
      return bytes;
    }
    ObjectNode json = (ObjectNode) JSON.readTree(bytes);
    json.remove("run");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
