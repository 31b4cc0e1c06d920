package io.cutmix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the {@link CrashingProvider} of this process lets nobody change a file any more: at a step
 * that is counted in one folder.
 */
public final class Crashes {
  private static final List<Channel> OPEN = new ArrayList<>();
  private static @Nullable Path folder;
  private static long left;
  private static boolean crashed;

  private Crashes() {}

  /** Thrown at that step, and at each one after it. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash(Path path) {
      super("the machine stands still before " + path);
    }
  }

  /** What happens in a step. */
  public interface Half {
    void done() throws IOException;
  }

  /** From now on steps below that folder are counted. */
  public static synchronized void at(long step, Path below) {
    folder = below;
    left = step;
    crashed = false;
  }

  /** Whether that step came; files are as usual again, and nobody holds one. */
  public static synchronized boolean over() {
    folder = null;
    for (Channel channel : OPEN) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    OPEN.clear();
    return crashed;
  }

  public static void step(Path path) {
    try {
      step(path, () -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One in whose middle it may be, when the half of it is done. */
  public static synchronized void step(Path path, Half half) throws IOException {
    if (folder == null || !path.toAbsolutePath().startsWith(folder)) {
      return;
    }
    if (!crashed && left > 0) {
      left--;
      return;
    }
    if (!crashed) {
      half.done();
    }
    crashed = true;
    throw new Crash(path);
  }

  /** Files that a process holds are let go when it dies. */
  public static synchronized void opened(Channel channel) {
    if (folder != null) {
      OPEN.add(channel);
    }
  }
}
