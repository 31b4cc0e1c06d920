package io.cutmix.cli;

import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.EngineChoice;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.work.Engine;
import io.cutmix.work.LocalEngine;
import java.util.ServiceLoader;

/** The engines by choice. */
final class Engines {
  private Engines() {}

  /**
   * What does the work.
   *
   * @param local used if the choice is that
   * @param verbose whether Spark may say what it does
   * @throws InvalidParameterException if there is no such engine here
   */
  static Engine of(RunSpec run, LocalEngine local, boolean verbose) {
    return run.engine() == EngineChoice.LOCAL
        ? local
        : spark(verbose).engine(run.master(), run.threads(), !verbose);
  }

  /**
   * Makes sure that there is the engine that is asked for.
   *
   * @throws InvalidParameterException if there isn't
   */
  static void check(RunSpec run) {
    if (run.engine() == EngineChoice.SPARK) {
      spark(true);
    }
  }

  private static Engine.Provider spark(boolean verbose) {
    return ServiceLoader.load(Engine.Provider.class, Engines.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.isUsable(!verbose))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidParameterException.contradiction(
                    "engine",
                    "spark runs within Spark, which isn't here",
                    "build cutmix-spark.jar with mvn -f src/spark package, then use spark-submit"
                        + " --class io.cutmix.Main cutmix-spark.jar augment …"));
  }
}
