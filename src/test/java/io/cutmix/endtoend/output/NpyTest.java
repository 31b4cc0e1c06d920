package io.cutmix.endtoend.output;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.testing.Command;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --output-format npy}. */
class NpyTest {
  private static final String NPY = "--output-format=npy";

  @TempDir private Path temp;

  private Path augment(ImagesAndLabels input, String name, int exit, String... options) {
    Path out = temp.resolve(name);
    Cutmix.Outcome outcome = Cutmix.augment(input, out, (Object[]) options);
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exit);
    return out;
  }

  /** An array as its header says: the shape, and the bytes after it. */
  private record Npy(String header, ByteBuffer data) {
    static Npy read(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      assertThat(new String(bytes, 1, 5, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
      assertThat(List.of(bytes[0], bytes[6], bytes[7]))
          .containsExactly((byte) 0x93, (byte) 1, (byte) 0);
      int length = (bytes[8] & 0xff) + 256 * (bytes[9] & 0xff);
      assertThat((10 + length) % 64).isZero();
      assertThat(bytes[9 + length]).isEqualTo((byte) '\n');
      String header = new String(bytes, 10, length, StandardCharsets.US_ASCII).strip();
      ByteBuffer data = ByteBuffer.wrap(bytes).position(10 + length).slice();
      return new Npy(header, data.order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  @ParameterizedTest
  @CsvSource({"png,3,", "jpg,3,--prob=0.5", "png,1,--batch-size=3", "png,4,--channels=rgba"})
  void arrays_hold_the_pixels_and_labels_of_the_files(String extension, int channels, String more)
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13, extension, 5, 7, channels);
    String[] options = {"--batch-size=4", "--format=png", more == null ? "--seed=0" : more};
    if (more != null && more.startsWith("--batch-size")) {
      options[0] = "--seed=1";
    }
    Path files = augment(input, "files", 0, options);

    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of(NPY, "--shard-size=6"));
    Path arrays = augment(input, "arrays", 0, words.toArray(String[]::new));

    List<JsonNode> rows = Oracle.rows(files);
    List<JsonNode> arrayRows = Oracle.rows(arrays);
    assertThat(arrayRows).hasSize(13);
    int next = 0;
    for (int shard = 0; next < 13; shard++) {
      String name = "images-0000%d.npy".formatted(shard);
      int count =
          (int) PlanCheck.texts(arrayRows, "file_name").stream().filter(name::equals).count();
      Npy images = Npy.read(arrays.resolve(name));
      Npy labels = Npy.read(arrays.resolve("labels-0000%d.npy".formatted(shard)));
      assertThat(images.header())
          .isEqualTo(
              "{'descr': '|u1', 'fortran_order': False, 'shape': (%d, %d, 5, 7), }"
                  .formatted(count, channels));
      assertThat(labels.header())
          .isEqualTo(
              "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, 3), }".formatted(count));
      for (int i = 0; i < count; i++) {
        JsonNode row = rows.get(next);
        JsonNode arrayRow = arrayRows.get(next++);
        assertThat(arrayRow.get("file_name").asText()).isEqualTo(name);
        assertThat(arrayRow.get("source")).isEqualTo(row.get("source"));
        assertThat(arrayRow.get("soft_label")).isEqualTo(row.get("soft_label"));
        checkPixels(images, Oracle.read(files.resolve(row.get("file_name").asText()), channels));
        for (JsonNode number : row.get("soft_label")) {
          assertThat(labels.data().getDouble()).isEqualTo(number.asDouble());
        }
      }
      assertThat(images.data().hasRemaining() || labels.data().hasRemaining()).isFalse();
    }
    assertThat(arrays.resolve("images")).doesNotExist();
  }

  private static void checkPixels(Npy images, int[][][] expected) {
    for (int c = 0; c < expected[0][0].length; c++) {
      for (int[][] row : expected) {
        for (int[] pixel : row) {
          assertThat(images.data().get() & 0xff).isEqualTo(pixel[c]);
        }
      }
    }
  }

  @Test
  void numpy_maps_them() throws IOException {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(Files.isExecutable(python), "needs " + python);
    assumeTrue(Command.of(python, "-c", "import numpy").run().exit() == 0, "needs python3-numpy");
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13);
    Path out = augment(input, "out", 0, NPY, "--batch-size=4", "--shard-size=5");

    String script =
        """
        import json, sys, numpy
        out = sys.argv[1]
        rows = json.load(open(out + "/labels.json"))["samples"]
        position = 0
        for shard in range(2):
            images = numpy.load(f"{out}/images-{shard:05}.npy", mmap_mode="r")
            labels = numpy.load(f"{out}/labels-{shard:05}.npy", mmap_mode="r")
            assert images.dtype == numpy.uint8 and labels.dtype == numpy.float64
            assert images.shape[1:] == (3, 5, 7) and len(images) == len(labels)
            for label in labels:
                assert label.tolist() == rows[position]["soft_label"]
                assert rows[position]["file_name"] == f"images-{shard:05}.npy"
                position += 1
            print(len(images), int(images.sum(dtype=numpy.int64)))
        assert position == len(rows)
        """;
    Command.Result result = Command.of(python, "-c", script, out).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out().lines().toList())
        .containsExactly(
            "8 " + sum(out.resolve("images-00000.npy")),
            "5 " + sum(out.resolve("images-00001.npy")));
  }

  private static long sum(Path file) throws IOException {
    ByteBuffer data = Npy.read(file).data();
    long sum = 0;
    while (data.hasRemaining()) {
      sum += data.get() & 0xff;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void the_bytes_are_the_same_for_any_number_of_threads(int threads) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 40);
    Path out = augment(input, "out", 0, NPY, "--batch-size=4", "--shard-size=8");

    Path again =
        augment(input, "again", 0, NPY, "--batch-size=4", "--shard-size=8", "--threads=" + threads);

    assertThat(FolderBytes.of(again)).isEqualTo(FolderBytes.of(out));
  }

  @Test
  void samples_that_are_skipped_have_no_row() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 12);
    input.damage(3);

    Path out = augment(input, "out", 5, NPY, "--on-error=skip");

    assertThat(Npy.read(out.resolve("images-00000.npy")).header()).contains("(11, 3, 5, 7)");
    assertThat(Npy.read(out.resolve("labels-00000.npy")).header()).contains("(11, 3)");
    assertThat(Oracle.rows(out)).hasSize(11);
  }

  @Test
  void a_shard_is_there_as_a_whole_or_not_and_the_run_goes_on() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 12);
    String[] options = {NPY, "--batch-size=3", "--shard-size=6", "--threads=1"};
    Path undisturbed = augment(input, "undisturbed", 0, options);
    String last = Oracle.rows(undisturbed).get(11).get("source").asText();
    int sample = input.names().indexOf(last);
    byte[] whole = input.damage(sample);

    Path out = augment(input, "out", 3, options);

    assertThat(out.resolve("images-00000.npy")).exists();
    assertThat(out.resolve("images-00001.npy")).doesNotExist();
    assertThat(out.resolve("labels-00001.npy")).doesNotExist();
    Files.write(input.file(sample), whole);
    augment(input, "out", 0, options);
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(undisturbed));
  }

  @Test
  void overwrite_removes_the_arrays_of_the_earlier_run_and_nothing_else() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 12);
    String[] options = {NPY, "--batch-size=2", "--shard-size=2"};
    Path out = augment(input, "out", 0, options);
    Files.writeString(out.resolve("images-00017.npy"), "mine");
    assertRefused(
        Cutmix.augment(input, out), "--output-format was npy and is files", "--shard-size");

    augment(input, "out", 0, "--overwrite");

    assertThat(out.resolve("images-00017.npy")).hasContent("mine");
    Files.delete(out.resolve("images-00017.npy"));
    Map<String, ?> expected = FolderBytes.of(augment(input, "fresh", 0));
    assertThat(FolderBytes.of(out)).isEqualTo(expected);
    input.damage(5);
    augment(input, "out", 3, NPY, "--batch-size=2", "--shard-size=2", "--overwrite");
    augment(input, "out", 3, "--overwrite");
    assertThat(FolderBytes.of(out).keySet()).noneMatch(name -> name.endsWith(".npy"));
  }
}
