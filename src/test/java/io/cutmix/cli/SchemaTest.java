package io.cutmix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tool writes is as the published schemas say. */
class SchemaTest {
  private static final String ROW =
      """
      {"file_name":"images/000000.png","soft_label":[0.5,0.5],"lam":0.5,"bbox":[0,0,1,1],\
      "source":"a.png","partner":"b.png","copy":0,"batch":0}""";

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @TempDir private Path temp;

  private static List<Error> problems(String schema, String json) {
    return SCHEMAS
        .getSchema(SchemaLocation.of("classpath:io/cutmix/output/" + schema + ".schema.json"))
        .validate(json, InputFormat.JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--labels-format=json,jsonl",
        "--labels-format=json,jsonl --label-encoding=sparse",
        "--labels-format=json,jsonl --output-format=npy",
        "--labels-format=json,jsonl --output-format=webdataset",
        "--labels-format=json,jsonl --prob=0 --copies=2 --size=3x4 --fit=contain",
        "--labels-format=json,jsonl --bbox=0,0,7,5 --on-error=skip"
      })
  void every_file_of_a_run_is_valid(String options) throws IOException {
    PictureFolder pictures = PictureFolder.make(temp, 6);
    if (options.contains("skip")) {
      pictures.damage(3);
    }
    Path out = temp.resolve("out");

    Cutmix.Outcome outcome = Cutmix.augment(pictures, out, (Object[]) options.split(" ", -1));

    assertThat(outcome.exit()).as(outcome.err()).isLessThan(2);
    assertThat(problems("labels", Files.readString(out.resolve("labels.json")))).isEmpty();
    assertThat(problems("run", Files.readString(out.resolve("run.json")))).isEmpty();
    assertThat(Files.readAllLines(out.resolve("metadata.jsonl")))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(problems("label-row", row)).isEmpty());
  }

  @Test
  void a_plain_row_is_valid() {
    assertThat(problems("label-row", ROW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "lam":0.5            | "lam":1.5
          "lam":0.5            | "lam":"0.5"
          "lam":0.5,           |
          "bbox":[0,0,1,1]     | "bbox":[0,0,1]
          "bbox":[0,0,1,1]     | "bbox":[0,0,1,-1]
          "bbox":[0,0,1,1]     | "bbox":[0,0,1,0.5]
          "soft_label":[0.5,0.5], |
          "soft_label":[0.5,0.5] | "soft_label":[0.5,"b"]
          "soft_label":[0.5,0.5] | "soft_label":[0.5,0.5],"label_ids":[0],"label_weights":[1.0]
          "soft_label":[0.5,0.5] | "label_ids":[0]
          "soft_label":[0.5,0.5] | "label_ids":[0,0],"label_weights":[0.5,0.5]
          "copy":0             | "copy":-1
          "batch":0            | "batch":0,"more":1
          "source":"a.png"     | "source":""
          """)
  void a_row_that_is_none_is_not(String part, String instead) {
    assertThat(ROW).contains(part);
    String row = ROW.replace(part, instead == null ? "" : instead);

    assertThat(problems("label-row", row)).isNotEmpty();
    assertThat(problems("labels", labels(row))).isNotEmpty();
    assertThat(problems("labels", labels(ROW))).isEmpty();
  }

  private static String labels(String row) {
    return "{\"version\": 1, \"classes\": [\"a\", \"b\"], \"samples\": [" + row + "]}";
  }
}
