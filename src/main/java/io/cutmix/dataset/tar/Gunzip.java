package io.cutmix.dataset.tar;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Unpacks what gzip has compressed, in one or several members, to its last byte. */
final class Gunzip {
  private static final short MAGIC = 0x1f8b;
  private static final int CHUNK = 1 << 18;
  private static final String REMEDY = "get the file again";

  private Gunzip() {}

  /** Whether a file begins as such do. */
  static boolean isMeantFor(Strides file) throws IOException {
    return file.size() >= Short.BYTES
        && ByteBuffer.wrap(file.read(0, Short.BYTES)).getShort() == MAGIC;
  }

  /**
   * Unpacks a file into one without a name, of which nothing is left when it is closed.
   *
   * @throws ProblemException if it is damaged, cut off, or continues with something else
   */
  static FileChannel unpack(SeekableByteChannel packed) throws IOException {
    Path temporary = Files.createTempFile("cutmix-", ".tar");
    FileChannel unpacked = FileChannel.open(temporary, READ, WRITE, DELETE_ON_CLOSE);
    try {
      byte[] chunk = new byte[CHUNK];
      InputStream bytes = new BufferedInputStream(Channels.newInputStream(packed), CHUNK);
      try (InputStream content = open(bytes)) {
        for (int count = read(content, chunk); count >= 0; count = read(content, chunk)) {
          write(ByteBuffer.wrap(chunk, 0, count), unpacked, temporary);
        }
      }
      return unpacked;
    } catch (IOException | RuntimeException e) {
      unpacked.close();
      throw e;
    }
  }

  private static InputStream open(InputStream packed) throws IOException {
    try {
      return GzipCompressorInputStream.builder()
          .setInputStream(packed)
          .setDecompressConcatenated(true)
          .get();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static int read(InputStream content, byte[] chunk) throws IOException {
    try {
      return content.read(chunk);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static ProblemException damaged(IOException e) {
    Problem problem =
        e instanceof EOFException
            ? Problem.of("truncated: it ends within what gzip has compressed")
            : Problem.of("damaged gzip: %s", String.valueOf(e.getMessage()).replaceAll("\\.$", ""));
    return new ProblemException(problem.remedy(REMEDY), e);
  }

  private static void write(ByteBuffer bytes, FileChannel to, Path temporary) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of("can't be unpacked into %s (%s)", temporary, String.valueOf(e.getMessage()))
              .remedy("unpack it with gunzip, and give the .tar"),
          e);
    }
  }
}
