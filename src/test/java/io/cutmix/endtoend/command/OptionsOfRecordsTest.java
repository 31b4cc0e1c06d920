package io.cutmix.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.cli.option.AugmentOptions;
import io.cutmix.job.ImageSpec;
import io.cutmix.job.InputSpec;
import io.cutmix.job.MixSpec;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.RunSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Each option of the command line is a component of a record. */
class OptionsOfRecordsTest {
  /** They change nothing that a record holds: {@code --dry-run} says to do nothing at all. */
  private static final Set<String> NO_COMPONENTS = Set.of("dry-run");

  @ParameterizedTest
  @ValueSource(classes = {AugmentOptions.class, AugmentOptions.RenderOptions.class})
  void every_option_has_a_component(Class<?> options) throws ReflectiveOperationException {
    Set<String> components =
        Stream.of(MixSpec.class, ImageSpec.class, OutputSpec.class, InputSpec.class, RunSpec.class)
            .flatMap(record -> Arrays.stream(record.getRecordComponents()))
            .map(
                component ->
                    component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    CommandLine parser = new CommandLine(options.getDeclaredConstructor().newInstance());

    assertThat(parser.getCommandSpec().options())
        .hasSizeGreaterThan(10)
        .extracting(OptionsOfRecordsTest::name)
        .allSatisfy(
            name ->
                assertThat(components.contains(name) || NO_COMPONENTS.contains(name))
                    .as(name)
                    .isTrue());
  }

  private static String name(OptionSpec option) {
    return Stream.of(option.names())
        .map(name -> name.replaceFirst("^-+", ""))
        .filter(name -> !name.equals("uniform-sampling") && name.length() > 1)
        .findFirst()
        .orElseThrow();
  }
}
