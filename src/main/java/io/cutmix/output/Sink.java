package io.cutmix.output;

import io.cutmix.image.Codecs;
import io.cutmix.image.Encoding;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Stage;
import io.cutmix.storage.Stamp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Where images go: files, arrays, tar files, memory. Thread-safe for different units. */
@FunctionalInterface
public interface Sink {
  /** Nowhere: only label rows are kept. */
  Sink NONE =
      unit ->
          new Unit() {
            @Override
            public boolean takesImages() {
              return false;
            }

            @Override
            public byte[] write(String fileName, MixedImage image) {
              throw new IllegalStateException("takes no images");
            }
          };

  /** Begins a unit of work. */
  Unit begin(long unit) throws IOException;

  /**
   * The images of one unit. Those of a batch come in any order and from several threads, then their
   * rows in order, and only then those of the next batch.
   */
  interface Unit extends AutoCloseable {
    /** Whether it takes images at all, or label rows alone. */
    default boolean takesImages() {
      return true;
    }

    /**
     * Prepares for the images of a batch.
     *
     * @param fileNames all that they may get
     */
    default void expect(Supplier<Collection<String>> fileNames) throws IOException {}

    /**
     * Takes an image. It may come again, if it turns out that its partner can't be read.
     *
     * @param fileName as {@link #expect} was told
     * @return what {@link #add} is to get of it
     */
    byte[] write(String fileName, MixedImage image) throws IOException;

    /** Takes back an image that was written under a name that it no longer has. */
    default void remove(String fileName) throws IOException {}

    /**
     * Takes the row of an image, in the order of the batch.
     *
     * @param written what {@link #write} returned
     * @return the row as it is to be recorded
     */
    default LabelRow add(LabelRow row, byte[] written) throws IOException {
      return row;
    }

    /** Whether to put them in place means to wait for storage. */
    default boolean isWaiting() {
      return false;
    }

    /** Puts everything in place, after the last row. */
    default Published publish() throws IOException {
      return new Published(new TreeMap<>(), List.of());
    }

    /** Drops what isn't in place. */
    @Override
    default void close() throws IOException {}
  }

  /**
   * What a unit has put in place.
   *
   * @param files that hold its images, by their paths relative to the output folder
   * @param index what the index of all shards is to say of its own, as JSON; empty where there is
   *     no index
   */
  record Published(SortedMap<String, Stamp> files, List<String> index) {}

  /**
   * An image on its way to a sink.
   *
   * @param pixels row by row, channels last; only there until the sink has taken the image
   * @param encoding of its file
   * @param original the file of its source, if nothing is mixed and that has the same format
   * @param mask its mask as a PNG, if there are masks
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record MixedImage(
      ByteBuffer pixels,
      ImageShape shape,
      Encoding encoding,
      Optional<byte[]> original,
      Optional<byte[]> mask) {

    /** The bytes of its file: those of the source where its pixels stay as they are. */
    public byte[] encode(ImageCodec codec) throws IOException {
      long start = System.nanoTime();
      try {
        return original.isPresent() && isCopyOf(original.get(), codec)
            ? original.get()
            : codec.encode(pixels, shape, encoding);
      } finally {
        Stage.ENCODING.since(start, Stage.WRITING);
      }
    }

    private boolean isCopyOf(byte[] file, ImageCodec codec) throws IOException {
      ImageHeader header = codec.header(new ByteArrayInputStream(file));
      return shape.depth() == 8
          && !header.deep()
          && header.upright()
          && !header.foreignProfile()
          && header.height() == shape.height()
          && header.width() == shape.width()
          && header.gray() == (shape.channels() == 1)
          && header.alpha() == (shape.channels() == 4)
          && !Codecs.areSeveral(encoding.format(), file);
    }
  }
}
