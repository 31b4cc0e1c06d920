package io.cutmix.engine.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WatchIT {

  /** Of the parts that Spark stops one after the other, the scheduler of jobs is first here. */
  @Test
  @Timeout(120)
  void a_job_begun_while_spark_stops_is_not_awaited_for_ever() {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[1]")
            .setAppName("stopped")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      Watch watch = new Watch(spark.sc(), new Tally(spark.sc()), (images, skipped) -> {});
      spark.sc().dagScheduler().stop(0);
      JavaFutureAction<Void> lost = spark.parallelize(List.of(1)).foreachAsync(number -> {});
      new Thread(spark::close).start();

      assertThatThrownBy(() -> watch.await(lost))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Spark was stopped");
    }
  }
}
