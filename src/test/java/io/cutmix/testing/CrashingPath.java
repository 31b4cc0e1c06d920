package io.cutmix.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path of a {@link CrashingFileSystem}. */
public record CrashingPath(CrashingFileSystem system, Path path) implements Path {

  private static Path own(Path path) {
    if (path instanceof CrashingPath crashing) {
      return crashing.path;
    }
    throw new ProviderMismatchException();
  }

  private @Nullable Path wrapped(@Nullable Path other) {
    return other == null ? null : system.wrapped(other);
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return path.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return wrapped(path.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return wrapped(path.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return wrapped(path.getParent());
  }

  @Override
  public int getNameCount() {
    return path.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return system.wrapped(path.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return system.wrapped(path.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof CrashingPath && path.startsWith(own(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof CrashingPath && path.endsWith(own(other));
  }

  @Override
  public Path normalize() {
    return system.wrapped(path.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return system.wrapped(path.resolve(own(other)));
  }

  @Override
  public Path relativize(Path other) {
    return system.wrapped(path.relativize(own(other)));
  }

  @Override
  public URI toUri() {
    return path.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return system.wrapped(path.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return system.wrapped(path.toRealPath(options));
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
      throws IOException {
    return path.register(watcher, events, modifiers);
  }

  @Override
  public int compareTo(Path other) {
    return path.compareTo(own(other));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
