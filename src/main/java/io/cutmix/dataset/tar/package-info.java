/**
 * Reads images and labels where they lie in shards: tar and Parquet files. Seen by {@code dataset}
 * alone.
 */
@NullMarked
package io.cutmix.dataset.tar;

import org.jspecify.annotations.NullMarked;
