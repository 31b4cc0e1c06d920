package io.cutmix.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * An encoded picture, read from a stream only as far as it is asked for and kept in memory. That is
 * what MemoryCacheImageInputStream does too, in several times the time for a header.
 */
final class HeaderInput extends ImageInputStreamImpl {
  private static final int FIRST_BYTES = 1 << 10;

  private final InputStream encoded;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  HeaderInput(InputStream encoded) {
    this.encoded = encoded;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    return has(streamPos + 1) ? bytes[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    has(streamPos + length);
    if (streamPos >= size) {
      return -1;
    }
    int count = (int) Math.min(length, size - streamPos);
    System.arraycopy(bytes, (int) streamPos, to, offset, count);
    streamPos += count;
    return count;
  }

  /** Reads on until there are so many bytes, if there are. */
  private boolean has(long wanted) throws IOException {
    while (size < wanted) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, size));
      }
      int count = encoded.read(bytes, size, bytes.length - size);
      if (count < 0) {
        return false;
      }
      size += count;
    }
    return true;
  }

  /** Empty, which spares the collector a finalizer for each picture: there is nothing to close. */
  @Override
  @SuppressWarnings({"deprecation", "removal", "Finalize", "MissingSuperCall"})
  protected void finalize() {}
}
