package io.cutmix.engine.spark.files;

import io.cutmix.storage.RemoteStorage;
import io.cutmix.storage.RemoteStorage.KnownSize;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;

/**
 * Hadoop's file systems as one of Java: as much of it as the tool uses. Files are read from any
 * place, but written from their beginning only.
 */
public final class HadoopStorage extends FileSystemProvider implements RemoteStorage {
  /** Java would take a second provider's file systems for others. */
  private static final Map<String, HadoopFiles> OPEN = new ConcurrentHashMap<>();

  @Override
  public Path path(String scheme, String authority, String path) throws IOException {
    String key = scheme + "://" + authority;
    HadoopFiles files = OPEN.get(key);
    if (files == null) {
      files = new HadoopFiles(this, scheme, authority, HadoopSettings.open(scheme, authority));
      OPEN.put(key, files);
    }
    return files.getPath(path);
  }

  @Override
  public void put(InputStream content, Path file, Path temporary) throws IOException {
    FilePut.into(HadoopPath.of(file), HadoopPath.of(temporary)).put(content);
  }

  @Override
  public String getScheme() {
    return "hadoop";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    for (OpenOption option : options) {
      if (option instanceof KnownSize known) {
        return new HadoopChannel(
            named(path, () -> open(path, known)), Long.MAX_VALUE, () -> status(path).getLen());
      }
    }
    long size = status(path).getLen();
    FSDataInputStream stream = named(path, () -> hadoop(path).open(toHadoop(path)));
    return new HadoopChannel(stream, size, () -> size);
  }

  /**
   * Object stores needn't ask for what they are told, and send no more than each read takes: those
   * of images are as long as the image.
   */
  private static FSDataInputStream open(Path path, KnownSize known) throws IOException {
    try {
      return hadoop(path)
          .openFile(toHadoop(path))
          .opt("fs.option.openfile.length", Long.toString(known.bytes()))
          .opt("fs.option.openfile.read.policy", "random")
          .opt("fs.s3a.readahead.range", "0")
          .build()
          .get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    return named(path, () -> hadoop(path).open(toHadoop(path)));
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    return named(
        path,
        () -> new AbortedOutput(hadoop(path).create(toHadoop(path), true), HadoopPath.of(path)));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    if (!status(folder).isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
    return named(
        folder,
        () ->
            new HadoopList(
                HadoopPath.of(folder),
                hadoop(folder).listStatusIterator(toHadoop(folder)),
                filter));
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    if (hadoop(folder).exists(toHadoop(folder))) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    named(folder, () -> hadoop(folder).mkdirs(toHadoop(folder)));
  }

  @Override
  public void delete(Path path) throws IOException {
    if (status(path).isDirectory() && hadoop(path).listStatus(toHadoop(path)).length > 0) {
      throw new DirectoryNotEmptyException(path.toString());
    }
    named(path, () -> hadoop(path).delete(toHadoop(path), false));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  /** In place of any file that is there. */
  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    named(
        target,
        () -> {
          FilePut.rename(HadoopPath.of(source), HadoopPath.of(target));
          return target;
        });
  }

  @Override
  public boolean isSameFile(Path path, Path other) {
    return path.toAbsolutePath().equals(other.toAbsolutePath());
  }

  @Override
  public boolean isHidden(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    status(path);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return type.cast(new HadoopAttributes(status(path)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  private static FileStatus status(Path path) throws IOException {
    FileStatus listed = HadoopPath.of(path).listed();
    return listed == null ? named(path, () -> hadoop(path).getFileStatus(toHadoop(path))) : listed;
  }

  private static org.apache.hadoop.fs.FileSystem hadoop(Path path) {
    return HadoopPath.of(path).files().hadoop();
  }

  private static org.apache.hadoop.fs.Path toHadoop(Path path) {
    return HadoopPath.of(path).toHadoop();
  }

  private interface Call<T> {
    T make() throws IOException;
  }

  /** Java has a class of its own for what is missing. */
  private static <T> T named(Path path, Call<T> call) throws IOException {
    try {
      return call.make();
    } catch (FileNotFoundException e) {
      NoSuchFileException missing = new NoSuchFileException(path.toString());
      missing.initCause(e);
      throw missing;
    }
  }
}
