package io.cutmix.endtoend.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code report.html} says what the run wrote, and is one of its files. */
class ReportTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--labels-format=csv",
        "--labels-format=parquet --embed-images --label-encoding=sparse",
        "--output-format=npy",
        "--output-format=webdataset --shard-size=10",
        "--recipes-only",
        "--size=bucket --channels=gray --depth=16",
        "--prob=0 --include-originals"
      })
  void its_numbers_are_those_of_run_json_in_every_form_of_output(String options)
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 30);
    Path out = temp.resolve("out");

    assertDone(augment(input, out, options + " --copies=2 --batch-size=8"));

    JsonNode counts = JSON.readTree(out.resolve("run.json").toFile()).path("counts");
    String page = Files.readString(out.resolve("report.html"));
    for (String name : new String[] {"images", "mixed", "skipped"}) {
      assertThat(shown(page, name)).isEqualTo(counts.path(name).asText());
    }
    assertThat(Double.parseDouble(shown(page, "mean-lam")))
        .isCloseTo(counts.path("mean_lam").asDouble(), within(5e-4));
    JsonNode data = data(page);
    long inBins = 0;
    for (JsonNode count : data.path("lam").path("counts")) {
      inBins += count.asLong();
    }
    assertThat(inBins).isEqualTo(counts.path("mixed").asLong());
    assertThat(page.split("class=\"card\"", -1)).hasSize(37);
  }

  @Test
  void classes_and_their_masses_are_those_of_the_rows() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 31);
    Path out = temp.resolve("out");
    assertDone(augment(input, out, "--box-scope=sample"));

    double[] masses = new double[3];
    for (JsonNode row : Oracle.rows(out)) {
      for (int id = 0; id < 3; id++) {
        masses[id] += row.path("soft_label").path(id).asDouble();
      }
    }

    String page = Files.readString(out.resolve("report.html"));
    for (int id = 0; id < 3; id++) {
      String name = ImagesAndLabels.CLASSES.get(id);
      Matcher row =
          Pattern.compile(
                  "<td class=\"name\">"
                      + name
                      + "</td><td class=\"number\">(\\d+)</td>"
                      + "<td class=\"number\">\\d+</td><td class=\"number\">([\\d.]+)</td>")
              .matcher(page);
      assertThat(row.find()).isTrue();
      assertThat(row.group(1)).isEqualTo(id == 0 ? "11" : "10");
      assertThat(row.group(2)).isEqualTo("%.1f".formatted(masses[id]));
    }
    assertThat(page)
        .as("each image once, though it counts for two classes")
        .contains(
            "<td class=\"name\">all</td><td class=\"number\">31</td><td class=\"number\">31</td>");
    assertThat(page).contains("<a href=\"images/\">images/</a>");
  }

  @Test
  void nothing_from_the_data_becomes_markup_or_script() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    String nasty = "</script><script>alert(1)</script><!--\u2028\"'><img src=x onerror=alert(2)>";
    List<String> lines = new ArrayList<>(List.of("file,label"));
    for (String name : input.names()) {
      String other = "a'\"<b>&{{x}}-" + name;
      Files.move(input.images().resolve(name), input.images().resolve(other));
      lines.add(quoted(other) + "," + quoted(nasty));
    }
    Files.write(input.labels(), lines);
    Files.write(input.images().resolve("a'\"<b>&{{x}}-" + input.names().get(0)), new byte[9]);
    Path out = temp.resolve("out");

    Cutmix.Outcome outcome =
        augment(input, out, "--on-error=skip --size=5 --channels=rgb --report");

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(5);
    String page = Files.readString(out.resolve("report.html"));
    assertThat(page).doesNotContain("<script>alert", "<!--", "<img src=x", "<b>&{{");
    assertThat(page).contains("&lt;/script&gt;", "{{x}}");
    assertThat(page.split("<script", -1)).hasSize(3);
    assertThat(shown(page, "skipped")).isEqualTo("1");
  }

  @Test
  void thousands_of_classes_are_the_largest_and_a_sum() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 40);
    List<String> lines = new ArrayList<>(List.of("file,label"));
    for (int i = 0; i < 40; i++) {
      lines.add(input.names().get(i) + "," + (i < 20 ? 7 : 100 * i));
    }
    Files.write(input.labels(), lines);
    Path out = temp.resolve("out");

    assertDone(augment(input, out, "--num-classes=5000 --label-encoding=sparse"));

    String page = Files.readString(out.resolve("report.html"));
    assertThat(page).contains("4,970 more classes", "<td class=\"name\">7</td>");
    assertThat(page.length()).isLessThan(400_000);
  }

  @Test
  void after_a_stop_it_is_the_same_but_for_the_time() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 40);
    Path whole = temp.resolve("whole");
    assertDone(augment(input, whole, "--batch-size=4"));
    Path out = temp.resolve("out");
    byte[] last = Files.readAllBytes(input.file(39));
    Files.write(input.file(39), new byte[last.length]);
    assertThat(augment(input, out, "--batch-size=4 --size=5x7 --channels=rgb").exit()).isEqualTo(3);
    Files.write(input.file(39), last);
    assertDone(augment(input, out, "--batch-size=4 --size=5x7 --channels=rgb"));
    Path again = temp.resolve("again");
    assertDone(augment(input, again, "--batch-size=4 --size=5x7 --channels=rgb"));

    assertThat(timeless(out)).isEqualTo(timeless(again));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--labels-format=csv --label-encoding=sparse",
        "--labels-format=parquet",
        "--output-format=npy",
        "--output-format=webdataset --labels-format=shards",
        "--recipes-only"
      })
  void of_a_finished_run_it_is_made_later(String options) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 20);
    Path with = temp.resolve("with");
    assertDone(augment(input, with, options));
    Path out = temp.resolve("out");
    Object[] words = options.isEmpty() ? new Object[0] : options.split(" ", -1);
    assertDone(Cutmix.augment(input, out, words));
    Map<String, ?> before = FolderBytes.of(out);

    assertDone(augment(input, out, options));

    assertThat(timeless(out)).isEqualTo(timeless(with));
    Map<String, ?> after = FolderBytes.of(out);
    after.keySet().removeAll(List.of("report.html", "run.json"));
    before.remove("run.json");
    assertThat(after).isEqualTo(before);
    assertDone(Cutmix.run("verify", out));
  }

  @Test
  void one_that_was_changed_is_made_again() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 10);
    Path out = temp.resolve("out");
    assertDone(augment(input, out, ""));
    Path page = out.resolve("report.html");
    String whole = timeless(out);
    Files.writeString(page, Files.readString(page).replace("<h1>10", "<h1>11"));

    assertThat(Cutmix.run("verify", out).out()).startsWith("report.html: hash: expected sha256:");
    assertDone(augment(input, out, ""));

    assertThat(timeless(out)).isEqualTo(whole);
    assertDone(Cutmix.run("verify", out));
  }

  @Test
  void a_page_that_is_not_ours_is_left_where_it_is() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 10);
    Path out = temp.resolve("out");
    assertDone(Cutmix.augment(input, out));
    Files.writeString(out.resolve("report.html"), "mine");

    Cutmix.Outcome outcome = augment(input, out, "");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("report.html", "move it away");
    assertThat(out.resolve("report.html")).hasContent("mine");
  }

  @Test
  void a_run_that_was_stopped_is_resumed_with_it_or_without() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 12);
    byte[] last = Files.readAllBytes(input.file(11));
    for (String resumed : List.of("--report", "--quiet")) {
      Path out = temp.resolve("out" + resumed);
      String options = "--batch-size=4 --size=5x7 --channels=rgb ";
      Files.write(input.file(11), new byte[last.length]);
      String first = resumed.equals("--report") ? "--quiet" : "--report";
      assertThat(Cutmix.augment(input, out, (Object[]) (options + first).split(" ", -1)).exit())
          .isEqualTo(3);
      Files.write(input.file(11), last);

      assertDone(Cutmix.augment(input, out, (Object[]) (options + resumed).split(" ", -1)));

      assertThat(Files.exists(out.resolve("report.html"))).isEqualTo(resumed.equals("--report"));
      assertDone(Cutmix.run("verify", out));
    }
  }

  @Test
  void a_run_without_it_has_the_same_other_files() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 10);
    Path with = temp.resolve("with");
    Path without = temp.resolve("without");
    assertDone(augment(input, with, "--seed=3"));
    assertDone(Cutmix.augment(input, without, "--seed=3"));

    Map<String, ?> files = FolderBytes.of(with);
    // Its record names the option and the hash.
    files.keySet().removeAll(List.of("report.html", "run.json"));
    Map<String, ?> others = FolderBytes.of(without);
    others.remove("run.json");

    assertThat(files).isEqualTo(others);
  }

  @Test
  void overwrite_removes_it_and_leaves_one_that_is_not_ours() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 10);
    Path out = temp.resolve("out");
    assertDone(augment(input, out, ""));
    assertDone(Cutmix.augment(input, out, "--overwrite"));
    assertThat(out.resolve("report.html")).doesNotExist();

    Files.writeString(out.resolve("report.html"), "mine");
    Cutmix.Outcome outcome = augment(input, out, "--overwrite");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("report.html", "move it away");
    assertThat(out.resolve("report.html")).hasContent("mine");
  }

  @Test
  void render_writes_one_too() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 20);
    Path recipes = temp.resolve("recipes");
    assertDone(augment(input, recipes, "--recipes-only --min-box=0.2"));
    Path out = temp.resolve("out");

    assertDone(
        Cutmix.run(
            "render",
            recipes.resolve("recipes.jsonl"),
            "--images",
            input.images(),
            "--out",
            out,
            "--report"));

    assertThat(shown(Files.readString(out.resolve("report.html")), "images")).isEqualTo("20");
    assertThat(JSON.readTree(out.resolve("run.json").toFile()).at("/options/report").asBoolean())
        .isTrue();
  }

  private static Cutmix.Outcome augment(ImagesAndLabels input, Path out, String options) {
    List<Object> words = new ArrayList<>(List.of("--report"));
    for (String word : options.split(" ", -1)) {
      if (!word.isEmpty() && !word.equals("--report")) {
        words.add(word);
      }
    }
    return Cutmix.augment(input, out, words.toArray());
  }

  private static void assertDone(Cutmix.Outcome outcome) {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private static String shown(String page, String id) {
    Matcher number = Pattern.compile("<dd id=\"" + id + "\">([^<]*)</dd>").matcher(page);
    assertThat(number.find()).isTrue();
    return number.group(1);
  }

  private static JsonNode data(String page) throws IOException {
    Matcher data = Pattern.compile("id=\"data\">([^<]*)</script>").matcher(page);
    assertThat(data.find()).isTrue();
    return JSON.readTree(data.group(1));
  }

  /** Without what is said of the time. */
  private static String timeless(Path out) throws IOException {
    return Files.readString(out.resolve("report.html"))
        .replaceAll("written to <b>[^<]*</b>", "")
        .replaceAll("started [^<]*", "")
        .replaceAll("<dd id=\"(rate|seconds|[a-z]+ing)\">[^<]*", "");
  }

  /** The record names it, whatever the command that makes the run whole again asks for. */
  @Test
  void one_that_is_lost_is_made_again() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 10);
    Path out = temp.resolve("out");
    assertDone(augment(input, out, ""));
    Files.delete(out.resolve("report.html"));

    assertDone(Cutmix.augment(input, out));

    assertThat(out.resolve("report.html")).isNotEmptyFile();
    assertDone(Cutmix.run("verify", out));
  }

  @Test
  void one_of_other_images_goes_with_them() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 10);
    Path out = temp.resolve("out");
    assertDone(augment(input, out, ""));
    byte[] image = Files.readAllBytes(input.file(3));
    ImagesAndLabels.write(input.file(3), ImagesAndLabels.image(99, 5, 7, 3));
    assertThat(input.file(3)).hasSize(image.length);

    assertDone(Cutmix.augment(input, out));

    assertThat(out.resolve("report.html")).doesNotExist();
    assertDone(Cutmix.run("verify", out));
  }
}
