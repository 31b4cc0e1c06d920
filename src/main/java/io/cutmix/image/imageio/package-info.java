/**
 * All formats by ImageIO and TwelveMonkeys, WebP by OpenCV: what they leave out (orientation,
 * profiles, damage) is found here. Imports the rooms beside it.
 */
@NullMarked
package io.cutmix.image.imageio;

import org.jspecify.annotations.NullMarked;
