package io.cutmix.engine.spark.files;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of one scheme and host, as Java has them. Never closed: Hadoop keeps it. */
final class HadoopFiles extends FileSystem {
  private final HadoopStorage storage;
  private final String scheme;
  private final String authority;
  private final org.apache.hadoop.fs.FileSystem hadoop;

  HadoopFiles(
      HadoopStorage storage,
      String scheme,
      String authority,
      org.apache.hadoop.fs.FileSystem hadoop) {
    this.storage = storage;
    this.scheme = scheme;
    this.authority = authority;
    this.hadoop = hadoop;
  }

  String scheme() {
    return scheme;
  }

  @Nullable String authority() {
    return authority.isEmpty() ? null : authority;
  }

  org.apache.hadoop.fs.FileSystem hadoop() {
    return hadoop;
  }

  @Override
  public FileSystemProvider provider() {
    return storage;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    return new HadoopPath(this, Path.of(first, more));
  }

  /** Matches names; a whole path is never asked for. */
  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher names = FileSystems.getDefault().getPathMatcher(pattern);
    return path -> names.matches(Path.of(path.toString()));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String toString() {
    return scheme + "://" + authority;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HadoopFiles files
        && files.scheme.equals(scheme)
        && files.authority.equals(authority);
  }

  @Override
  public int hashCode() {
    return Objects.hash(scheme, authority);
  }
}
