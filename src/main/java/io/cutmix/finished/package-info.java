/**
 * Reads what {@code augment} and {@code render} left in a finished folder, for those who check it
 * and for those who train with it: label rows in each of their formats, members of tar shards, rows
 * of NumPy arrays. Knows nothing of how they were written, so that a mistake of the writer shows;
 * what is not as it should be is a {@link io.cutmix.finished.Difference}. Imports {@code job},
 * {@code storage} and {@code table}, which read what other tools write.
 */
@NullMarked
package io.cutmix.finished;

import org.jspecify.annotations.NullMarked;
