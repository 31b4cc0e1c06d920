package io.cutmix.engine.spark;

import io.cutmix.mix.InvalidParameterException;
import io.cutmix.work.Engine;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;

/** Makes the engine out of the settings of {@code spark-submit} and the command line. */
public final class SparkProvider implements Engine.Provider {

  @Override
  public boolean isUsable(boolean quiet) {
    try {
      Class.forName("org.apache.spark.api.java.JavaSparkContext");
    } catch (ClassNotFoundException e) {
      return false;
    }
    if (quiet && System.getProperty("log4j2.configurationFile") == null) {
      Configurator.setRootLevel(Level.ERROR);
    }
    return true;
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
    if (quiet) {
      conf.setIfMissing("spark.log.level", "ERROR");
      conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    }
    return new SparkEngine(conf, threads);
  }
}
