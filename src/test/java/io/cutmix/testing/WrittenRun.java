package io.cutmix.testing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The folder of a run, whose rows and images can be changed. */
public record WrittenRun(Path out) {
  private static final JsonMapper JSON = new JsonMapper();

  /** A copy of it in another folder. */
  public WrittenRun copy(Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(out)) {
      for (Path path : tree.toList()) {
        Files.copy(path, to.resolve(out.relativize(path).toString()));
      }
    }
    return new WrittenRun(to);
  }

  /** The name of the label file in JSON. */
  public String labels() {
    return Stream.of("labels.json", "metadata.jsonl", "recipes.jsonl")
        .filter(name -> Files.exists(out.resolve(name)))
        .findFirst()
        .orElseThrow();
  }

  public List<JsonNode> rows() throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    if (labels().equals("labels.json")) {
      JSON.readTree(out.resolve("labels.json").toFile()).path("samples").forEach(rows::add);
    } else {
      for (String line : Files.readAllLines(out.resolve(labels()))) {
        rows.add(JSON.readTree(line));
      }
      rows.removeIf(row -> row.has("cutmix"));
    }
    return rows;
  }

  /** Has the options changed wherever they stand. */
  public void replaceOptions(String pattern, String by) throws IOException {
    for (String name : List.of("run.json", "recipes.jsonl")) {
      Path file = out.resolve(name);
      if (Files.exists(file)) {
        Files.writeString(file, Files.readString(file).replaceFirst(pattern, by));
      }
    }
  }

  /** Has all rows changed at once. */
  public void changeRows(Consumer<List<JsonNode>> change) throws IOException {
    List<JsonNode> rows = rows();
    change.accept(rows);
    Path file = out.resolve(labels());
    if (labels().equals("labels.json")) {
      ObjectNode document = (ObjectNode) JSON.readTree(file.toFile());
      document.set("samples", JSON.valueToTree(rows));
      Files.write(file, JSON.writeValueAsBytes(document));
    } else {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.removeIf(line -> !line.contains("\"cutmix\""));
      rows.forEach(row -> lines.add(row.toString()));
      Files.write(file, lines);
    }
  }

  public void changeRow(int row, Consumer<ObjectNode> change) throws IOException {
    changeRows(rows -> change.accept((ObjectNode) rows.get(row)));
  }

  /** The first row whose two images and labels can be told apart. */
  public int mixedRow() throws IOException {
    List<JsonNode> rows = rows();
    for (int i = 1; i < rows.size(); i++) {
      double lam = rows.get(i).path("lam").asDouble();
      long classes = numbers(rows.get(i)).valueStream().filter(n -> n.asDouble() != 0).count();
      if (lam > 0.1 && lam < 0.9 && lam != 0.5 && classes > 1) {
        return i;
      }
    }
    throw new AssertionError("no image is mixed of two classes");
  }

  public static ArrayNode numbers(JsonNode row) {
    return (ArrayNode) row.path(row.has("soft_label") ? "soft_label" : "label_weights");
  }

  public String fileName(int row) throws IOException {
    return rows().get(row).path("file_name").asText();
  }

  private boolean isTar(int row) throws IOException {
    return fileName(row).contains(".tar/");
  }

  private boolean isMds(int row) throws IOException {
    return fileName(row).contains(".mds/");
  }

  public boolean isArray() throws IOException {
    return fileName(0).endsWith(".npy");
  }

  /** The encoded image, or the numbers of an array. */
  public byte[] image(int row) throws IOException {
    if (isArray()) {
      byte[] array = Files.readAllBytes(out.resolve(fileName(row)));
      int size = bytesInArray(row, array);
      int from = startInArray(row, array);
      return Arrays.copyOfRange(array, from, from + size);
    }
    if (isMds(row)) {
      return requireNonNull(MdsShard.read(shard(row)).images().get(member(row)));
    }
    return isTar(row)
        ? requireNonNull(members(shard(row)).get(member(row)))
        : Files.readAllBytes(out.resolve(fileName(row)));
  }

  public void setImage(int row, byte[] image) throws IOException {
    if (isArray()) {
      byte[] array = Files.readAllBytes(out.resolve(fileName(row)));
      System.arraycopy(image, 0, array, startInArray(row, array), image.length);
      Files.write(out.resolve(fileName(row)), array);
    } else if (isTar(row) || isMds(row)) {
      changeMembers(row, members -> members.put(member(row), image));
    } else {
      Files.write(out.resolve(fileName(row)), image);
    }
  }

  private int bytesInArray(int row, byte[] array) throws IOException {
    return (array.length - 128) / rowsInArray(row);
  }

  private int startInArray(int row, byte[] array) throws IOException {
    int index = 0;
    while (index < row && fileName(row - index - 1).equals(fileName(row))) {
      index++;
    }
    return 128 + index * bytesInArray(row, array);
  }

  private int rowsInArray(int row) throws IOException {
    String array = fileName(row);
    return (int)
        rows().stream().filter(other -> other.path("file_name").asText().equals(array)).count();
  }

  public Path shard(int row) throws IOException {
    return out.resolve(fileName(row).replaceFirst("(\\.tar|\\.mds)/.*", "$1"));
  }

  public String member(int row) {
    try {
      return fileName(row).replaceFirst(".*(\\.tar|\\.mds)/", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the shard of a row with other members. */
  public void changeMembers(int row, Consumer<Map<String, byte[]>> change) throws IOException {
    if (isMds(row)) {
      MdsShard.change(shard(row), change);
      return;
    }
    Map<String, byte[]> members = members(shard(row));
    change.accept(members);
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(Files.newOutputStream(shard(row)), 512)) {
      for (Entry<String, byte[]> member : members.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
        entry.setSize(member.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
    }
  }

  private static Map<String, byte[]> members(Path file) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tar.transferTo(bytes);
        members.put(entry.getName(), bytes.toByteArray());
      }
    }
    return members;
  }
}
