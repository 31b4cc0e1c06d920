package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of images that mean something to a shell, a terminal, a table, a page or a log. */
class OddNamesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String OBEYED =
      "[\\p{Cntrl}\\u0080-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]";

  /** Without the ending. */
  private static final List<String> NAMES =
      List.of(
          "new\nline",
          "cutmix: \r\n::error::forged",
          "tab\tbed",
          "\"double\" 'single' `back`",
          "50%d %n %s %0A",
          "$HOME $(id)",
          "-rf",
          "--help",
          "@options",
          "=cmd|' -C calc'!A0",
          "+1+1",
          "@SUM(1)",
          "'quoted",
          "<script>alert(1)<script>",
          "&amp; {index} [a-z]*?",
          "gnp\u202eexe",
          "\u2066isolated\u200f\u061c",
          "\u001b[31mred\u001b]0;title\u0007",
          "\u009b31m\u007f\b",
          "line\u2028separator\u2029",
          "u\u0308mlaut of two",
          "\u00fcmlaut of one",
          "日本 🐈",
          " blanks ",
          "a..b",
          "labels.csv:99999999999: no line",
          "a,b;c|d:e",
          "x".repeat(251));

  @TempDir private Path temp;
  private Path images = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void images_in_folders_with_odd_names_too() throws IOException {
    images = temp.resolve("über einen\u202f Ordner=");
    out = temp.resolve("out <b>");
    for (String folder : List.of("=1+1", "<b>\u001b[1m", "-x\ny", "ä b")) {
      Files.createDirectories(images.resolve(folder));
    }
    int seed = 0;
    for (String name : names()) {
      ImagesAndLabels.write(images.resolve(name), ImagesAndLabels.image(seed++, 5, 7, 3));
    }
  }

  private static List<String> names() {
    List<String> folders = List.of("=1+1", "<b>\u001b[1m", "-x\ny", "ä b");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      names.add(folders.get(i % folders.size()) + "/" + NAMES.get(i) + ".png");
    }
    return names;
  }

  private Outcome augment(Object... more) {
    return augment(Map.of(), more);
  }

  private Outcome augment(Map<String, String> variables, Object... more) {
    List<Object> words = new ArrayList<>(List.of("augment", "--images", images, "--out", out));
    words.addAll(List.of(more));
    return Cutmix.run(variables, words);
  }

  private Path rowsOf(String kind) throws IOException {
    Path file = temp.resolve("labels." + kind);
    List<String> rows = new ArrayList<>(kind.equals("csv") ? List.of("file,label") : List.of());
    for (String name : names()) {
      String label = name.substring(0, name.indexOf('/'));
      rows.add(
          kind.equals("csv")
              ? "\"%s\",\"%s\"".formatted(name.replace("\"", "\"\""), label)
              : JSON.writeValueAsString(Map.of("file", name, "label", label)));
    }
    return Files.write(file, rows);
  }

  private void requireAllAreThere(Outcome outcome) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    List<JsonNode> rows = Oracle.rows(out);
    assertThat(PlanCheck.texts(rows, "source")).containsExactlyInAnyOrderElementsOf(names());
    assertThat(PlanCheck.texts(rows, "partner")).containsExactlyInAnyOrderElementsOf(names());
    try (Stream<Path> written = Files.walk(out).filter(Files::isRegularFile)) {
      assertThat(written.map(file -> out.relativize(file).toString()))
          .allMatch(
              name ->
                  name.matches(
                      "\\.cutmix-files|images/\\d{6}\\.png|run\\.json|(labels|metadata)\\.(json|jsonl|csv|parquet)"));
    }
    Oracle oracle = new Oracle(images, out, 3, name -> target(rows, name), 0);
    oracle.check();
    assertNothingIsObeyed(outcome);
  }

  private double[] target(List<JsonNode> rows, String name) {
    List<String> classes =
        new ArrayList<>(new TreeSet<>(names().stream().map(this::label).toList()));
    double[] target = new double[rows.get(0).get("soft_label").size()];
    target[classes.indexOf(label(name))] = 1;
    return target;
  }

  private String label(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  private static void assertNothingIsObeyed(Outcome outcome) {
    assertThat((outcome.out() + outcome.err()).replace("\n", "")).doesNotContainPattern(OBEYED);
    assertThat(outcome.out() + outcome.err()).doesNotContain("\n::error::forged", "\nline", "\ny/");
  }

  @Test
  void images_in_folders_are_mixed_and_recorded_under_their_names() throws IOException {
    requireAllAreThere(augment("--labels-format=json,jsonl,csv,parquet", "--verbose"));

    JsonNode whole = JSON.readTree(out.resolve("labels.json").toFile());
    assertThat(whole.get("classes"))
        .map(JsonNode::asText)
        .containsExactly("-x\ny", "<b>\u001b[1m", "=1+1", "ä b");
    assertThat(Files.readAllLines(out.resolve("metadata.jsonl")))
        .hasSize(NAMES.size())
        .allSatisfy(
            line -> assertThat(names()).contains(JSON.readTree(line).get("source").asText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "jsonl"})
  void so_are_those_that_rows_name(String kind) throws IOException {
    requireAllAreThere(augment("--labels", rowsOf(kind)));
  }

  @Test
  void no_cell_of_a_table_is_a_formula() throws IOException {
    assertThat(augment("--labels-format=csv").exit()).isZero();

    try (Reader text = Files.newBufferedReader(out.resolve("labels.csv"));
        CSVParser rows = CSVFormat.RFC4180.parse(text)) {
      for (CSVRecord row : rows) {
        assertThat(row.stream()).noneMatch(cell -> cell.matches("(?s)[=+@\\t\\r\\n-].*"));
      }
    }
    assertThat(Files.readString(out.resolve("labels.csv"))).contains("'=1+1/@options.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--layout=tree --name-pattern={source}-{partner}-{index}",
        "--output-format=webdataset",
        "--output-format=npy"
      })
  void output_names_are_plain_in_every_form(String options) throws IOException {
    Outcome outcome = augment((Object[]) options.split(" ", -1));

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    try (Stream<Path> written = Files.walk(out)) {
      assertThat(written.map(file -> out.relativize(file).toString()))
          .allMatch(name -> name.matches("[\\p{L}\\p{M}\\p{N}._/-]*") && name.length() < 255)
          .noneMatch(name -> name.contains("/.") || name.startsWith("-"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "skip"})
  void what_is_said_of_broken_ones_obeys_nobody_and_stays_in_its_line(String onError)
      throws IOException {
    for (String name : names().subList(1, NAMES.size())) {
      spoil(name);
    }

    Outcome outcome = augment("--on-error", onError, "--size=5x7", "--verbose");

    assertNothingIsObeyed(outcome);
    assertThat(outcome.err().lines()).allMatch(line -> line.startsWith("cutmix: "));
    if (onError.equals("skip")) {
      assertThat(outcome.err().lines().filter(line -> line.contains(": skipped: ")))
          .hasSize(NAMES.size() - 1);
    }
  }

  @Test
  void json_of_broken_ones_is_sound_and_has_their_names() throws IOException {
    for (String name : names().subList(1, NAMES.size())) {
      spoil(name);
    }

    Outcome outcome =
        augment("--on-error=skip", "--size=5x7", "--verbose", "--json", "--log-format=json");

    List<String> told = new ArrayList<>();
    for (String line : outcome.err().lines().toList()) {
      JsonNode message = JSON.readTree(line);
      told.add(message.path("file").asText());
      assertThat(message.has("line")).isFalse();
    }
    List<String> files = names().stream().map(name -> images + "/" + name).toList();
    assertThat(told).containsAll(files.subList(1, files.size()));
    assertThat(JSON.readTree(outcome.out()).path("failures"))
        .map(failure -> failure.path("source").asText())
        .containsExactlyInAnyOrderElementsOf(names().subList(1, NAMES.size()));
    assertNothingIsObeyed(outcome);
  }

  @Test
  void annotations_for_broken_ones_are_one_line_each() throws IOException {
    for (String name : names().subList(1, NAMES.size())) {
      spoil(name);
    }
    Map<String, String> github = Map.of("GITHUB_ACTIONS", "true");

    for (String onError : List.of("skip", "fail")) {
      Outcome outcome = augment(github, "--on-error", onError, "--size=5x7", "--quiet");
      Outcome verbose = augment(github, "--on-error", onError, "--size=5x7", "--verbose");

      for (Outcome each : List.of(outcome, verbose)) {
        assertThat(each.err().lines())
            .allMatch(line -> line.matches("(::(error|warning)( file=[^,:]*)?::|cutmix: ).*"))
            .noneMatch(line -> line.startsWith("::error::forged"));
        assertNothingIsObeyed(each);
      }
    }
  }

  @Test
  void inspect_shows_each_in_a_line() throws IOException {
    for (String name : names().subList(1, NAMES.size())) {
      spoil(name);
    }

    Outcome text = Cutmix.run("inspect", "--images", images);
    Outcome json = Cutmix.run("inspect", "--images", images, "--json");

    assertThat(text.exit()).as(text.err()).isEqualTo(3);
    assertNothingIsObeyed(text);
    assertNothingIsObeyed(json);
    assertThat(text.out()).contains("    -x\\u000ay/tab\\u0009bed.png: is a text file");
    assertThat(JSON.readTree(json.out()).findValuesAsText("name"))
        .contains("<b>\u001b[1m", "-x\ny");
  }

  @Test
  void verify_tells_differences_of_odd_names_in_lines() throws IOException {
    assertThat(augment("--labels-format=csv,json").exit()).isZero();
    Files.createFile(out.resolve("images/\u001b[31m\n::error::forged\u202e.png"));

    for (Object json : List.of("--quiet", "--json")) {
      Outcome outcome = Cutmix.run("verify", out, json);
      assertThat(outcome.exit()).isEqualTo(3);
      assertNothingIsObeyed(outcome);
    }
  }

  private void spoil(String name) throws IOException {
    Files.writeString(images.resolve(name), "no picture");
  }
}
