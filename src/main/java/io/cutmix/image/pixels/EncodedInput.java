package io.cutmix.image.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * An encoded image in memory: whole, or read from a stream only as far as it is asked for. It
 * remembers whether anything asked for bytes behind its end.
 *
 * <p>Several decoders fill up the missing part of a truncated file with gray and say nothing, or
 * swallow the exception; none gets round asking for the missing bytes.
 */
public final class EncodedInput extends ImageInputStreamImpl {
  private static final int FIRST_BYTES = 1 << 10;

  /** More than decoders ask for ahead; who goes on asking is caught in a loop. */
  private static final int MOST_READS_BEHIND = 1 << 12;

  private static final InputStream NOTHING = InputStream.nullInputStream();

  private final InputStream rest;
  private byte[] bytes;
  private int size;
  private int readsBehind;

  /** The array is not copied and must not change. */
  public EncodedInput(byte[] bytes) {
    this(bytes, bytes.length, NOTHING);
  }

  public EncodedInput(InputStream encoded) {
    this(new byte[FIRST_BYTES], 0, encoded);
  }

  private EncodedInput(byte[] bytes, int size, InputStream rest) {
    this.bytes = bytes;
    this.size = size;
    this.rest = rest;
  }

  /** Whose length isn't known beforehand, so that decoders ask for what is behind it. */
  public static EncodedInput asStream(byte[] bytes) {
    return new EncodedInput(bytes, bytes.length, InputStream.nullInputStream());
  }

  public boolean exhausted() {
    return readsBehind > 0;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    return isBehind(1) ? -1 : bytes[(int) streamPos++] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (isBehind(length)) {
      return -1;
    }
    int count = (int) Math.min(length, size - streamPos);
    System.arraycopy(bytes, (int) streamPos, to, offset, count);
    streamPos += count;
    return count;
  }

  /** Whether there is nothing here, after so many bytes were read ahead as far as there are. */
  private boolean isBehind(int wanted) throws IOException {
    requireTime();
    while (size < streamPos + wanted && rest != NOTHING && readOn()) {
      requireTime();
    }
    boolean behind = streamPos >= size;
    if (behind && ++readsBehind > MOST_READS_BEHIND) {
      throw new EOFException();
    }
    return behind;
  }

  private static void requireTime() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
  }

  private boolean readOn() throws IOException {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, size));
    }
    int count = rest.read(bytes, size, bytes.length - size);
    size += Math.max(count, 0);
    return count >= 0;
  }

  @Override
  public long length() {
    return rest == NOTHING ? size : -1;
  }

  /** Empty, which spares the collector a finalizer for each image: there is nothing to close. */
  @Override
  @SuppressWarnings({"deprecation", "removal", "Finalize", "MissingSuperCall"})
  protected void finalize() {}
}
