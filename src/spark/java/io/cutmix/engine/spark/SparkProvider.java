package io.cutmix.engine.spark;

import io.cutmix.mix.InvalidParameterException;
import io.cutmix.work.Engine;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** Warns of a cluster that can't give what a run waits for. */
  private static final String WAITING = "org.apache.spark.scheduler.TaskSchedulerImpl";

  private static final Pattern LOCAL = Pattern.compile("local(?:\\[([0-9]{1,9}|\\*)(?:,.*)?\\])?");

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
    Configurator.setLevel(WAITING, Level.WARN);
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
    checkCores(conf, threads);
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

  /** Spark would say so in its own words, or not at all. */
  private static void checkCores(SparkConf conf, int threads) {
    int asked = conf.getInt("spark.task.cpus", threads);
    if (asked != threads) {
      throw InvalidParameterException.contradiction(
          "threads",
          "is %d, but spark.task.cpus is %d".formatted(threads, asked),
          "give %%s %d, which sets spark.task.cpus as well".formatted(asked),
          "threads");
    }
    int cores = cores(conf.get("spark.master"), conf);
    if (threads > cores && cores > 0) {
      throw InvalidParameterException.contradiction(
          "threads",
          "is %d, but an executor has %d cores".formatted(threads, cores),
          "give at most %%s %d, or more cores by spark.executor.cores or local[%d]"
              .formatted(cores, threads),
          "threads");
    }
  }

  /** Of an executor, as far as the settings say. */
  private static int cores(String master, SparkConf conf) {
    Matcher local = LOCAL.matcher(master);
    if (!local.matches()) {
      return conf.getInt("spark.executor.cores", Integer.MAX_VALUE);
    }
    String cores = Objects.requireNonNullElse(local.group(1), "1");
    return cores.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(cores);
  }
}
