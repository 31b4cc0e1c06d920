/**
 * The work itself: surveys the pictures, then loads, mixes, encodes and writes one batch at a time.
 * Knows no threads and no engine; it is handed a {@link io.cutmix.pipeline.Parallel}.
 */
@NullMarked
package io.cutmix.pipeline;

import org.jspecify.annotations.NullMarked;
