package io.cutmix.endtoend.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.cli.message.ExitCode;
import io.cutmix.testing.AnyRun;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of JSON that can't be read speaks of the file and not of the reader. */
class WrongJsonTest {
  /** Such as {@code [*100}. */
  private static final Pattern REPEATED = Pattern.compile("(.)\\*(\\d+)");

  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "--labels | {\"file\":\"p0000.png\",\"label\":[*100 | :1: | lists and objects are nested deeper than 16 levels; correct the file",
        "--labels | {\"file\":\"p0000.png\",\"label\":[7*5000,1]} | :1: | a number has more than 1000 digits; correct the file",
        "--labels | {\"n*60000\":1} | :1: | the name of a field has more than 50000 characters; correct the file",
        "--labels | {\"file\":\"p0000.png\",\"label\":[NaN,1]} | :1: | 'NaN'; correct the file",
        "--labels | [ {\"file\":\"p0000.png\", | :2: | Unexpected end-of-input",
        "--labels | [ | :2: | opened in line 1, column 1",
        "--labels | {\"version\":1,\"classes\":[*100 | :1: | nested deeper than 16 levels",
        "--class-map | {\"a\":[*100 | :1: | nested deeper than 16 levels",
        "--class-map | {\"\":0,\"dog\":1} | :1: | \"\" has neither an id nor names; write {",
        "--coco | {\"x\":[*2000 | :1: | nested deeper than 16 levels; correct the file",
        "--coco | {\"images\":[{\"id\":7*5000}]} | :1: | a number has more than 1000 digits; correct the file",
        "--coco | {\"annotations\":[],\"images\":[{\"id\":\"x\"}]} | :1: | the image x lacks its id (a whole number)",
        "--coco | {\"annotations\":[],\"images\":[{\"file_name\":{}}]} | :1: | the image without id lacks its id",
        "--coco | {\"annotations\":[],\"images\":[[1]]} | :1: | \"images\" must hold objects alone; correct the file",
        "render | {\"version\":1,\"cutmix\":\"x\" | :1: | opened in line 1, column 1; is no recipe",
        "render | {\"version\":\"x\"} | :1: | the value of \"version\" is of another kind",
        "render | {\"version\":1} | :1: | \"cutmix\" is missing; is no recipe",
        "render | {\"version\":2} | :1: | version must be 1, but was 2; is no recipe",
        "render | {\"version\":1,\"options\":[*2000 | :1: | another kind",
        "render | null | :1: | nothing is in it"
      })
  void it_is_told_with_line_reason_and_remedy(
      String option, String json, String place, String reason) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 2);
    Path file = Files.writeString(temp.resolve("file.json"), repeated(json) + "\n");
    List<Object> words = new ArrayList<>();
    if (option.equals("render")) {
      words.addAll(List.of("render", file));
    } else {
      words.add("augment");
      if (!option.equals("--labels")) {
        words.addAll(List.of("--labels", input.labels()));
      }
      words.addAll(List.of(option, file));
    }
    words.addAll(List.of("--images", input.images(), "--out", temp.resolve("out")));

    Outcome outcome = Cutmix.run(words);

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.INPUT_OUTPUT);
    assertThat(outcome.err()).contains("file.json" + place).contains(reason.split("; (?=is no)"));
    assertSpeaksOfTheFile(outcome);
  }

  @Test
  void so_are_records_that_verify_reads() throws IOException {
    AnyRun run = new AnyRun(temp);

    for (String name : List.of("run.json", "labels.json", "shards.json")) {
      for (String json : List.of("{\"a\":[*2000", "{\"a\":7*5000}", "{\"a\":NaN}", "{", "[")) {
        assertSpeaksOfTheFile(run.outcome(name, repeated(json).getBytes(UTF_8)));
      }
    }
  }

  private static void assertSpeaksOfTheFile(Outcome outcome) {
    assertThat(outcome.out() + outcome.err())
        .doesNotContain("`", "StreamRead", "java.", "JsonToken", "Source:", "\tat ");
  }

  private static String repeated(String json) {
    return REPEATED
        .matcher(json)
        .replaceAll(
            part ->
                Matcher.quoteReplacement(part.group(1).repeat(Integer.parseInt(part.group(2)))));
  }
}
