/**
 * PNG by a codec of our own, with its deflate encoder: the same bytes on every machine. Imports
 * {@code pixels} alone of the rooms beside it.
 */
@NullMarked
package io.cutmix.image.png;

import org.jspecify.annotations.NullMarked;
