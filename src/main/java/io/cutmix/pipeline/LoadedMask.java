package io.cutmix.pipeline;

import io.cutmix.image.Mask;
import io.cutmix.mix.Box;
import java.util.Optional;

/**
 * The mask of a picture.
 *
 * @param mask in the shape of the images
 * @param file the bytes that it was read from, if it had that shape already
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LoadedMask(Mask mask, Optional<byte[]> file) {

  /** The PNG of the mask as it is. */
  byte[] encode() {
    return file.orElseGet(mask::encode);
  }

  /** The PNG of the mask with a box of another. */
  byte[] encodeWithBox(LoadedMask partner, Box box) {
    return mask.withBox(partner.mask, box.x1(), box.y1(), box.x2(), box.y2()).encode();
  }
}
