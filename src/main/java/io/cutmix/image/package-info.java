/**
 * Encoded images to 8-bit pixels and back: formats, orientation, profiles, channels, sizes.
 *
 * <p>{@link io.cutmix.image.ImageCodec} is the door, and {@link io.cutmix.image.Codecs} has the
 * keys: ImageIO and TwelveMonkeys for all formats, and short ways for JPEG (OpenCV) and PNG (our
 * own), each in a room of its own. Knows neither files nor labels; imports {@code mix} and {@code
 * job} for what is said of wrong parameters and unreadable images.
 */
@NullMarked
package io.cutmix.image;

import org.jspecify.annotations.NullMarked;
