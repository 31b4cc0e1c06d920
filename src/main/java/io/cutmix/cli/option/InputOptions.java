package io.cutmix.cli.option;

import io.cutmix.job.InputSpec;
import io.cutmix.mix.InvalidParameterException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say where the data set is. */
@Command(optionListHeading = "%nInput:%n")
public final class InputOptions {
  @Spec private CommandSpec spec;

  @Option(names = "--images", paramLabel = "DIR")
  @Nullable Path images;

  @Option(names = "--labels", paramLabel = "FILE")
  @Nullable Path labels;

  @Option(names = "--image-column", paramLabel = "NAME")
  @Nullable String imageColumn;

  @Option(names = "--label-column", paramLabel = "NAME")
  @Nullable String labelColumn;

  @Option(names = "--label-columns", paramLabel = "NAME", split = ",")
  List<String> labelColumns = List.of();

  @Option(names = "--label-separator", paramLabel = "TEXT")
  @Nullable String labelSeparator;

  @Option(names = "--multi-label")
  boolean multiLabel;

  @Option(names = "--classes", paramLabel = "FILE")
  @Nullable Path classes;

  @Option(names = "--num-classes", paramLabel = "N")
  @Nullable Integer numClasses;

  @Option(names = "--split", paramLabel = "NAME")
  @Nullable String split;

  @Option(names = "--class-map", paramLabel = "FILE")
  @Nullable Path classMap;

  @Option(names = "--follow-links")
  boolean followLinks;

  /**
   * The same as values.
   *
   * @throws InvalidParameterException if two contradict each other
   */
  public InputSpec spec() {
    return InputSpec.given(OptionValues.of(spec));
  }

  /** The same, where what isn't given is as in another. */
  public InputSpec over(InputSpec other) {
    return other.overriddenBy(OptionValues.of(spec));
  }
}
