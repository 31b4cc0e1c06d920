package io.cutmix.image;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A whole encoded picture, which remembers whether anything asked for bytes behind its end.
 *
 * <p>Several decoders fill up the missing part of a truncated file with gray and say nothing, or
 * swallow the exception; none gets round asking for the missing bytes.
 */
final class EncodedInput extends ImageInputStreamImpl {
  private final byte[] bytes;
  private boolean exhausted;

  /** The array is not copied and must not change. */
  EncodedInput(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean exhausted() {
    return exhausted;
  }

  @Override
  public int read() {
    bitOffset = 0;
    if (streamPos >= bytes.length) {
      exhausted = true;
      return -1;
    }
    return bytes[(int) streamPos++] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= bytes.length) {
      exhausted = true;
      return -1;
    }
    int count = (int) Math.min(length, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, to, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  /** Empty, which spares the collector a finalizer for each picture: there is nothing to close. */
  @Override
  @SuppressWarnings({"deprecation", "removal", "Finalize", "MissingSuperCall"})
  protected void finalize() {}
}
