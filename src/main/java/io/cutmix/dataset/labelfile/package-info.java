/**
 * Reads label files: CSV, JSON and Parquet, row by row, with the same checks for all. Seen by
 * {@code dataset} alone.
 */
@NullMarked
package io.cutmix.dataset.labelfile;

import org.jspecify.annotations.NullMarked;
