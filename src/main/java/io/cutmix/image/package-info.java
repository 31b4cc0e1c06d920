/**
 * Encoded images to 8-bit pixels and back: formats, orientation, profiles, channels, sizes.
 *
 * <p>{@link io.cutmix.image.ImageCodec} is the door, and {@link io.cutmix.image.Codecs} has the
 * keys: ImageIO and TwelveMonkeys for all formats, and short ways for JPEG (OpenCV) and PNG (our
 * own). The package knows neither files nor labels and imports no other package of the project.
 */
@NullMarked
package io.cutmix.image;

import org.jspecify.annotations.NullMarked;
