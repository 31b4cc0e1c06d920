/**
 * What is in a data set before anything is made of it: classes, sizes, formats, broken and
 * duplicate images, and the options that follow from them. Imports {@code dataset}, {@code image},
 * {@code detection}, of {@code storage} the way to read ahead, and of {@code work} what images have
 * beside them.
 */
@NullMarked
package io.cutmix.inspect;

import org.jspecify.annotations.NullMarked;
