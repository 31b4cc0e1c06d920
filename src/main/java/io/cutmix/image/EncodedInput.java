package io.cutmix.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A whole encoded picture, which remembers whether anything asked for bytes behind its end.
 *
 * <p>Several decoders fill up the missing part of a truncated file with gray and say nothing, or
 * swallow the exception; none gets round asking for the missing bytes.
 */
final class EncodedInput extends ImageInputStreamImpl {
  /** More than decoders ask for ahead; who goes on asking is caught in a loop. */
  private static final int MOST_READS_BEHIND = 1 << 12;

  private final byte[] bytes;
  private int readsBehind;

  /** The array is not copied and must not change. */
  EncodedInput(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean exhausted() {
    return readsBehind > 0;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    return isBehind() ? -1 : bytes[(int) streamPos++] & 0xff;
  }

  private boolean isBehind() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
    boolean behind = streamPos >= bytes.length;
    if (behind && ++readsBehind > MOST_READS_BEHIND) {
      throw new EOFException();
    }
    return behind;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (isBehind()) {
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
