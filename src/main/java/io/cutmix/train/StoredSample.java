package io.cutmix.train;

import io.cutmix.image.ImageShape;

/**
 * An image and its label.
 *
 * @param shape of the image
 * @param planes one plane of pixels after another, row by row
 * @param label a number for each class
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredSample(ImageShape shape, byte[] planes, double[] label) {}
