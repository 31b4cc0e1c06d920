package io.cutmix.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.job.Jobs;
import io.cutmix.job.LabelNumbers;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.mix.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordedNamesTest {
  private static final List<String> NAMES =
      List.of("images/a.png", "images/a,\"b\"/1.png", "=x.png", "'y.png", "日\n本.png");

  @TempDir private Path temp;

  private static List<String> read(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    RecordedNames.read(file, names::add);
    return names;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHARDS")
  void every_kind_of_label_file_gives_its_names_back(LabelsFormat format) throws IOException {
    assertThat(read(written(format, NAMES))).isEqualTo(NAMES);
  }

  @Test
  void a_list_of_shards_gives_their_names_back() throws IOException {
    String shard = "shards/000000.tar";
    String other = "shards/000001-000.tar";
    Path file = temp.resolve("shards.json");
    try (LabelsWriter writer = LabelsWriter.Document.ofShards(file, 1, List.of("c"))) {
      writer.addShards(
          Stream.of(shard, other).map("{\"file_name\":\"%s\",\"images\":2}"::formatted).toList());
    }

    assertThat(read(file)).containsExactly(shard, other);
  }

  private Path written(LabelsFormat format, List<String> names) throws IOException {
    Path file = temp.resolve(format.fileName());
    LabelFiles run = new LabelFiles(new OutputLayout(temp, ""), List.of("c"), true, Jobs.of("{}"));
    try (LabelsWriter writer = run.open(format.fileName(), file)) {
      for (String name : names) {
        LabelRow row =
            new LabelRow(name, LabelNumbers.of(new double[] {1}), 1, Box.EMPTY, "s", "s", 0, 0);
        writer.add(row.toJson(LabelEncoding.DENSE).getBytes(UTF_8));
      }
    }
    return file;
  }

  @Test
  void a_list_gives_its_names_back() throws IOException {
    Path list = temp.resolve("1.names");

    RecordedNames.write(list, NAMES);

    assertThat(read(list)).isEqualTo(NAMES);
  }

  @Test
  void a_file_that_is_not_there_names_nothing() throws IOException {
    assertThat(read(temp.resolve("none"))).isEmpty();
  }
}
