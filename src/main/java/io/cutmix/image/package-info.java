/**
 * Encoded pictures to 8-bit pixels and back: formats, orientation, colour channels, sizes.
 *
 * <p>{@link io.cutmix.image.ImageCodec} is the door; {@link io.cutmix.image.ImageIoCodec} opens it
 * with ImageIO and TwelveMonkeys. The package knows neither files nor labels and imports no other
 * package of the project.
 */
@NullMarked
package io.cutmix.image;

import org.jspecify.annotations.NullMarked;
