package io.cutmix.work;

import io.cutmix.image.Codecs;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.Mask;
import io.cutmix.image.Rendering;
import io.cutmix.image.Stage;
import io.cutmix.mix.Box;
import io.cutmix.work.ComingUnits.ComingBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * From the file of a sample to its pixels, its mask and what is known of it. Thread-safe.
 *
 * @param several the samples so far whose files hold more than the one image that was read
 */
record ImageLoader(ImageCodec codec, ImageSettings settings, SortedSet<String> several) {
  private static final byte[] NO_FILE = {};

  ImageLoader(ImageCodec codec, ImageSettings settings) {
    this(codec, settings, new ConcurrentSkipListSet<>());
  }

  /** Decodes a sample of a batch. */
  Loaded load(ComingBatch files, int i, Rendering rendering, ByteBuffer pixels, boolean keepsFile) {
    String name = files.batch().name(i);
    try {
      byte[] file = file(files, i);
      long start = System.nanoTime();
      ImageCodec.Decoded decoded = codec.forImage(name).decode(file, rendering, pixels);
      Stage.DECODING.since(start);
      FileFormat format = FileFormat.of(file).orElseThrow();
      if (Codecs.areSeveral(format, file)) {
        several.add(name);
      }
      return new Loaded.Image(
          format, keepsFile ? file : NO_FILE, mask(files, i, file, rendering), decoded);
    } catch (IOException e) {
      return new Loaded.Unreadable(e);
    }
  }

  private static byte[] file(ComingBatch files, int i) throws IOException {
    long start = System.nanoTime();
    try {
      return files.read(i);
    } catch (OutOfMemoryError e) {
      throw ImageReadException.tooLarge(e);
    } finally {
      Stage.READING.since(start);
    }
  }

  /** Reads the header of a sample and no more: what is damaged behind it isn't seen. */
  Loaded loadHeader(ComingBatch files, int i) {
    try (InputStream file = files.open(i)) {
      ImageHeader header = codec.forImage(files.batch().name(i)).header(file);
      return new Loaded.Image(
          header.format(), NO_FILE, Optional.empty(), ImageCodec.Decoded.AS_IT_IS);
    } catch (IOException e) {
      return new Loaded.Unreadable(e);
    }
  }

  /** Checks what belongs to an image, and reads its mask if masks are wanted. */
  private Optional<Loaded.SampleMask> mask(
      ComingBatch files, int i, byte[] file, Rendering rendering) throws IOException {
    if (settings.companions().isEmpty()) {
      return Optional.empty();
    }
    ImageHeader header = codec.header(new ByteArrayInputStream(file));
    String name = files.batch().name(i);
    return settings.companions().read(name, header, rendering, () -> files.readMask(i));
  }

  /** What the user should know of the samples so far though nothing is wrong. */
  Optional<String> warning() {
    if (several.isEmpty()) {
      return Optional.empty();
    }
    int count = several.size();
    return Optional.of(
        count == 1
            ? "1 image holds several frames or pages; its first was taken (%s)"
                .formatted(several.first())
            : "%d images hold several frames or pages; the first of each was taken (such as %s)"
                .formatted(count, several.first()));
  }

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
}
