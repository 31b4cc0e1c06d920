/**
 * Who meets whom: the order of the samples, their batches, and the recipe of each batch, as a pure
 * function of seed, copy and batch number. Imports {@code mix} only.
 */
@NullMarked
package io.cutmix.plan;

import org.jspecify.annotations.NullMarked;
