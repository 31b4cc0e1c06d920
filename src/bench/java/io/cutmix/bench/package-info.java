/** Measures the mixing of batches in memory, with JMH. Part of no build and no jar. */
@NullMarked
package io.cutmix.bench;

import org.jspecify.annotations.NullMarked;
