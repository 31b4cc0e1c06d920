/**
 * What is asked for and what came out, as values: specs, problems, counts, failures; and how many
 * steps of it are run. Every other room may import it; it imports {@code mix} and {@code plan}
 * alone.
 */
@NullMarked
package io.cutmix.job;

import org.jspecify.annotations.NullMarked;
