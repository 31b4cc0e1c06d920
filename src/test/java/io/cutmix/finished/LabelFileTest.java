package io.cutmix.finished;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cutmix.job.ProblemException;
import io.cutmix.testing.Command;
import io.cutmix.testing.TarMember;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The label files of a finished folder, in each format. */
class LabelFileTest {
  private static final String BEFORE = "{'file_name':'images/0.png',";
  private static final String AFTER =
      ",'lam':0.25,'bbox':[1,2,3,4],'source':'a.png','partner':'b.png','copy':1,'batch':2}";
  private static final String DENSE = BEFORE + "'soft_label':[0.25,0.75]" + AFTER;
  private static final String SPARSE =
      BEFORE + "'label_ids':[0,1],'label_weights':[0.25,0.75]" + AFTER;

  @TempDir private Path out;

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private void write(String name, String text) throws IOException {
    Path file = out.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, json(text));
  }

  private LabelFile open(String name, boolean sparse) throws IOException {
    return LabelFile.open(new FinishedFolder(out), name, 2, sparse);
  }

  private List<FinishedRow> rows(String name) throws IOException {
    return rows(name, false);
  }

  private List<FinishedRow> rows(String name, boolean sparse) throws IOException {
    List<FinishedRow> rows = new ArrayList<>();
    try (LabelFile file = open(name, sparse)) {
      for (Optional<FinishedRow> row = file.next(); row.isPresent(); row = file.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }

  private static void assertIsTheRow(List<FinishedRow> rows) {
    assertThat(rows).hasSize(1);
    FinishedRow row = rows.get(0);
    assertThat(row.fileName()).isEqualTo("images/0.png");
    assertThat(row.label()).containsExactly(0.25, 0.75);
    assertThat(row.lam()).isEqualTo(0.25);
    assertThat(row.box()).containsExactly(1, 2, 3, 4);
    assertThat(List.of(row.source(), row.partner())).containsExactly("a.png", "b.png");
    assertThat(List.of(row.copy(), row.batch())).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {DENSE, SPARSE})
  void rows_stand_in_one_list_behind_the_classes(String row) throws IOException {
    write("labels.json", "{'version':1,'classes':['a','b'],'samples':[" + row + "]}");

    assertIsTheRow(rows("labels.json"));
    try (LabelFile file = open("labels.json", false)) {
      assertThat(file.classes()).contains(List.of("a", "b"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DENSE, SPARSE})
  void rows_stand_in_a_line_each(String row) throws IOException {
    write("metadata.jsonl", row + "\n");

    assertIsTheRow(rows("metadata.jsonl"));
    try (LabelFile file = open("metadata.jsonl", false)) {
      assertThat(file.classes()).isEmpty();
      assertThat(file.header()).isEmpty();
    }
  }

  @Test
  void recipes_have_a_header_that_names_the_classes() throws IOException {
    write("recipes.jsonl", "{'cutmix':'1','classes':['a','b']}\n" + DENSE + "\n");

    assertIsTheRow(rows("recipes.jsonl"));
    try (LabelFile file = open("recipes.jsonl", false)) {
      assertThat(file.classes()).contains(List.of("a", "b"));
      assertThat(file.header().path("cutmix").asText()).isEqualTo("1");
    }
  }

  @Test
  void rows_stand_in_csv_whose_formulas_are_guarded() throws IOException {
    String header = "file_name,lam,x1,y1,x2,y2,source,partner,copy,batch,";
    String row = "images/0.png,0.25,1,2,3,4,''=a.png,b.png,1,2,".replace("''", "'");
    Files.writeString(out.resolve("labels.csv"), header + "a,b\r\n" + row + "0.25,0.75\r\n");

    FinishedRow dense = rows("labels.csv").get(0);

    assertThat(dense.source()).isEqualTo("=a.png");
    assertThat(dense.label()).containsExactly(0.25, 0.75);
    try (LabelFile file = open("labels.csv", false)) {
      assertThat(file.classes()).contains(List.of("a", "b"));
    }
    Files.writeString(
        out.resolve("labels.csv"), header + "label_ids,label_weights\r\n" + row + "1,0.5\r\n");
    assertThat(rows("labels.csv", true).get(0).label()).containsExactly(0, 0.5);
  }

  @Test
  void rows_stand_in_shards_that_a_manifest_lists() throws IOException {
    shard(DENSE);
    write(
        "shards.json", "{'classes':['a','b'],'shards':[{'file_name':'shards/0.tar','images':1}]}");

    List<FinishedRow> rows = rows("shards.json");

    assertThat(rows).extracting(FinishedRow::fileName).containsExactly("shards/0.tar/0.png");
    assertThat(rows.get(0).label()).containsExactly(0.25, 0.75);
  }

  private void shard(String row) throws IOException {
    Path tar = Files.createDirectories(out.resolve("shards")).resolve("0.tar");
    try (TarArchiveOutputStream written = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      TarMember.add(written, "0.png", new byte[] {7, 8, 9});
      TarMember.add(written, "0.json", json(row).getBytes(StandardCharsets.UTF_8));
    }
  }

  private Path parquet() throws IOException {
    Path file = out.resolve("metadata.parquet");
    MessageType schema =
        MessageTypeParser.parseMessageType(
            """
            message row {
              required binary file_name (STRING);
              required group soft_label (LIST) { repeated group list { required double element; } }
              required double lam;
              required group bbox (LIST) { repeated group list { required int32 element; } }
              required binary source (STRING);
              required binary partner (STRING);
              required int32 copy;
              required int32 batch;
              required group image { required binary bytes; required binary path (STRING); }
            }\
            """);
    Group row = new SimpleGroupFactory(schema).newGroup();
    row.append("file_name", "images/0.png").append("lam", 0.25);
    row.append("source", "a.png").append("partner", "b.png").append("copy", 1).append("batch", 2);
    Group label = row.addGroup("soft_label");
    label.addGroup("list").append("element", 0.25);
    label.addGroup("list").append("element", 0.75);
    Group box = row.addGroup("bbox");
    for (int side = 1; side <= 4; side++) {
      box.addGroup("list").append("element", side);
    }
    row.addGroup("image").append("bytes", "pixels").append("path", "0.png");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .build()) {
      writer.write(row);
    }
    return file;
  }

  @Test
  void rows_stand_in_parquet_with_their_images() throws IOException {
    parquet();

    assertIsTheRow(rows("metadata.parquet"));
    try (LabelFile file = open("metadata.parquet", false)) {
      assertThat(file.next()).isPresent();
      assertThat(file.image().orElseThrow().bytes()).asString().isEqualTo("pixels");
    }
  }

  @Test
  void what_is_wrong_with_parquet_is_said_without_names_of_classes() throws IOException {
    Path file = parquet();
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] = (byte) (damaged[i] ^ 1 << i % 8);
      Files.write(file, damaged);
      try {
        rows("metadata.parquet");
      } catch (BrokenFile e) {
        assertThat(e).hasMessageEndingWith("; write the folder again");
        assertThat(e.getMessage()).doesNotContain("org.", "java.", "@");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          labels.json    | {'samples':[\\n{'file_name':    | line 2
          labels.json    | {'samples':[\\n{'lam':1}]}      | file_name is no text
          labels.json    | {'samples':[]                   | JSON
          labels.json    | {'samples':[]}}                 | JSON
          labels.json    | {'samples':[],'more':1}         | behind the last row
          labels.json    | {'classes':[]}                  | no list of samples
          metadata.jsonl | {'file_name':                   | line 1: expected JSON
          metadata.jsonl | {'file_name':'a'}\\n            | line 1: expected a row of labels
          recipes.jsonl  | nothing                         | beginning: expected JSON
          labels.csv     | file,label\\n                   | beginning
          shards.json    | {'shards':[{'file_name':'../0.tar'}]} | ../0.tar: file: expected in the output folder
          shards.json    | {'shards':[{'file_name':'0.tar'}]}    | 0.tar: file: expected there, found missing
          metadata.parquet | PAR1                          | metadata.parquet: beginning
          """)
  void what_is_no_label_file_is_named_with_the_place(String name, String text, String part)
      throws IOException {
    write(name, text.replace("\\n", "\n"));

    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(() -> rows(name))
        .withMessageContaining(part)
        .extracting(BrokenFile::difference, type(Difference.class))
        .satisfies(difference -> assertThat(difference.expected()).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'label_ids':[0],'label_weights':[]}",
        "{'label_ids':[2],'label_weights':[1]}",
        "{'label_ids':[-1],'label_weights':[1]}",
        "{'label_ids':[1,0],'label_weights':[1,1]}",
        "{'label_ids':[0],'label_weights':[0]}",
        "{'label_ids':['0'],'label_weights':[1]}",
        "{'soft_label':1}"
      })
  void a_label_that_makes_no_sense_is_no_row(String label) throws IOException {
    String fields = label.substring(1, label.length() - 1);
    write("metadata.jsonl", DENSE.replace("'soft_label':[0.25,0.75]", fields) + "\n");

    assertThatExceptionOfType(BrokenFile.class).isThrownBy(() -> rows("metadata.jsonl"));
  }

  @Test
  void the_images_of_a_shard_are_as_many_as_its_manifest_says() throws IOException {
    shard(DENSE);
    write("shards.json", "{'classes':[],'shards':[{'file_name':'shards/0.tar','images':2}]}");

    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(() -> rows("shards.json"))
        .withMessageContaining("shards.json: shards/0.tar: expected 2 images, found 1");
  }

  @Test
  void sparse_labels_need_the_number_of_classes() throws IOException {
    write("metadata.jsonl", SPARSE);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () -> LabelFile.open(new FinishedFolder(out), "metadata.jsonl", 0, false).next())
        .withMessageContaining("numClasses");
  }

  @Test
  void other_bytes_than_utf_8_are_named_by_their_line() throws IOException {
    Files.write(out.resolve("metadata.jsonl"), new byte[] {'{', (byte) 0xff, '}'});

    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(() -> rows("metadata.jsonl"))
        .withMessageContaining("metadata.jsonl: line 1: expected UTF-8, found other bytes");
  }

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @ValueSource(strings = {"labels.json", "recipes.jsonl", "labels.csv", "labels.parquet"})
  void one_that_begins_wrongly_is_closed_again(String name) throws IOException {
    write(name, "{\n");

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> open(name, false));
    String open = "/proc/" + ProcessHandle.current().pid() + "/fd";
    assertThat(Command.of("ls", "-l", open).run().out()).isNotEmpty().doesNotContain(name);
  }
}
