package io.cutmix.pipeline;

import io.cutmix.image.ImageShape;

/**
 * An image and the pictures that it is made of.
 *
 * @param shape of all three
 * @param base the base picture in that shape, as PNG
 * @param partner the picture that fills the box, as PNG; the base itself if nothing is mixed
 * @param image the bytes that its file has
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record MixedPair(ImageShape shape, byte[] base, byte[] partner, byte[] image) {}
