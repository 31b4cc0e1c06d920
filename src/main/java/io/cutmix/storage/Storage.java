package io.cutmix.storage;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds, opens and writes files, and says which one it was that failed. */
public final class Storage {
  /** After two slashes comes a host. One letter alone is a drive of Windows. */
  private static final Pattern URI =
      Pattern.compile("([a-z][a-z0-9+.-]+):(?=/)(?://([^/]*))?(/.*|)");

  private static final Set<StandardOpenOption> NEW =
      EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  /** Bytes that are read or written at once: each thread keeps native memory for so many. */
  private static final int PIECE = 1 << 18;

  /** What to do about a run whose storage failed. */
  public static final String RESUME = "fix that, and give the same command again to resume";

  private Storage() {}

  /**
   * The path that a text means: of this machine, or a URI.
   *
   * @throws IOException if it is a URI and this process reaches no such files
   */
  public static Path path(String text) throws IOException {
    Matcher uri = URI.matcher(text);
    if (!uri.matches()) {
      return Path.of(text);
    }
    if (uri.group(1).equals("file")) {
      return Path.of(uri.group(3));
    }
    RemoteStorage storage =
        ServiceLoader.load(RemoteStorage.class, Storage.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> unreachable(text));
    String host = Objects.requireNonNullElse(uri.group(2), "");
    String path = uri.group(3).isEmpty() ? "/" : uri.group(3);
    return storage.path(uri.group(1), host, path);
  }

  private static ProblemException unreachable(String text) {
    return new ProblemException(
        Problem.of("'%s' is reached through Hadoop, which cutmix has only on Spark", text)
            .remedy(
                "submit cutmix-spark.jar with --engine spark, or copy the files to this machine"));
  }

  /** What is behind a path, unless that is this machine. */
  public static Optional<RemoteStorage> remote(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault())
        ? Optional.empty()
        : Optional.of((RemoteStorage) path.getFileSystem().provider());
  }

  /** Opens a file for reading, without a question to its storage for how long it is. */
  public static SeekableByteChannel open(Path file, long size) throws IOException {
    return remote(file).isEmpty()
        ? Files.newByteChannel(file)
        : Files.newByteChannel(file, new RemoteStorage.KnownSize(size));
  }

  /** Opens a file for reading; where that fails later, the error has the file's path as well. */
  public static InputStream stream(Path file) throws IOException {
    return new NamedInput(file, Files.newInputStream(file));
  }

  /** Opens something, or reads what is open. */
  @FunctionalInterface
  public interface Opening<S, T> {
    T of(S source) throws IOException;
  }

  /** Opens something in two steps; the source is closed if the second fails. */
  public static <S extends Closeable, T> T opened(S source, Opening<S, T> second)
      throws IOException {
    try {
      return second.of(source);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** The bytes of a small file. */
  public static byte[] bytes(Path file) throws IOException {
    try (InputStream stream = stream(file)) {
      return stream.readAllBytes();
    }
  }

  /**
   * Makes a file of this machine anew: whatever is in its place, maybe a link to elsewhere, is
   * removed and not written through.
   */
  static FileChannel create(Path file) throws IOException {
    try {
      return FileChannel.open(file, NEW);
    } catch (FileAlreadyExistsException e) {
      Files.delete(file);
      return FileChannel.open(file, NEW);
    }
  }

  /** Makes such a file with that content, at one go where the system can. */
  public static void write(Path file, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    try (FileChannel channel = create(file)) {
      while (bytes.hasRemaining()) {
        bytes.limit(pieceEnd(bytes));
        channel.write(bytes);
        bytes.limit(content.length);
      }
    }
  }

  /**
   * Reads a part of a file.
   *
   * @throws IOException also if the file ends before
   */
  public static byte[] read(SeekableByteChannel file, long offset, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    if (!fill(file, offset, bytes)) {
      throw new IOException(
          "ends at byte %d, in the middle of a file".formatted(offset + bytes.position()));
    }
    return bytes.array();
  }

  /** Whether there are as many bytes from a place on as there is room; those that there are. */
  public static boolean fill(SeekableByteChannel file, long position, ByteBuffer room)
      throws IOException {
    int size = room.limit();
    int count = 0;
    for (int from = room.position(); count >= 0 && room.position() < size; room.limit(size)) {
      room.limit(pieceEnd(room));
      count = read(file, position + room.position() - from, room);
    }
    return room.position() == size;
  }

  private static int pieceEnd(ByteBuffer bytes) {
    return bytes.position() + Math.min(PIECE, bytes.remaining());
  }

  /** Reads what is there from a place on; -1 at the end. */
  public static int read(SeekableByteChannel file, long position, ByteBuffer to)
      throws IOException {
    return file instanceof FileChannel local
        ? local.read(to, position)
        : file.position(position).read(to);
  }

  /** What may fail. */
  @FunctionalInterface
  public interface Write {
    void run() throws IOException;
  }

  /**
   * Writes a file, or says that it is this one that can't be written: "No space left on device"
   * alone doesn't.
   */
  public static void naming(Path file, Write write) throws IOException {
    try {
      write.run();
    } catch (FileSystemException | ProblemException e) {
      throw e;
    } catch (IOException e) {
      throw refused(file, String.valueOf(e.getMessage()), RESUME);
    }
  }

  /** What is wrong with a path, and what to do. */
  public static ProblemException refused(Path path, String what, String remedy) {
    return new ProblemException(Problem.of(what).remedy(remedy).at(path));
  }
}
