package io.cutmix.endtoend.output;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.testing.Command;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --output-format webdataset}. */
class WebdatasetTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TARS = "--output-format=webdataset";

  @TempDir private Path temp;

  private Path augment(ImagesAndLabels input, String name, int exit, Object... options) {
    Path out = temp.resolve(name);
    Cutmix.Outcome outcome = Cutmix.augment(input, out, options);
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exit);
    return out;
  }

  private static List<Path> tars(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out.resolve("shards"))) {
      return files.sorted().toList();
    }
  }

  /** The members of a tar file by name, in their order. */
  private static Map<String, byte[]> members(Path tar) throws IOException {
    byte[] bytes = Files.readAllBytes(tar);
    Map<String, byte[]> members = new LinkedHashMap<>();
    int at = 0;
    while (bytes[at] != 0) {
      assertThat(field(bytes, at + 136, 12)).as("time").matches("0+");
      assertThat(field(bytes, at + 108, 8)).as("user").matches("0+");
      assertThat(field(bytes, at + 116, 8)).as("group").matches("0+");
      assertThat(field(bytes, at + 265, 64)).as("names of user and group").isEmpty();
      assertThat((char) bytes[at + 156]).as("kind").isEqualTo('0');
      int size = Integer.parseInt(field(bytes, at + 124, 12), 8);
      byte[] content = Arrays.copyOfRange(bytes, at + 512, at + 512 + size);
      assertThat(members.put(field(bytes, at, 100), content)).isNull();
      at += 512 + (size + 511) / 512 * 512;
    }
    assertThat(bytes).hasSize(at + 1024);
    return members;
  }

  private static String field(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.US_ASCII);
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--prob=0.5", "--format=png", "--label-encoding=sparse"})
  void shards_hold_the_images_and_rows_of_the_files(String more) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13, "jpg", 16, 24, 3);
    List<Object> options = new ArrayList<>(List.of("--batch-size=4"));
    if (!more.isEmpty()) {
      options.add(more);
    }
    Path files = augment(input, "files", 0, options.toArray());
    options.addAll(List.of(TARS, "--shard-size=5"));

    Path out = augment(input, "out", 0, options.toArray());

    assertThat(out.resolve("images")).doesNotExist();
    List<JsonNode> rows = Oracle.rows(files);
    List<JsonNode> tarRows = Oracle.rows(out);
    assertThat(tarRows).hasSize(13);
    int next = 0;
    for (Path tar : tars(out)) {
      List<Map.Entry<String, byte[]>> members = List.copyOf(members(tar).entrySet());
      assertThat(members.size() % 2).isZero();
      for (int i = 0; i < members.size(); i += 2) {
        ObjectNode row = rows.get(next).deepCopy();
        String image = row.get("file_name").asText();
        String name = "%09d%s".formatted(next, image.substring(image.lastIndexOf('.')));
        assertThat(members.get(i).getKey()).isEqualTo(name);
        assertThat(members.get(i).getValue()).isEqualTo(Files.readAllBytes(files.resolve(image)));
        assertThat(members.get(i + 1).getKey()).isEqualTo("%09d.json".formatted(next));
        assertThat(JSON.readTree(members.get(i + 1).getValue()))
            .isEqualTo(row.put("file_name", name));
        assertThat(tarRows.get(next++))
            .isEqualTo(row.put("file_name", "shards/" + tar.getFileName() + "/" + name));
      }
    }
    assertThat(next).isEqualTo(13);
    assertThat(tars(out)).hasSize(2);
  }

  @Test
  void python_reads_them_by_the_rules_of_webdataset() throws IOException {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(Files.isExecutable(python), "needs " + python);
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13);
    Path out = augment(input, "out", 0, TARS, "--batch-size=4", "--shard-size=5");

    // What comes before the first dot is the key; members of one key follow one another.
    String script =
        """
        import itertools, json, sys, tarfile
        for path in sys.argv[1:]:
            with tarfile.open(path) as tar:
                infos = tar.getmembers()
                assert all(i.isfile() and i.mtime == 0 and i.mode == 0o644 for i in infos)
                for key, group in itertools.groupby(infos, lambda i: i.name.split(".", 1)[0]):
                    sample = {i.name.split(".", 1)[1]: tar.extractfile(i).read() for i in group}
                    assert sorted(sample) == ["json", "png"], sample.keys()
                    assert sample["png"].startswith(b"\\x89PNG")
                    print(key, json.loads(sample["json"])["source"])
        """;
    List<Object> words = new ArrayList<>(List.of("-c", script));
    words.addAll(tars(out));
    Command.Result result = Command.of(python, words.toArray()).run();

    assertThat(result.exit()).as(result.err()).isZero();
    List<String> expected = new ArrayList<>();
    for (JsonNode row : Oracle.rows(out)) {
      expected.add("%09d %s".formatted(expected.size(), row.get("source").asText()));
    }
    assertThat(result.out().lines().toList()).isEqualTo(expected);
  }

  @Test
  void a_shard_that_has_too_many_bytes_is_split() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 12);
    Path whole = augment(input, "whole", 0, TARS, "--batch-size=3", "--shard-size=6");
    long most = Files.size(tars(whole).get(0)) / 2;

    Path out =
        augment(input, "out", 0, TARS, "--batch-size=3", "--shard-size=6", "--shard-bytes", most);

    Map<String, String> members = new LinkedHashMap<>();
    for (Path tar : tars(out)) {
      assertThat(tar.getFileName().toString()).matches("00000[01]-00[0-2]\\.tar");
      assertThat(Files.size(tar)).isLessThanOrEqualTo(most);
      members(tar).forEach((name, content) -> members.put(name, Arrays.toString(content)));
    }
    assertThat(tars(out)).hasSizeGreaterThan(2);
    Map<String, String> expected = new LinkedHashMap<>();
    for (Path tar : tars(whole)) {
      members(tar).forEach((name, content) -> expected.put(name, Arrays.toString(content)));
    }
    assertThat(members).isEqualTo(expected);
    assertThat(List.copyOf(members.keySet())).isEqualTo(List.copyOf(expected.keySet()));
  }

  @Test
  void a_sample_longer_than_the_limit_has_a_file_of_its_own() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);

    Path out = augment(input, "out", 0, TARS, "--shard-bytes=1");

    assertThat(tars(out)).hasSize(4);
    for (Path tar : tars(out)) {
      assertThat(members(tar)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void the_bytes_are_the_same_for_any_number_of_threads(int threads) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 40);
    Path out = augment(input, "out", 0, TARS, "--batch-size=4", "--shard-size=8");

    Path again =
        augment(
            input, "again", 0, TARS, "--batch-size=4", "--shard-size=8", "--threads=" + threads);

    assertThat(FolderBytes.of(again)).isEqualTo(FolderBytes.of(out));
  }

  @Test
  void samples_that_are_skipped_leave_a_gap_in_the_keys() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    List<JsonNode> all = Oracle.rows(augment(input, "all", 0));
    input.damage(3);
    int lost = PlanCheck.texts(all, "source").indexOf("p0003.png");

    Path out = augment(input, "out", 5, TARS, "--on-error=skip");

    assertThat(members(tars(out).get(0))).hasSize(10).doesNotContainKey("%09d.png".formatted(lost));
  }

  @Test
  void a_run_that_stopped_goes_on_and_overwrite_removes_its_shards_alone() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 12);
    Object[] options = {TARS, "--batch-size=3", "--shard-size=6", "--threads=1"};
    Path undisturbed = augment(input, "undisturbed", 0, options);
    String last = Oracle.rows(undisturbed).get(11).get("source").asText();
    int sample = input.names().indexOf(last);
    byte[] whole = input.damage(sample);
    Path out = temp.resolve("out");
    assertRefused(Cutmix.augment(input, out, options), last + ": damaged PNG: ");
    assertThat(tars(out)).hasSize(1);
    Files.write(input.file(sample), whole);

    augment(input, "out", 0, options);

    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(undisturbed));
    Files.writeString(out.resolve("shards/000007.tar"), "mine");
    augment(input, "out", 0, "--overwrite");
    assertThat(tars(out)).hasSize(1);
    assertThat(out.resolve("shards/000007.tar")).hasContent("mine");
    Files.delete(out.resolve("shards/000007.tar"));
    augment(input, "out", 0, TARS, "--overwrite");
    augment(input, "out", 0, "--overwrite");
    assertThat(out.resolve("shards")).doesNotExist();
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(augment(input, "fresh", 0)));
  }
}
