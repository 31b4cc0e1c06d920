/**
 * Which classes there are, and what the labels of samples say of them: one class each, several, or
 * numbers. Seen by {@code dataset} alone.
 */
@NullMarked
package io.cutmix.dataset.classes;

import org.jspecify.annotations.NullMarked;
