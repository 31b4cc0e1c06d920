/**
 * JPEG and WebP by the libjpeg-turbo and libwebp in OpenCV, and the segments that say whether a
 * JPEG is plain enough for it. Imports {@code pixels} alone of the rooms beside it.
 */
@NullMarked
package io.cutmix.image.opencv;

import org.jspecify.annotations.NullMarked;
