package io.cutmix.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of this machine, which from one moment on nobody can change: what a process that is
 * killed then has left. To be named to the virtual machine as its {@code
 * java.nio.file.spi.DefaultFileSystemProvider}.
 */
public final class CrashingProvider extends FileSystemProvider {
  private static final byte[] TORN = {'{', '"', 'v'};

  private final FileSystemProvider files;
  private final CrashingFileSystem system;

  /** Called by the virtual machine, with its own. */
  public CrashingProvider(FileSystemProvider files) {
    this.files = files;
    this.system = new CrashingFileSystem(this, files.getFileSystem(URI.create("file:///")));
  }

  private static Path own(Path path) {
    return ((CrashingPath) path).path();
  }

  private Path wrapped(Path path) {
    return new CrashingPath(system, path);
  }

  /** Takes a step that changes a file. */
  private static void step(Path path) {
    Crashes.step(path);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.contains(StandardOpenOption.WRITE)) {
      step(path);
    }
    FileChannel channel = files.newFileChannel(own(path), options, attributes);
    return tearing(path, options, channel);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.contains(StandardOpenOption.WRITE)) {
      step(path);
    }
    return tearing(path, options, files.newByteChannel(own(path), options, attributes));
  }

  /** The next step is in the middle of the file. */
  private static <T extends SeekableByteChannel> T tearing(
      Path path, Set<? extends OpenOption> options, T channel) throws IOException {
    Crashes.opened(channel);
    if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)
        || options.contains(StandardOpenOption.CREATE_NEW)) {
      Crashes.step(path, () -> channel.write(ByteBuffer.wrap(TORN)));
    }
    return channel;
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    step(folder);
    files.createDirectory(own(folder), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    step(path);
    files.delete(own(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    step(target);
    files.copy(own(source), own(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    step(target);
    files.move(own(source), own(target), options);
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    files.createSymbolicLink(own(link), own(target), attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return wrapped(files.readSymbolicLink(own(link)));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = files.newDirectoryStream(own(folder), path -> true)) {
      for (Path entry : stream) {
        if (filter.accept(wrapped(entry))) {
          entries.add(wrapped(entry));
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return entries.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String getScheme() {
    return files.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
    return files.newFileSystem(uri, environment);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return wrapped(files.getPath(uri));
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return files.isSameFile(own(one), own(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return files.isHidden(own(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return files.getFileStore(own(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    files.checkAccess(own(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return files.getFileAttributeView(own(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return files.readAttributes(own(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return files.readAttributes(own(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    files.setAttribute(own(path), name, value, options);
  }
}
