package io.cutmix.engine.spark;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Files of this machine behind {@code slow://x/}, in the way of an object store: each status, each
 * list, and each first read after the place was chosen is a request, and takes its time. Prints how
 * many there were when the process ends.
 */
public final class SlowFiles extends RawLocalFileSystem {
  private static final AtomicLong STATUSES = new AtomicLong();
  private static final AtomicLong READS = new AtomicLong();

  /** Whether a request is under way, in which files of this machine are looked at once more. */
  private static final ThreadLocal<Boolean> IS_INSIDE = ThreadLocal.withInitial(() -> false);

  private int millis;

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> System.err.println("requests: " + STATUSES + " looks, " + READS + " reads")));
  }

  @Override
  public URI getUri() {
    return URI.create("slow://x/");
  }

  @Override
  public String getScheme() {
    return "slow";
  }

  @Override
  public void initialize(URI uri, Configuration settings) throws IOException {
    super.initialize(URI.create("file:///"), settings);
    setConf(settings);
    millis = settings.getInt("fs.slow.millis", 0);
  }

  @Override
  protected void checkPath(Path path) {}

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    if (!IS_INSIDE.get()) {
      request(STATUSES);
    }
    return shown(super.getFileStatus(local(path)));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    request(STATUSES);
    IS_INSIDE.set(true);
    try {
      return Stream.of(super.listStatus(local(path)))
          .map(SlowFiles::shown)
          .toArray(FileStatus[]::new);
    } finally {
      IS_INSIDE.set(false);
    }
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    IS_INSIDE.set(true);
    try {
      return new FSDataInputStream(new Ranges(super.open(local(path), bufferSize)));
    } finally {
      IS_INSIDE.set(false);
    }
  }

  private static Path local(Path path) {
    return new Path("file", "", path.toUri().getPath());
  }

  private static FileStatus shown(FileStatus status) {
    status.setPath(new Path("slow", "x", status.getPath().toUri().getPath()));
    return status;
  }

  private void request(AtomicLong kind) throws IOException {
    kind.incrementAndGet();
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private final class Ranges extends FSInputStream {
    private final FSDataInputStream file;
    private boolean isOpen;

    Ranges(FSDataInputStream file) {
      this.file = file;
    }

    private void open() throws IOException {
      if (!isOpen) {
        request(READS);
        isOpen = true;
      }
    }

    @Override
    public void seek(long position) throws IOException {
      if (position != getPos()) {
        isOpen = false;
        file.seek(position);
      }
    }

    @Override
    public long getPos() throws IOException {
      return file.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) {
      return false;
    }

    @Override
    public int read() throws IOException {
      open();
      return file.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      open();
      return file.read(to, offset, length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
