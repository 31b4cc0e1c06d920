/** {@code bin/cutmix} and the {@code Dockerfile}, run as a user runs them. */
@NullMarked
package io.cutmix.launch;

import org.jspecify.annotations.NullMarked;
