package io.cutmix.engine.spark.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Opens Hadoop's file systems with the settings of this Spark application. */
final class HadoopSettings {
  private HadoopSettings() {}

  static FileSystem open(String scheme, String authority) throws IOException {
    SparkEnv environment = SparkEnv.get();
    SparkConf conf = environment == null ? new SparkConf() : environment.conf();
    Configuration settings = SparkHadoopUtil.get().newConfiguration(conf);
    String uri = scheme + "://" + authority + "/";
    try {
      return FileSystem.get(URI.create(uri), settings);
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new FileSystemException(
          uri,
          null,
          "can't be reached (%s); the jar of its connector must be on Spark's class path, and its"
                  .formatted(e.getMessage())
              + " settings are given as --conf spark.hadoop.fs.%s.…"
                  .formatted(scheme.toLowerCase(Locale.ROOT)));
    }
  }
}
