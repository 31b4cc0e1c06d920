package io.cutmix.engine.spark.files;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/** A path behind a URI. What its names mean is left to a path of this machine. Immutable. */
final class HadoopPath implements Path {
  private final HadoopFiles files;
  private final Path names;
  private final @Nullable FileStatus listed;

  HadoopPath(HadoopFiles files, Path names) {
    this(files, names, null);
  }

  /**
   * @param listed what a list said of it, so that it need not be asked for again
   */
  private HadoopPath(HadoopFiles files, Path names, @Nullable FileStatus listed) {
    this.files = files;
    this.names = names;
    this.listed = listed;
  }

  static HadoopPath of(Path path) {
    if (path instanceof HadoopPath hadoop) {
      return hadoop;
    }
    throw new ProviderMismatchException(path + " is not behind a URI");
  }

  HadoopFiles files() {
    return files;
  }

  @Nullable FileStatus listed() {
    return listed;
  }

  /** As Hadoop has it. */
  org.apache.hadoop.fs.Path toHadoop() {
    return new org.apache.hadoop.fs.Path(
        files.scheme(), files.authority(), toAbsolutePath().names.toString());
  }

  /** The same, as a list shows it. */
  HadoopPath found(FileStatus entry) {
    return new HadoopPath(files, names, entry);
  }

  private HadoopPath with(Path other) {
    return new HadoopPath(files, other);
  }

  private @Nullable HadoopPath withOrNull(@Nullable Path other) {
    return other == null ? null : with(other);
  }

  @Override
  public FileSystem getFileSystem() {
    return files;
  }

  @Override
  public boolean isAbsolute() {
    return names.isAbsolute();
  }

  @Override
  public @Nullable HadoopPath getRoot() {
    return withOrNull(names.getRoot());
  }

  @Override
  public @Nullable HadoopPath getFileName() {
    return withOrNull(names.getFileName());
  }

  @Override
  public @Nullable HadoopPath getParent() {
    return withOrNull(names.getParent());
  }

  @Override
  public int getNameCount() {
    return names.getNameCount();
  }

  @Override
  public HadoopPath getName(int index) {
    return with(names.getName(index));
  }

  @Override
  public HadoopPath subpath(int from, int to) {
    return with(names.subpath(from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof HadoopPath path
        && path.files.equals(files)
        && names.startsWith(path.names);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof HadoopPath path
        && path.files.equals(files)
        && names.endsWith(path.names);
  }

  @Override
  public HadoopPath normalize() {
    return with(names.normalize());
  }

  @Override
  public HadoopPath resolve(Path other) {
    return of(other).isAbsolute() ? of(other) : with(names.resolve(of(other).names));
  }

  @Override
  public HadoopPath resolve(String other) {
    return with(names.resolve(other));
  }

  @Override
  public HadoopPath relativize(Path other) {
    return with(names.relativize(of(other).names));
  }

  /** With its scheme and host if it is absolute, so that it can be given as an option again. */
  @Override
  public String toString() {
    return isAbsolute() ? files + names.toString() : names.toString();
  }

  @Override
  public URI toUri() {
    return toHadoop().toUri();
  }

  @Override
  public HadoopPath toAbsolutePath() {
    return isAbsolute() ? this : with(Path.of("/").resolve(names));
  }

  @Override
  public HadoopPath toRealPath(LinkOption... options) {
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return names.compareTo(of(other).names);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HadoopPath path && path.files.equals(files) && path.names.equals(names);
  }

  @Override
  public int hashCode() {
    return Objects.hash(files, names);
  }
}
