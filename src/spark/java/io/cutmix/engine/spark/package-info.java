/**
 * Runs the units of a plan on a Spark cluster, and reaches the files that Hadoop reaches. The only
 * room that imports Spark and Hadoop; built by the profile {@code spark}. No Scala type but pairs
 * stands in its signatures, so that one jar runs on several versions.
 */
@NullMarked
package io.cutmix.engine.spark;

import org.jspecify.annotations.NullMarked;
