/**
 * The files that Hadoop reaches ({@code hdfs://}, {@code s3a://}, {@code gs://}, {@code abfss://}
 * and so on) as paths of Java, so that the rest of the tool reads and writes them without knowing.
 */
@NullMarked
package io.cutmix.engine.spark.files;

import org.jspecify.annotations.NullMarked;
