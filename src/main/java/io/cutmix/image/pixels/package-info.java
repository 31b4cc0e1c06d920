/**
 * Decoded images and what every codec needs for them: channels, sizes, orientation, color profiles.
 * Imports none of the rooms beside it.
 */
@NullMarked
package io.cutmix.image.pixels;

import org.jspecify.annotations.NullMarked;
