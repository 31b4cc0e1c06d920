package io.cutmix.engine.spark;

import io.cutmix.mix.InvalidParameterException;
import io.cutmix.work.Engine;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.spark.SparkConf;

/** Makes the engine out of the settings of {@code spark-submit} and the command line. */
public final class SparkProvider implements Engine.Provider {
  /** What Spark logs by where the user has configured nothing. */
  private static final String DEFAULTS = "org/apache/spark/log4j2-";

  @Override
  public boolean isUsable(boolean quiet) {
    try {
      Class.forName("org.apache.spark.api.java.JavaSparkContext");
    } catch (ClassNotFoundException e) {
      return false;
    }
    if (quiet && !isLogConfigured()) {
      quieten();
    }
    return true;
  }

  /** Whether there is a configuration of the user's. */
  private static boolean isLogConfigured() {
    LoggerContext logs = (LoggerContext) LogManager.getContext(false);
    return !(logs.getConfiguration() instanceof DefaultConfiguration)
        && !String.valueOf(logs.getConfigLocation()).contains(DEFAULTS);
  }

  /** Spark takes its own level when it begins to log: so it begins now, and without a word. */
  private static void quieten() {
    new SparkConf(false).initializeLogIfNecessary(false, true);
    Configurator.setRootLevel(Level.ERROR);
  }

  @Override
  public Engine engine(Optional<String> master, int threads, boolean quiet) {
    SparkConf conf = new SparkConf();
    master.ifPresent(conf::setMaster);
    if (!conf.contains("spark.master")) {
      throw InvalidParameterException.contradiction(
          "engine",
          "spark needs a cluster",
          "submit the jar with spark-submit, or name one by %s, such as local[4]",
          "master");
    }
    conf.setIfMissing("spark.app.name", "cutmix");
    conf.set("spark.task.cpus", Integer.toString(threads));
    // The task's own threads are all that it is to take.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    if (!conf.get("spark.master").matches("local(\\[.*)?")) {
      String users = conf.get("spark.plugins", "");
      conf.set("spark.plugins", users + (users.isEmpty() ? "" : ",") + WarmUp.class.getName());
    }
    if (quiet) {
      if (!isLogConfigured()) {
        conf.setIfMissing("spark.log.level", "ERROR");
      }
      conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    }
    return new SparkEngine(conf, threads);
  }
}
