package io.cutmix.endtoend.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.job.OutputSpec.OutputFormat;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.MdsShard;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.TarMember;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever form a data set has, and whatever form it comes out in, the images are the same. */
class FormsTest {
  private static final int IMAGES = 11;

  @TempDir private Path temp;
  private Path images = Path.of("");
  private final List<String> names = new ArrayList<>();

  /** A form in which the same images and labels come. */
  private enum InputForm {
    CLASS_FOLDERS,
    CSV,
    JSON,
    JSON_LINES,
    METADATA,
    TAR
  }

  /** An image, and the rest of its row, without the names of files. */
  private record Image(List<Integer> pixels, String row) {}

  static Stream<Arguments> forms() {
    return Arrays.stream(InputForm.values())
        .flatMap(
            in -> Arrays.stream(OutputFormat.values()).map(format -> Arguments.of(in, format)));
  }

  @BeforeEach
  void images_of_three_classes() throws IOException {
    images = temp.resolve("images");
    for (int i = 0; i < IMAGES; i++) {
      String name = "p%04d.png".formatted(i);
      Path folder = Files.createDirectories(images.resolve(ImagesAndLabels.label(name)));
      ImagesAndLabels.write(folder.resolve(name), ImagesAndLabels.image(i, 5, 7, 3));
      names.add(ImagesAndLabels.label(name) + "/" + name);
    }
    names.sort(null);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void pixels_and_labels_are_those_of_a_csv_and_files(InputForm in, OutputFormat format)
      throws IOException {
    List<Image> expected = images(augment(InputForm.CSV, OutputFormat.FILES));

    assertThat(images(augment(in, format))).isEqualTo(expected);
  }

  @Test
  void images_differ_among_each_other() throws IOException {
    assertThat(images(augment(InputForm.CSV, OutputFormat.FILES)))
        .hasSize(2 * IMAGES)
        .doesNotHaveDuplicates();
  }

  private Path augment(InputForm in, OutputFormat format) throws IOException {
    Path out = temp.resolve(in + "-" + format);
    List<Object> words = new ArrayList<>(List.of("augment", "--images", input(in)));
    if (in == InputForm.CSV || in == InputForm.JSON || in == InputForm.JSON_LINES) {
      words.addAll(List.of("--labels", labels(in)));
    }
    words.addAll(List.of("--out", out, "--output-format", format, "--copies", 2, "--seed", 7));
    words.addAll(List.of("--batch-size", 4, "--prob-scope", "sample", "--prob", 0.8));
    Cutmix.Outcome outcome = Cutmix.run(words);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return out;
  }

  private Path input(InputForm in) throws IOException {
    Path metadata = images.resolve("metadata.jsonl");
    if (in == InputForm.METADATA) {
      Files.write(metadata, rows());
    } else {
      Files.deleteIfExists(metadata);
    }
    return in == InputForm.TAR ? tar() : images;
  }

  private Path labels(InputForm in) throws IOException {
    return switch (in) {
      case JSON ->
          Files.writeString(temp.resolve("labels.json"), "[" + String.join(",\n", rows()) + "]");
      case JSON_LINES -> Files.write(temp.resolve("labels.jsonl"), rows());
      default -> {
        List<String> lines = new ArrayList<>(List.of("file,label"));
        names.forEach(name -> lines.add(name + "," + ImagesAndLabels.label(name)));
        yield Files.write(temp.resolve("labels.csv"), lines);
      }
    };
  }

  private List<String> rows() {
    return names.stream()
        .map(
            name ->
                "{\"file_name\": \"%s\", \"label\": \"%s\"}"
                    .formatted(name, ImagesAndLabels.label(name)))
        .toList();
  }

  private Path tar() throws IOException {
    Path file = temp.resolve("set.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      for (String name : names) {
        TarMember.add(tar, name, Files.readAllBytes(images.resolve(name)));
        byte[] label = ImagesAndLabels.label(name).getBytes(StandardCharsets.UTF_8);
        TarMember.add(tar, name.replace(".png", ".cls"), label);
      }
    }
    return file;
  }

  private static List<Image> images(Path out) throws IOException {
    List<Image> images = new ArrayList<>();
    Map<String, Integer> read = new HashMap<>();
    for (JsonNode row : Oracle.rows(out)) {
      String file = row.get("file_name").asText();
      int before = read.merge(file, 1, Integer::sum) - 1;
      images.add(new Image(pixels(out, file, before), rest(row)));
    }
    return images;
  }

  private static String rest(JsonNode row) {
    String all =
        Stream.of("soft_label", "lam", "bbox", "source", "partner", "copy", "batch")
            .map(field -> row.get(field).toString())
            .toList()
            .toString();
    return all.replace("set.tar/", "");
  }

  /**
   * The pixels of a file, of a member of a tar file, of a sample of MDS, or of the n-th image of a
   * NumPy array.
   */
  private static List<Integer> pixels(Path out, String file, int n) throws IOException {
    if (file.endsWith(".npy")) {
      byte[] bytes = Files.readAllBytes(out.resolve(file));
      int start = 10 + (bytes[8] & 0xff) + 256 * (bytes[9] & 0xff); // behind the header
      return channelsLast(bytes, start + n * 3 * 5 * 7);
    }
    int sample = file.indexOf(".mds/") + 4;
    if (sample > 4) {
      MdsShard shard = MdsShard.read(out.resolve(file.substring(0, sample)));
      byte[] image = shard.images().get(file.substring(sample + 1));
      return flat(Files.write(out.resolve("sample.png"), image));
    }
    int member = file.indexOf(".tar/") + 4;
    return member < 4
        ? flat(out.resolve(file))
        : flat(unpacked(out.resolve(file.substring(0, member)), file.substring(member + 1)));
  }

  private static List<Integer> channelsLast(byte[] bytes, int start) {
    List<Integer> pixels = new ArrayList<>();
    for (int i = 0; i < 5 * 7; i++) {
      for (int c = 0; c < 3; c++) {
        pixels.add(bytes[start + c * 5 * 7 + i] & 0xff);
      }
    }
    return pixels;
  }

  private static List<Integer> flat(Path file) throws IOException {
    List<Integer> pixels = new ArrayList<>();
    for (int[][] row : Oracle.read(file, 3)) {
      for (int[] pixel : row) {
        Arrays.stream(pixel).forEach(pixels::add);
      }
    }
    return pixels;
  }

  private static Path unpacked(Path file, String member) throws IOException {
    try (InputStream bytes = new ByteArrayInputStream(Files.readAllBytes(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(bytes)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals(member)) {
          return Files.write(file.resolveSibling(member), tar.readAllBytes());
        }
      }
    }
    throw new AssertionError(file + " has no " + member);
  }
}
