package io.cutmix.endtoend.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options for mixing do to a data set. */
class MixOptionsTest {
  @TempDir private Path temp;

  @Test
  void partners_are_of_another_class_where_the_batch_allows_it() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 60);

    Path out = augment(input, "--pairing different-class --batch-size 5 --length 0.5");

    for (List<JsonNode> batch : batches(out)) {
      long largest =
          ImagesAndLabels.CLASSES.stream()
              .mapToLong(name -> batch.stream().filter(row -> label(row).equals(name)).count())
              .max()
              .orElseThrow();
      assertThat(batch.stream().filter(row -> !label(row).equals(partnerLabel(row))).count())
          .isEqualTo(Math.min(batch.size(), 2 * (batch.size() - largest)));
    }
    assertThat(options(out).get("pairing").asText()).isEqualTo("different-class");
  }

  @Test
  void boxes_keep_their_bounds_and_labels_follow_them() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 40, "png", 20, 30, 1);

    Path out = augment(input, "--min-box 0.2 --max-box 0.3 --box-scope sample");

    assertThat(Oracle.rows(out))
        .allSatisfy(row -> assertThat(row.get("lam").asDouble()).isBetween(0.7 - 1e-9, 0.8 + 1e-9));
    assertThat(options(out).get("min-box").asDouble()).isEqualTo(0.2);
    assertThat(options(out).get("max-box").asDouble()).isEqualTo(0.3);
  }

  @Test
  void two_that_are_each_others_partners_share_a_box() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 20, "png", 40, 50, 1);

    Path out = augment(input, "--box-scope pair --batch-size 10");

    Map<String, JsonNode> rows =
        Oracle.rows(out).stream()
            .collect(Collectors.toMap(row -> row.get("source").asText(), row -> row));
    assertThat(rows.values())
        .allSatisfy(
            row -> {
              JsonNode partner = requireNonNull(rows.get(row.get("partner").asText()));
              assertThat(partner.get("partner")).isEqualTo(row.get("source"));
              assertThat(partner.get("bbox")).isEqualTo(row.get("bbox"));
            });
    assertThat(rows.values().stream().map(row -> row.get("bbox")).distinct()).hasSize(10);
    assertThat(options(out).get("box-scope").asText()).isEqualTo("pair");
  }

  @Test
  void some_samples_of_a_batch_are_mixed_and_others_are_not() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 40);

    Path out = augment(input, "--prob 0.5 --prob-scope sample --batch-size 20");

    for (List<JsonNode> batch : batches(out)) {
      assertThat(batch.stream().filter(MixOptionsTest::isMixed).count()).isBetween(2L, 18L);
      assertThat(
              PlanCheck.texts(batch.stream().filter(MixOptionsTest::isMixed).toList(), "partner"))
          .containsExactlyInAnyOrderElementsOf(
              PlanCheck.texts(batch.stream().filter(MixOptionsTest::isMixed).toList(), "source"));
    }
    assertThat(options(out).get("prob-scope").asText()).isEqualTo("sample");
  }

  @Test
  void classes_that_are_not_to_be_mixed_pass_through_as_they_are() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 60);

    Path out = augment(input, "--mix-classes a,c --batch-size 20");

    for (JsonNode row : Oracle.rows(out)) {
      assertThat(isMixed(row)).isEqualTo(!label(row).equals("b"));
      assertThat(partnerLabel(row).equals("b")).isEqualTo(label(row).equals("b"));
      if (label(row).equals("b")) {
        assertThat(out.resolve(row.get("file_name").asText()))
            .hasSameBinaryContentAs(input.images().resolve(row.get("source").asText()));
      }
    }
    assertThat(options(out).get("mix-classes").asText()).isEqualTo("a,c");
  }

  @Test
  void rare_classes_come_up_as_often_as_common_ones() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 30);
    List<String> rare = new ArrayList<>(input.names());
    rare.removeIf(name -> ImagesAndLabels.label(name).equals("c") && !name.equals("p0002.png"));
    input.writeLabels(rare);

    Path out = augment(input, "--balance --copies 3 --batch-size 6 --box-scope sample");

    Oracle.exact(input, out, 3).check();
    List<JsonNode> rows = Oracle.rows(out);
    assertThat(rows).hasSize(3 * 21);
    assertThat(
            rows.stream()
                .collect(Collectors.groupingBy(MixOptionsTest::label, Collectors.counting())))
        .isEqualTo(Map.of("a", 21L, "b", 21L, "c", 21L));
    assertThat(options(out).get("balance").asBoolean()).isTrue();
  }

  @Test
  void labels_are_smoothed_before_they_are_mixed() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 40);

    Path out = augment(input, "--label-smoothing 0.3 --prob 0.5 --batch-size 4");

    new Oracle(input.images(), out, 3, name -> smoothed(input.oneHot(name)), 0).check();
    assertThat(options(out).get("label-smoothing").asDouble()).isEqualTo(0.3);
  }

  /** Of 0.3, each of three classes gets 0.1. */
  private static double[] smoothed(double[] oneHot) {
    return DoubleStream.of(oneHot).map(share -> share == 1 ? 0.8 : 0.1).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--pairing different-class",
        "--label-smoothing 0.1",
        "--mix-classes height",
        "--balance"
      })
  void options_about_classes_are_refused_for_rows_of_numbers(String option) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    List<String> lines = new ArrayList<>(List.of("file,height,weight"));
    input.names().forEach(name -> lines.add(name + ",1.5,-2"));
    Files.write(input.labels(), lines);

    Cutmix.Outcome outcome =
        Cutmix.augment(input, out(), words(option + " --label-columns height,weight"));

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(option, "one class for each sample", "leave it out");
    assertThat(out()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dog, big,b", "\"dog, big\",b"})
  void a_class_with_a_comma_cannot_be_named(String names) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    Files.writeString(
        input.labels(), Files.readString(input.labels()).replace(",a", ",\"dog, big\""));

    Cutmix.Outcome outcome = Cutmix.augment(input, out(), "--mix-classes", names);

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("\"dog, big\" can't be named here, as its comma ends a name; rename the class");
  }

  private Path out() {
    return temp.resolve("out");
  }

  private Path augment(ImagesAndLabels input, String options) {
    Cutmix.Outcome outcome = Cutmix.augment(input, out(), words(options));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return out();
  }

  private static Object[] words(String options) {
    return options.split(" +", -1);
  }

  private static JsonNode options(Path out) throws IOException {
    return new JsonMapper().readTree(out.resolve("run.json").toFile()).get("options");
  }

  private static List<List<JsonNode>> batches(Path out) throws IOException {
    Map<String, List<JsonNode>> batches =
        Oracle.rows(out).stream()
            .collect(Collectors.groupingBy(row -> row.get("copy") + "." + row.get("batch")));
    return List.copyOf(batches.values());
  }

  private static boolean isMixed(JsonNode row) {
    return !row.get("source").equals(row.get("partner"));
  }

  private static String label(JsonNode row) {
    return ImagesAndLabels.label(row.get("source").asText());
  }

  private static String partnerLabel(JsonNode row) {
    return ImagesAndLabels.label(row.get("partner").asText());
  }
}
