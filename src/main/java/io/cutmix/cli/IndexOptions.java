package io.cutmix.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option that says who knows the samples of a cluster's run. */
@Command(optionListHeading = "")
final class IndexOptions {
  @Option(
      names = "--index",
      paramLabel = "driver|cluster",
      description =
          "With --engine spark: driver and executors each hold the list of samples, or the cluster"
              + " lists and sorts them and hands each task its own. Default: driver.")
  IndexChoice index = IndexChoice.DRIVER;

  /** What {@code --index} may be. */
  enum IndexChoice {
    DRIVER,
    CLUSTER
  }

  boolean isOnCluster() {
    return index == IndexChoice.CLUSTER;
  }

  /**
   * Checks what goes with it.
   *
   * @throws IllegalArgumentException if something needs all samples at one place
   */
  void check(AugmentOptions options) {
    if (!isOnCluster()) {
      return;
    }
    if (options.run.engine != RunOptions.EngineChoice.SPARK) {
      throw new IllegalArgumentException("--index cluster is for --engine spark; give both");
    }
    if (options.pictures.needSurvey()) {
      throw new IllegalArgumentException(
          "--index cluster needs --size and --channels, since nobody looks at all pictures first;"
              + " give them, such as --size 224 --channels rgb");
    }
    List<String> others = new ArrayList<>(options.mix.needClasses());
    addIf(options.pictures.masks != null, "--masks", others);
    addIf(options.boxes.coco != null, "--coco", others);
    addIf(options.input.multiLabel, "--multi-label", others);
    addIf(options.input.labelSeparator != null, "--label-separator", others);
    addIf(!options.input.labelColumns.isEmpty(), "--label-columns", others);
    addIf(options.output.report, "--report", others);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "--index cluster can't do %s; use --index driver".formatted(String.join(", ", others)));
    }
  }

  private static void addIf(boolean given, String option, List<String> options) {
    if (given) {
      options.add(option);
    }
  }
}
