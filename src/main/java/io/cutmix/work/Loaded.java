package io.cutmix.work;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.Mask;
import io.cutmix.mix.Box;
import java.io.IOException;
import java.util.Optional;

/** What came of reading one sample. */
sealed interface Loaded {

  /**
   * Its pixels are where they were wanted.
   *
   * @param format of its file
   * @param file its bytes, if they are to be kept; otherwise none
   * @param mask in the shape of the images, if masks are wanted
   * @param decoded what there is to say of its pixels
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Image(
      FileFormat format, byte[] file, Optional<SampleMask> mask, ImageCodec.Decoded decoded)
      implements Loaded {}

  /** It stays a gap. */
  record Unreadable(IOException why) implements Loaded {
    String reason() {
      return SampleException.reason(why);
    }
  }

  /**
   * The mask of a sample.
   *
   * @param mask in the shape of the images
   * @param file the bytes that it was read from, if it had that shape already
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record SampleMask(Mask mask, Optional<byte[]> file) {

    /** The PNG of the mask as it is. */
    byte[] encode() {
      return file.orElseGet(mask::encode);
    }

    /** The PNG of the mask with a box of another. */
    byte[] encodeWithBox(SampleMask partner, Box box) {
      return mask.withBox(partner.mask, box.x1(), box.y1(), box.x2(), box.y2()).encode();
    }
  }
}
