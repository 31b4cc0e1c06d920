/**
 * The work itself: surveys the images, then loads, mixes, encodes and writes one batch at a time,
 * and runs such units on the threads of this machine. On a cluster {@code engine.spark}, which is
 * built apart, runs the same units.
 */
@NullMarked
package io.cutmix.work;

import org.jspecify.annotations.NullMarked;
