package io.cutmix.engine.spark.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/** What is in a folder, page by page as Hadoop lists it. */
final class HadoopList implements DirectoryStream<Path> {
  private final HadoopPath folder;
  private final RemoteIterator<FileStatus> entries;
  private final Filter<? super Path> filter;

  HadoopList(HadoopPath folder, RemoteIterator<FileStatus> entries, Filter<? super Path> filter) {
    this.folder = folder;
    this.entries = entries;
    this.filter = filter;
  }

  @Override
  public Iterator<Path> iterator() {
    return new Iterator<>() {
      private @Nullable Path next = following();

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public Path next() {
        Path found = next;
        if (found == null) {
          throw new NoSuchElementException();
        }
        next = following();
        return found;
      }
    };
  }

  /** The next entry that passes the filter, or null at the end. */
  private @Nullable Path following() {
    try {
      while (entries.hasNext()) {
        FileStatus entry = entries.next();
        Path path = folder.resolve(entry.getPath().getName()).found(entry);
        if (filter.accept(path)) {
          return path;
        }
      }
      return null;
    } catch (IOException e) {
      throw new DirectoryIteratorException(e);
    }
  }

  @Override
  public void close() {}
}
