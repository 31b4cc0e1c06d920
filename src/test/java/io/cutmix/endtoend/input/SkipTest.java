package io.cutmix.endtoend.input;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that can't be read leave gaps: {@code --on-error skip}. */
class SkipTest {
  private static final Set<Integer> LOST = Set.of(2, 3, 9, 11, 12, 13, 25, 31);

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");
  private List<JsonNode> plan = List.of();

  @BeforeEach
  void an_undisturbed_run_and_lost_images() throws IOException {
    input = ImagesAndLabels.make(temp, 40);
    out = temp.resolve("out");
    Path undisturbed = temp.resolve("undisturbed");
    Cutmix.augment(input, undisturbed, "--batch-size", 5, "--copies", 2);
    plan = Oracle.rows(undisturbed);
    for (int i : LOST) {
      lose(i);
    }
  }

  /** In turn by its pixels, its header and its file. */
  private void lose(int i) throws IOException {
    switch (i % 3) {
      case 0 -> input.damage(i);
      case 1 -> Files.writeString(input.file(i), "no picture");
      default -> Files.delete(input.file(i));
    }
  }

  private boolean isLost(String name) {
    return LOST.contains(input.names().indexOf(name));
  }

  private Outcome skip(Object... more) {
    Object[] options = {"--batch-size", 5, "--copies", 2, "--on-error", "skip"};
    Object[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return Cutmix.augment(input, out, all);
  }

  @Test
  void the_others_keep_their_numbers_and_partners_follow_the_permutation() throws IOException {
    assertThat(skip().exit()).isEqualTo(5);

    List<JsonNode> rows = Oracle.rows(out);
    assertThat(rows).hasSize(80 - 2 * LOST.size());
    int next = 0;
    for (JsonNode planned : plan) {
      if (isLost(planned.get("source").asText())) {
        assertThat(out.resolve(planned.get("file_name").asText())).doesNotExist();
        continue;
      }
      JsonNode row = rows.get(next++);
      for (String same : List.of("file_name", "source", "copy", "batch")) {
        assertThat(row.get(same)).isEqualTo(planned.get(same));
      }
      String partner = partner(planned);
      assertThat(row.get("partner").asText()).isEqualTo(partner);
      boolean alone = partner.equals(planned.get("source").asText());
      assertThat(row.get("bbox").toString())
          .isEqualTo(alone ? "[0,0,0,0]" : planned.get("bbox").toString());
    }
    Oracle.exact(input, out, 3).check();
  }

  /** Who is left along the chain of partners. */
  private String partner(JsonNode planned) {
    Map<String, String> partners = new HashMap<>();
    for (JsonNode row : plan) {
      if (row.get("copy").equals(planned.get("copy"))) {
        partners.put(row.get("source").asText(), row.get("partner").asText());
      }
    }
    String partner = planned.get("partner").asText();
    while (isLost(partner)) {
      partner = String.valueOf(partners.get(partner));
    }
    return partner;
  }

  @Test
  void the_lost_are_named_in_run_json_and_on_stderr() throws IOException {
    Outcome outcome = skip("--verbose");

    assertThat(outcome.out()).contains("64 images", "16 skipped");
    JsonNode run = new JsonMapper().readTree(out.resolve("run.json").toFile());
    assertThat(run.get("counts").get("images").asInt()).isEqualTo(64);
    assertThat(run.get("counts").get("skipped").asInt()).isEqualTo(16);
    int next = 0;
    for (int file = 0; file < plan.size(); file++) {
      String source = plan.get(file).get("source").asText();
      if (isLost(source)) {
        JsonNode failure = run.get("failures").get(next++);
        assertThat(failure.get("source").asText()).isEqualTo(source);
        assertThat(failure.get("file").asInt()).isEqualTo(file);
        assertThat(failure.get("copy").asInt()).isEqualTo(file / 40);
        String reason = failure.get("reason").asText();
        assertThat(reason).containsAnyOf("the file is missing", "damaged PNG", "is a text file");
        assertThat(outcome.err()).contains("/" + source + ": skipped: " + reason);
      }
    }
    assertThat(run.get("failures")).hasSize(next);
    assertThat(outcome.err()).doesNotContain("\tat ");
  }

  @Test
  void ten_are_named_and_the_rest_counted() {
    Outcome outcome = skip();

    assertThat(outcome.err().lines().filter(line -> line.contains(".png: skipped: "))).hasSize(10);
    assertThat(outcome.err()).contains("skipped 6 more; --verbose names them");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void the_bytes_are_the_same_for_any_number_of_threads(int threads) throws IOException {
    skip();
    Map<String, String> expected = FolderBytes.of(out);
    out = temp.resolve("again");
    skip("--threads", threads);

    assertThat(FolderBytes.of(out)).isEqualTo(expected);
  }

  @Test
  void a_finished_run_with_gaps_says_so_again() {
    skip();

    Outcome outcome = skip();

    assertThat(outcome.exit()).isEqualTo(5);
    assertThat(outcome.out()).contains("already finished", "16 skipped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--size=5x7", "--size=5x7 --channels=rgb"})
  void nothing_that_can_be_read_is_a_failure(String options) throws IOException {
    for (int i = 0; i < 40; i++) {
      Files.writeString(input.file(i), "no picture");
    }

    assertRefused(
        options.isEmpty() ? skip() : skip((Object[]) options.split(" ", -1)),
        ".png",
        "is a text file");
  }
}
