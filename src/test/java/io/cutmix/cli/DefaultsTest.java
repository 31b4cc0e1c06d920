package io.cutmix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.cli.Cutmix.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Options from variables and from a file of properties: command line, then variable, then file. */
class DefaultsTest {
  @TempDir private Path temp;
  private PictureFolder pictures = new PictureFolder(Path.of(""), List.of());

  @BeforeEach
  void ten_pictures() throws IOException {
    pictures = PictureFolder.make(temp, 10);
  }

  private Outcome augment(Map<String, String> variables, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("augment", "--images", pictures.images(), "--labels", pictures.labels()));
    words.addAll(List.of("--out", temp.resolve("out"), "--dry-run", "--json"));
    words.addAll(Arrays.asList(more));
    return Cutmix.run(variables, words);
  }

  private JsonNode options(Map<String, String> variables, Object... more) throws IOException {
    Outcome outcome = augment(variables, more);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return new JsonMapper().readTree(outcome.out()).path("options");
  }

  private Path file(String... lines) throws IOException {
    return Files.write(temp.resolve("my.properties"), List.of(lines));
  }

  @Test
  void the_command_line_comes_before_variables_and_these_before_the_file() throws IOException {
    Path file = file("seed = 1", "copies = 2", "batch-size = 3", "uniform = true");
    Map<String, String> variables =
        Map.of("CUTMIX_CONFIG", file.toString(), "CUTMIX_COPIES", "4", "CUTMIX_BATCH_SIZE", "5");

    JsonNode options = options(variables, "--batch-size", 6);

    assertThat(options.path("seed").asInt()).isEqualTo(1);
    assertThat(options.path("copies").asInt()).isEqualTo(4);
    assertThat(options.path("batch-size").asInt()).isEqualTo(6);
    assertThat(options.path("uniform").asBoolean()).isTrue();
    assertThat(options.path("prob").asDouble()).isEqualTo(1);
  }

  @Test
  void the_file_in_the_home_folder_is_taken_without_being_named() throws IOException {
    Files.write(temp.resolve(".cutmix.properties"), List.of("seed = 7"));

    assertThat(options(Map.of("HOME", temp.toString())).path("seed").asInt()).isEqualTo(7);
  }

  @Test
  void options_that_must_be_given_may_come_from_outside() throws IOException {
    Map<String, String> variables = new HashMap<>();
    variables.put("CUTMIX_IMAGES", pictures.images().toString());
    variables.put("CUTMIX_LABELS", pictures.labels().toString());
    variables.put("CUTMIX_OUT", temp.resolve("out").toString());

    Outcome outcome = Cutmix.run(variables, List.of("augment"));

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(temp.resolve("out/run.json")).exists();
  }

  @Test
  void a_flag_stays_set_when_it_is_given_from_outside_and_on_the_command_line() throws IOException {
    assertThat(options(Map.of("CUTMIX_UNIFORM", "true"), "--uniform").path("uniform").asBoolean())
        .isTrue();
    assertThat(options(Map.of("CUTMIX_UNIFORM", "false")).path("uniform").asBoolean()).isFalse();
  }

  static Stream<OptionSpec> flags() {
    Shell shell = new Shell(System.out, System.err, Map.of(), code -> {});
    return Stream.of(
            new AugmentCommand(shell),
            new RenderCommand(shell),
            new VerifyCommand(shell),
            new InspectCommand(shell),
            new CompletionCommand(shell),
            new ManCommand(shell))
        .flatMap(command -> new CommandLine(command).getCommandSpec().options().stream())
        .filter(option -> option.type() == boolean.class)
        .filter(option -> !option.usageHelp() && !option.versionHelp());
  }

  @ParameterizedTest
  @MethodSource("flags")
  void every_flag_has_the_value_that_keeps_it_set(OptionSpec flag) {
    assertThat(flag.fallbackValue()).as(flag.longestName()).isEqualTo("true");
  }

  @Test
  void verbose_names_where_an_option_comes_from() throws IOException {
    Path file = file("seed=7");

    Outcome outcome =
        augment(
            Map.of("CUTMIX_CONFIG", file.toString(), "CUTMIX_COPIES", "3", "CUTMIX_PROB", "1"),
            "--verbose",
            "--prob=0.5");

    assertThat(outcome.err())
        .contains("--copies 3 (from CUTMIX_COPIES)\n", "--seed 7 (from " + file + ": seed)\n")
        .doesNotContain("CUTMIX_PROB");
  }

  @Test
  void what_is_no_option_is_told_with_its_name_and_the_right_one() throws IOException {
    Path file = file("thread=7");

    Outcome outcome = augment(Map.of("CUTMIX_CONFIG", file.toString(), "CUTMIX_BATHC_SIZE", "3"));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err())
        .contains(file + ": thread is no option; did you mean threads?\n")
        .contains("CUTMIX_BATHC_SIZE is no option; did you mean CUTMIX_BATCH_SIZE?\n");
  }

  @Test
  void options_of_other_commands_and_of_the_launcher_are_no_strangers() {
    Outcome outcome =
        augment(
            Map.of("CUTMIX_JAVA_OPTS", "-Xmx4g", "CUTMIX_RANGE", "0..3", "CUTMIX_QUIET", "true"));

    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void help_is_shown_whatever_the_variables_are() {
    Outcome outcome = Cutmix.run(Map.of("CUTMIX_THREADS", "x"), List.of("augment", "--help"));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("--threads");
  }
}
