/** Runs the batches of a plan. Touches no pixel. */
@NullMarked
package io.cutmix.engine;

import org.jspecify.annotations.NullMarked;
