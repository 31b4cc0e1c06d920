/**
 * What is in a data set before anything is made of it: classes, sizes, formats, broken and
 * duplicate images, and the options that follow from them. Imports {@code dataset}, {@code image},
 * {@code detection}, and of {@code work} the way to run steps at once.
 */
@NullMarked
package io.cutmix.inspect;

import org.jspecify.annotations.NullMarked;
