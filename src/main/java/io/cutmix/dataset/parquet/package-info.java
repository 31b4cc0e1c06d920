/**
 * Reads Parquet files page by page, whatever they hold and however they are packed. Seen by {@code
 * dataset} alone.
 */
@NullMarked
package io.cutmix.dataset.parquet;

import org.jspecify.annotations.NullMarked;
