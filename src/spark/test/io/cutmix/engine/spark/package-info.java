/** The job jar on real Spark, HDFS and S3, each in processes of its own. */
@NullMarked
package io.cutmix.engine.spark;

import org.jspecify.annotations.NullMarked;
