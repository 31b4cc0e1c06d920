package io.cutmix.cli;

import io.cutmix.cli.message.Console;
import io.cutmix.job.Problem;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.EngineChoice;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.work.Engine;
import io.cutmix.work.LocalEngine;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The engines by choice. */
final class Engines {
  /** Set by spark-submit in the process of the driver. */
  private static final String SUBMITTED = "SPARK_SUBMIT";

  private Engines() {}

  /**
   * What does the work.
   *
   * @param local used if the choice is that
   * @param console hears of it if a run that was submitted to Spark stays on the driver
   * @throws InvalidParameterException if there is no such engine here
   */
  static Engine of(RunSpec run, LocalEngine local, Console console) {
    if (run.engine() == EngineChoice.LOCAL) {
      if (isSubmitted()) {
        console.warn(
            Problem.of("this runs on the driver alone, though it was submitted to Spark")
                .remedy("give --engine spark"));
      }
      return borrowed(local);
    }
    boolean verbose = console.isVerbose();
    return spark(verbose).engine(run.master(), run.threads(), !verbose);
  }

  /** The same, which whoever made it closes. */
  @SuppressWarnings("UnnecessaryMethodReference") // it hides what closes it
  static Engine borrowed(LocalEngine local) {
    return local::run;
  }

  /**
   * Makes sure that there is the engine that is asked for, and that Spark logs no more than that.
   *
   * @param console is to show details or not
   * @throws InvalidParameterException if there isn't
   */
  static void check(RunSpec run, Console console) {
    if (run.engine() == EngineChoice.SPARK || isSubmitted()) {
      spark(console.isVerbose());
    }
  }

  /** Whether this is an application that was submitted to Spark, whose log isn't ours at first. */
  static boolean isSubmitted() {
    return System.getProperty(SUBMITTED) != null;
  }

  /** Has Spark, if it is here, log no more than errors before an option makes it begin. */
  static void quieten(String... args) {
    List<String> words = List.of(args);
    boolean verbose = words.contains("--verbose") || words.contains("-v");
    if (words.stream().anyMatch(word -> word.contains(":/")) && !verbose) {
      usable(false);
    }
  }

  private static Optional<Engine.Provider> usable(boolean verbose) {
    return ServiceLoader.load(Engine.Provider.class, Engines.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.isUsable(!verbose))
        .findFirst();
  }

  private static Engine.Provider spark(boolean verbose) {
    return usable(verbose)
        .orElseThrow(
            () ->
                InvalidParameterException.contradiction(
                    "engine",
                    "spark runs within Spark, which isn't here",
                    "build cutmix-spark.jar with mvn -f src/spark package, then use spark-submit"
                        + " --class io.cutmix.Main cutmix-spark.jar augment …"));
  }
}
