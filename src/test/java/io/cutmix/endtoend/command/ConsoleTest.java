package io.cutmix.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.job.ImageSpec;
import io.cutmix.job.InputSpec;
import io.cutmix.job.MixSpec;
import io.cutmix.job.Option;
import io.cutmix.job.Options;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.RunSpec;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tool prints, and the other ways to give it options. */
class ConsoleTest {
  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void ten_images() throws IOException {
    input = ImagesAndLabels.make(temp, 10);
    out = temp.resolve("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void help_names_every_option(String help) {
    Outcome outcome = Cutmix.run("augment", help, "--all");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    Stream.of(InputSpec.class, MixSpec.class, ImageSpec.class, OutputSpec.class, RunSpec.class)
        .flatMap(record -> Arrays.stream(record.getRecordComponents()))
        .filter(component -> component.isAnnotationPresent(Option.class))
        .forEach(option -> assertThat(outcome.out()).contains("--" + Options.name(option)));
    assertThat(outcome.out()).contains("--images", "--on-error", "fail|skip", "Default: 1.0.");
    assertThat(outcome.out()).doesNotContain("null");
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 120);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"inspect", "preview", "augment", "verify", "render", "completion", "help"})
  void help_is_written_in_lines_of_eighty_columns(String command) {
    String help = Cutmix.run(command, "--help").out();

    assertThat(help).startsWith("Usage: cutmix " + command);
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    assertThat(help).doesNotContainPattern("[\ue000-\uf8ff]").doesNotContain("\n\n\n");
  }

  @Test
  void help_breaks_lines_between_words_alone() throws IOException {
    String help = Cutmix.run("augment", "--help", "--all").out();
    Properties texts = new Properties();
    try (InputStream stream =
        ConsoleTest.class.getResourceAsStream("/io/cutmix/cli/help.properties")) {
      texts.load(stream);
    }

    assertThat(texts.stringPropertyNames())
        .hasSizeGreaterThan(60)
        .filteredOn(key -> !key.contains("."))
        .flatMap(option -> List.of(texts.getProperty(option).split(" ", -1)))
        .filteredOn(word -> !word.contains("$"))
        .allSatisfy(word -> assertThat(help).contains(word));
  }

  @Test
  void help_of_the_tool_names_commands_and_exit_codes() {
    Outcome outcome = Cutmix.run("--help");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("augment", "130/143", "wrong usage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void version_is_a_line(String option) {
    assertThat(Cutmix.run(option).out()).matches("cutmix \\S+\n");
    assertThat(Cutmix.run("augment", option).out()).matches("cutmix \\S+\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version -v", "augment --verbose -V", "version --verbose"})
  void verbose_names_java_platform_and_codecs(String call) {
    String out = Cutmix.run((Object[]) call.split(" ", -1)).out();

    assertThat(out)
        .startsWith("cutmix ")
        .contains(
            "java " + Runtime.version().feature(),
            "java home ",
            "platform " + System.getProperty("os.name"))
        .containsPattern("(?m)^nd4j 1\\.0\\.0.*$")
        .containsPattern("(?m)^opencv 4\\.[0-9.]+$")
        .containsPattern("(?m)^jpeg libjpeg-turbo \\(ver [0-9.-]+\\)$")
        .containsPattern("(?m)^twelvemonkeys 3\\.\\d+\\.\\d+$");
  }

  @Test
  void version_is_a_command_too() {
    assertThat(Cutmix.run("version").out()).isEqualTo(Cutmix.run("--version").out());
    assertThat(Cutmix.run("version", "--json").out())
        .contains("\"exit_code\" : 0", "\"opencv\" : \"4.");
  }

  @Test
  void other_names_are_those_of_the_options() throws IOException {
    Cutmix.augment(input, out, "--format=jpg");
    Cutmix.augment(input, temp.resolve("b"), "--format=jpeg");
    Cutmix.augment(input, temp.resolve("c"), "--uniform-sampling");
    Cutmix.augment(input, temp.resolve("d"), "--uniform");

    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(temp.resolve("b"))).isNotEmpty();
    assertThat(FolderBytes.of(temp.resolve("c")))
        .isEqualTo(FolderBytes.of(temp.resolve("d")))
        .isNotEmpty();
  }

  @Test
  void values_of_options_may_be_in_any_case() {
    assertThat(
            Cutmix.augment(
                    input, out, "--box-scope=Sample", "--pairing=PERMUTATION", "--format=Png")
                .exit())
        .isZero();
  }

  @Test
  void options_can_stand_in_a_file() throws IOException {
    Path file = temp.resolve("my options.txt");
    Files.write(
        file,
        List.of("# how we mix", "--alpha 0.3", "--size=6x8", "--out \"" + out + "\"", "--quiet"));

    Outcome outcome =
        Cutmix.run("augment", "--images", input.images(), "@" + file, "--labels", input.labels());

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    Cutmix.augment(input, temp.resolve("b"), "--alpha", 0.3, "--size", "6x8");
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(temp.resolve("b")));
  }

  @ParameterizedTest
  @CsvSource({
    "--batch-size 5, true",
    "--copies 4 --include-originals, true",
    "--batch-size 2 --prob 0.5 --copies 3, true",
    "'--copies 2 --bbox 0,0,2,2', false",
    "--box-scope sample, false"
  })
  void the_summary_counts_the_boxes_that_were_pasted(String options, boolean shared)
      throws IOException {
    Outcome outcome = Cutmix.augment(input, out, (Object[]) options.split(" "));

    long boxes =
        Oracle.rows(out).stream()
            .filter(row -> row.get("lam").asDouble() < 1)
            .map(row -> row.get("copy") + " " + row.get("batch"))
            .distinct()
            .count();
    assertThat(outcome.out()).as(outcome.err()).contains("mixed");
    assertThat(outcome.out().contains("they share " + boxes + " box")).isEqualTo(shared);
    assertThat(outcome.out().contains("they share")).isEqualTo(shared);
  }

  @Test
  void the_summary_goes_to_stdout_and_progress_to_stderr() {
    Outcome outcome = Cutmix.augment(input, out);

    assertThat(outcome.out())
        .matches(
            "10 images \\(10 mixed, 0 skipped\\), mean λ 0\\.\\d{3}, [\\d,]+ images/s\n"
                + "they share 1 box; more --copies bring more\n"
                + "written to \\Q"
                + out
                + "\\E\n");
    assertThat(outcome.err()).contains("10/10");
    assertThat(outcome.err().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--quiet", "-q"})
  void quiet_prints_nothing(String quiet) throws IOException {
    Files.delete(input.file(3));

    for (int call = 0; call < 2; call++) {
      Outcome outcome = Cutmix.augment(input, out, quiet, "--on-error", "skip");

      assertThat(outcome).isEqualTo(new Outcome(5, "", ""));
    }
  }

  @Test
  void verbose_names_the_options_in_force() {
    Outcome outcome = Cutmix.augment(input, out, "-v", "--length", 0.25);

    assertThat(outcome.err())
        .contains("--length 0.25\n", "--seed 0\n", "--size 5x7\n", "--pairing derangement\n")
        .doesNotContain("--alpha");
  }

  @Test
  void verbose_and_the_record_say_what_the_threads_were_at() throws IOException {
    Outcome outcome = Cutmix.augment(input, out, "-v");

    assertThat(outcome.err())
        .containsPattern(
            "time of the threads: reading \\d+ %, decoding \\d+ %, mixing \\d+ %, encoding \\d+ %,"
                + " writing \\d+ %\\n");
    assertThat(Files.readString(out.resolve("run.json"))).contains("\"stage_seconds\"");
  }

  @Test
  void a_dry_run_says_what_would_be_done_and_does_nothing() {
    Outcome outcome = Cutmix.augment(input, out, "--dry-run", "--copies", 3, "--batch-size", 4);

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .isEqualTo(
            "10 samples, 3 classes (a, b, c)\n"
                + "30 images of 5x7 rgb in 9 batches\n"
                + "about 0.0 MB of images and 0.0 MB of labels would be written to "
                + out
                + "\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void a_dry_run_finds_what_is_wrong_with_the_data() throws IOException {
    Files.delete(input.file(3));

    assertThat(Cutmix.augment(input, out, "--dry-run").exit()).isEqualTo(3);
  }
}
