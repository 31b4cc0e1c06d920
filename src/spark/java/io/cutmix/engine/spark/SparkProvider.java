package io.cutmix.engine.spark;

import io.cutmix.engine.Engine;
import io.cutmix.engine.EngineProvider;
import java.io.IOException;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/** Starts the application of a run. */
public final class SparkProvider implements EngineProvider {

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
  public Engine start(Optional<String> master, int threads, boolean quiet) throws IOException {
    SparkConf conf = new SparkConf();
    master.ifPresent(conf::setMaster);
    if (!conf.contains("spark.master")) {
      throw new IllegalArgumentException(
          "--engine spark needs a cluster: submit the jar with spark-submit, or name one by"
              + " --master, such as local[4]");
    }
    conf.setIfMissing("spark.app.name", "cutmix");
    conf.set("spark.task.cpus", Integer.toString(threads));
    // The task's own threads are all that it is to take.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    if (quiet) {
      conf.setIfMissing("spark.log.level", "ERROR");
      conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    }
    try {
      return new SparkEngine(new JavaSparkContext(conf), threads);
    } catch (Exception e) {
      // Scala's code throws this one without saying so.
      if (e instanceof SparkException refused) {
        throw new IOException("Spark doesn't start: " + refused.getMessage(), refused);
      }
      throw e;
    }
  }
}
