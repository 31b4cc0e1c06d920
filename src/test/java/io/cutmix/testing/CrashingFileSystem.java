package io.cutmix.testing;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The file system of a {@link CrashingProvider}; equal to itself alone. */
public final class CrashingFileSystem extends FileSystem {
  private final FileSystemProvider provider;
  private final FileSystem system;

  public CrashingFileSystem(FileSystemProvider provider, FileSystem system) {
    this.provider = provider;
    this.system = system;
  }

  public Path wrapped(Path path) {
    return new CrashingPath(this, path);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public Path getPath(String first, String... more) {
    return wrapped(system.getPath(first, more));
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    Stream<Path> roots = StreamSupport.stream(system.getRootDirectories().spliterator(), false);
    return roots.map(this::wrapped).toList();
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = system.getPathMatcher(pattern);
    return path -> matcher.matches(((CrashingPath) path).path());
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
    return system.getSeparator();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return system.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return system.supportedFileAttributeViews();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return system.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    return system.newWatchService();
  }
}
