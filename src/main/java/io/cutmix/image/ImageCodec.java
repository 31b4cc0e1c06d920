package io.cutmix.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Bytes to pixels and back. Of files with several images the first one is read.
 *
 * <p>Implementations are thread-safe, hold no native memory between calls, and give the same result
 * in any thread. Encoded images are sRGB and upright, and carry neither profile nor EXIF.
 */
public interface ImageCodec {
  /**
   * What there is to say of an image whose pixels are all there.
   *
   * @param damage of its file
   * @param flattened whether transparent pixels were laid over the background
   */
  record Decoded(Optional<String> damage, boolean flattened) {
    /** Nothing. */
    public static final Decoded AS_IT_IS = new Decoded(Optional.empty(), false);
  }

  /** This codec for one image, whose name is told if it can't be got out of a decoder. */
  default ImageCodec forImage(String name) {
    return this;
  }

  /**
   * This codec for pixels that nobody but it makes and takes: the red and the blue of RGB may have
   * changed places, where that spares work.
   */
  default ImageCodec inOwnOrder() {
    return this;
  }

  /**
   * Reads an image's header, and only as much of the stream as that needs. The stream stays open.
   *
   * @throws ImageReadException if this is no image of a known format, its header is damaged, or it
   *     declares more pixels than the limit
   * @throws IOException if the stream fails
   */
  ImageHeader header(InputStream encoded) throws IOException;

  /**
   * Decodes an image upright, as {@code rendering} wants it.
   *
   * @param pixels direct or on the heap; exactly {@code rendering.shape().bytes()} bytes are
   *     written from its position on; they may be anything after an exception. Position and limit
   *     stay as they are
   * @return what there is to say of it though all pixels are there
   * @throws ImageReadException if the image is damaged, truncated, too large, of an unsupported
   *     kind, takes too long, or (without a fit) is of another size
   * @throws IllegalArgumentException if {@code pixels} has too few bytes remaining
   */
  Decoded decode(byte[] encoded, Rendering rendering, ByteBuffer pixels) throws ImageReadException;

  /**
   * Encodes pixels.
   *
   * @param pixels direct or on the heap; {@code shape.bytes()} bytes are read from its position on.
   *     Position and limit stay as they are
   * @throws IllegalArgumentException if {@code pixels} has too few bytes remaining, or RGBA is to
   *     become JPEG or BMP, which have no alpha
   * @throws IOException if the codec can't write the format, or not an image of this size
   */
  byte[] encode(ByteBuffer pixels, ImageShape shape, Encoding encoding) throws IOException;
}
