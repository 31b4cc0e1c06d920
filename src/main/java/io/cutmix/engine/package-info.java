/**
 * Runs the units of a plan: here on the threads of this machine; {@code engine.spark}, which is
 * built apart, on a cluster. Touches no pixel.
 */
@NullMarked
package io.cutmix.engine;

import org.jspecify.annotations.NullMarked;
