/**
 * Reads label files: CSV and JSON, row by row, with the same checks for both. Seen by {@code
 * dataset} alone.
 */
@NullMarked
package io.cutmix.dataset.labelfile;

import org.jspecify.annotations.NullMarked;
