package io.cutmix.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.cli.message.Message;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --json}, {@code --log-format json}, and GitHub's annotations. */
class MachineReadableTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void ten_images() throws IOException {
    input = ImagesAndLabels.make(temp, 10);
    out = temp.resolve("out");
  }

  private Outcome augment(Map<String, String> variables, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("augment", "--images", input.images(), "--labels", input.labels()));
    words.addAll(List.of("--out", out));
    words.addAll(Arrays.asList(more));
    return Cutmix.run(variables, words);
  }

  @Test
  void json_is_what_run_json_holds_with_command_and_exit_code() throws IOException {
    Outcome outcome = augment(Map.of(), "--json", "--quiet");

    JsonNode document = JSON.readTree(outcome.out());
    assertThat(outcome.err()).isEmpty();
    assertThat(document.path("command").asText()).isEqualTo("augment");
    assertThat(document.path("exit_code").asInt(-1)).isZero();
    assertThat(document.path("exit_reason").asText()).isEqualTo("done");
    assertThat(document.path("counts").path("images").asInt()).isEqualTo(10);
    assertThat(document.path("run").path("out").asText()).isEqualTo(out.toString());
    for (Map.Entry<String, JsonNode> field :
        JSON.readTree(Files.readAllBytes(out.resolve("run.json"))).properties()) {
      assertThat(document.get(field.getKey())).isEqualTo(field.getValue());
    }
  }

  @Test
  void json_of_a_finished_run_is_the_same() {
    String first = augment(Map.of(), "--json").out();

    assertThat(augment(Map.of(), "--json").out()).isEqualTo(first);
  }

  @Test
  void json_names_samples_that_were_skipped() throws IOException {
    input.damage(3);

    Outcome outcome = augment(Map.of(), "--json", "--on-error=skip", "--size=5x7");

    JsonNode document = JSON.readTree(outcome.out());
    assertThat(outcome.exit()).isEqualTo(5);
    assertThat(document.path("exit_code").asInt()).isEqualTo(5);
    assertThat(document.path("exit_reason").asText()).isEqualTo("skipped");
    assertThat(document.path("failures").path(0).path("source").asText()).isEqualTo("p0003.png");
  }

  @Test
  void json_of_a_dry_run_counts_what_would_be_written() throws IOException {
    JsonNode document = JSON.readTree(augment(Map.of(), "--json", "--dry-run", "--copies=3").out());

    assertThat(document.path("dry_run").asBoolean()).isTrue();
    assertThat(document.path("samples").asInt()).isEqualTo(10);
    assertThat(document.path("images").asInt()).isEqualTo(30);
    assertThat(document.path("options").path("copies").asInt()).isEqualTo(3);
    assertThat(document.path("classes")).map(JsonNode::asText).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=jpeg",
        "--labels-format=jsonl,csv --label-encoding=sparse",
        "--recipes-only",
        "--output-format=npy",
        "--output-format=webdataset --labels-format=shards"
      })
  void a_dry_run_estimates_what_lies_on_the_disk_afterwards(String options) throws IOException {
    Object[] words = options.split(" ", -1);
    Object[] dry = (options + " --json --dry-run").split(" ", -1);

    JsonNode document = JSON.readTree(augment(Map.of(), dry).out());
    augment(Map.of(), words);

    long bytes = 0;
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        bytes += name.equals("run.json") || name.startsWith(".") ? 0 : Files.size(file);
      }
    }
    long estimate = document.path("image_bytes").asLong() + document.path("label_bytes").asLong();
    assertThat(estimate).isCloseTo(bytes, withPercentage(25));
  }

  @Test
  void json_of_render_is_that_of_its_run() throws IOException {
    augment(Map.of(), "--recipes-only", "--json");
    Path recipes = out.resolve("recipes.jsonl");

    Outcome outcome =
        Cutmix.run(
            "render", recipes, "--images", input.images(), "--out", temp.resolve("b"), "--json");

    JsonNode document = JSON.readTree(outcome.out());
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(document.path("command").asText()).isEqualTo("render");
    assertThat(document.path("counts").path("images").asInt()).isEqualTo(10);
  }

  @Test
  void json_of_wrong_usage_names_option_value_and_remedy() throws IOException {
    for (List<Object> words :
        List.<List<Object>>of(
            List.of("--json", "--alpha", "x"), List.of("--alpha", "x", "--json"))) {
      Outcome outcome = augment(Map.of(), words.toArray());

      JsonNode document = JSON.readTree(outcome.out());
      assertThat(outcome.exit()).isEqualTo(2);
      assertThat(document.path("exit_code").asInt()).isEqualTo(2);
      assertThat(document.path("exit_reason").asText()).isEqualTo("usage");
      assertThat(document.path("errors")).hasSize(1);
      assertThat(document.path("errors").path(0).path("option").asText()).isEqualTo("--alpha");
      assertThat(document.path("errors").path(0).path("value").asText()).isEqualTo("x");
    }
    JsonNode error =
        JSON.readTree(augment(Map.of(), "--json", "--quiet", "--verbose").out()).at("/errors/0");
    assertThat(error.path("remedy").asText()).isEqualTo("use one");
  }

  @Test
  void json_of_a_bad_row_names_file_line_value_and_remedy() throws IOException {
    spoilRow(4);

    Outcome outcome = augment(Map.of(), "--json", "--classes", classes());

    JsonNode document = JSON.readTree(outcome.out());
    JsonNode error = document.at("/errors/0");
    assertThat(document.path("exit_code").asInt()).isEqualTo(3);
    assertThat(document.path("exit_reason").asText()).isEqualTo("input_output");
    assertThat(error.path("file").asText()).isEqualTo(input.labels().toString());
    assertThat(error.path("line").asInt()).isEqualTo(5);
    assertThat(error.path("value").asText()).isEqualTo("catt");
    assertThat(error.path("remedy").asText()).isEqualTo("add it with --classes or correct the row");
    assertThat(error.path("message").asText()).contains("unknown class \"catt\"");
  }

  @Test
  void log_lines_are_json_objects_with_level_and_message() throws IOException {
    input.damage(3);

    Outcome outcome =
        augment(Map.of(), "--log-format=json", "--verbose", "--on-error=skip", "--size=5x7");

    List<JsonNode> lines = new ArrayList<>();
    for (String line : outcome.err().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines)
        .allMatch(line -> line.path("level").isTextual() && line.path("message").isTextual());
    assertThat(lines)
        .anyMatch(
            line ->
                line.path("level").asText().equals("warning")
                    && line.path("message").asText().contains("p0003.png: skipped: damaged PNG"));
    assertThat(lines).anyMatch(line -> line.path("message").asText().equals("--size 5x7"));
  }

  @Test
  void github_shows_an_error_at_its_line() throws IOException {
    spoilRow(4);

    Outcome outcome =
        augment(
            Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", temp.toString()),
            "--classes",
            classes());

    assertThat(outcome.err())
        .startsWith(
            "::error file=labels.csv,line=5::" + input.labels() + ":5: unknown class \"catt\"");
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @Test
  void a_place_within_a_line_has_a_column() {
    Message message = Message.error(Problem.of("wrong").at(new Place("a.json", 1, 37)));

    assertThat(message.annotation(Map.of()))
        .isEqualTo("::error file=a.json,line=1,col=37::a.json:1:37: wrong");
  }

  @Test
  void github_shows_skipped_samples_as_warnings() throws IOException {
    input.damage(3);

    Outcome outcome = augment(Map.of("GITHUB_ACTIONS", "true"), "--on-error=skip", "--size=5x7");

    String file = input.images() + "/p0003.png";
    assertThat(outcome.err())
        .contains("\n::warning file=" + file + "::" + file + ": skipped: damaged");
    assertThat(outcome.out()).contains("9 images");
  }

  @Test
  void github_shows_an_image_that_ends_the_run_at_its_file() throws IOException {
    input.damage(3);

    Outcome outcome = augment(Map.of("GITHUB_ACTIONS", "true"), "--size=5x7");

    String file = input.images() + "/p0003.png";
    assertThat(outcome.err()).contains("::error file=" + file + "::" + file + ": damaged");
  }

  @Test
  void annotations_are_escaped() {
    Message message = Message.error(Problem.of("50% are wrong").at(new Place("a,b:c%.csv", 0)));

    assertThat(message.annotation(Map.of()))
        .isEqualTo("::error file=a%2Cb%3Ac%25.csv::a,b:c%25.csv: 50%25 are wrong");
  }

  @Test
  void names_bring_no_control_characters_to_the_terminal() throws IOException {
    String evil = "p\u001b]0;owned\u0007\u202e\u009b31m.png";
    Files.move(input.file(3), input.images().resolve(evil));
    Files.writeString(input.images().resolve(evil), "no picture");
    Files.write(
        input.labels(),
        Files.readAllLines(input.labels()).stream()
            .map(line -> line.replace("p0003.png", evil))
            .toList());

    for (String onError : List.of("fail", "skip")) {
      Outcome outcome = augment(Map.of(), "--on-error", onError, "--size=5x7", "--verbose");

      assertThat(outcome.err()).contains("p\\u001b]0;owned\\u0007\\u202e\\u009b31m.png");
      assertThat((outcome.err() + outcome.out()).replace("\n", ""))
          .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009f\\u202e]");
    }
  }

  private void spoilRow(int row) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(input.labels()));
    lines.set(row, lines.get(row).replaceAll(",.*", ",catt"));
    Files.write(input.labels(), lines);
  }

  private Path classes() throws IOException {
    return Files.write(temp.resolve("classes.txt"), List.of("a", "b", "c"));
  }
}
