/**
 * Measures the mixing of batches in memory, and the reading of mixed ones, with JMH. Part of no
 * build and no jar.
 */
@NullMarked
package io.cutmix.bench;

import org.jspecify.annotations.NullMarked;
