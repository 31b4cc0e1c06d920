package io.cutmix.dataset.tar;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cutmix.dataset.ImageFolder;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Storage;
import io.cutmix.storage.Strides;
import io.cutmix.storage.Use;
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

/**
 * A file of this machine without a name, of which nothing is left when it is closed.
 *
 * @param remedy what to do where there is no room for it
 */
record UnpackedFile(Path path, FileChannel file, String remedy) {
  static FileChannel of(String remedy, Use<UnpackedFile> content) throws IOException {
    Path path = create(remedy);
    return Storage.opened(
        FileChannel.open(path, READ, WRITE, DELETE_ON_CLOSE),
        file -> {
          content.accept(new UnpackedFile(path, file, remedy));
          return file;
        });
  }

  private static Path create(String remedy) throws ProblemException {
    try {
      return Files.createTempFile("cutmix-", ".tmp");
    } catch (IOException e) {
      throw failed(System.getProperty("java.io.tmpdir"), e, remedy);
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw failed(path.toString(), e, remedy);
    }
  }

  private static ProblemException failed(String place, IOException e, String remedy) {
    return new ProblemException(
        Problem.of("can't be unpacked into %s (%s)", place, ImageFolder.problem(e).what())
            .remedy(remedy),
        e);
  }

  /** Unpacks what gzip has compressed, in one or several members, to its last byte. */
  static final class Gunzip {
    private static final short MAGIC = 0x1f8b;
    private static final int CHUNK = 1 << 18;

    private Gunzip() {}

    /** Whether a file begins as such do. */
    static boolean isMeantFor(Strides file) throws IOException {
      return file.size() >= Short.BYTES
          && ByteBuffer.wrap(file.read(0, Short.BYTES)).getShort() == MAGIC;
    }

    /**
     * Unpacks a file.
     *
     * @throws ProblemException if it is damaged, cut off, or continues with something else
     */
    static FileChannel unpack(SeekableByteChannel packed) throws IOException {
      return UnpackedFile.of(
          "unpack it with gunzip, and give the .tar",
          to -> {
            try {
              unpack(new BufferedInputStream(Channels.newInputStream(packed), CHUNK), to);
            } catch (ProblemException e) {
              throw e;
            } catch (IOException e) {
              Problem problem =
                  e instanceof EOFException
                      ? Problem.of("truncated: it ends within what gzip has compressed")
                      : Problem.of("damaged gzip: what it holds can't be unpacked");
              throw new ProblemException(problem.remedy("get the file again"), e);
            }
          });
    }

    private static void unpack(InputStream packed, UnpackedFile to) throws IOException {
      byte[] chunk = new byte[CHUNK];
      do {
        InputStream content = GzipCompressorInputStream.builder().setInputStream(packed).get();
        for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
          to.write(ByteBuffer.wrap(chunk, 0, count));
        }
      } while (goesOn(packed));
    }

    /** Whether another member follows; zeros fill up blocks, and are passed over. */
    private static boolean goesOn(InputStream bytes) throws IOException {
      int next;
      do {
        bytes.mark(1);
        next = bytes.read();
      } while (next == 0);
      bytes.reset();
      return next > 0;
    }
  }
}
