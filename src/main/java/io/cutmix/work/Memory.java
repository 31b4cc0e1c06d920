package io.cutmix.work;

import com.sun.management.OperatingSystemMXBean;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.lang.management.ManagementFactory;

/** The memory of this machine, or what its container may take. */
public final class Memory {
  /** For a batch that is mixed by each, and one more: most take a few dozen. */
  private static final long OF_THREAD = 256L << 20;

  /** Less is never asked for: Java takes a while to say how much there is. */
  private static final long LARGE = 256L << 20;

  private Memory() {}

  /** As many threads as there are processors, as far as there is memory for what each works on. */
  public static int threads() {
    int processors = Runtime.getRuntime().availableProcessors();
    // Of itself Java takes a quarter.
    return Runtime.getRuntime().maxMemory() >= processors * OF_THREAD / 4
        ? processors
        : (int) Math.max(1, Math.min(all() / OF_THREAD, processors));
  }

  /**
   * Refuses a batch that would fill all of it, for which the system would end the process without a
   * word.
   *
   * @throws ProblemException if it can't be had
   */
  static void require(int images, ImageShape shape) throws ProblemException {
    long bytes = (long) images * shape.bytes();
    if (bytes >= LARGE && bytes > all()) {
      throw new ProblemException(
          Problem.of(
                  "a batch of %d images of %dx%d takes %.1f GB, but there are %.1f GB of memory"
                      .formatted(images, shape.width(), shape.height(), bytes / 1e9, all() / 1e9))
              .remedy("use a smaller --batch-size, or scale them by --size"));
    }
  }

  /** Whether batches of so many bytes in all leave enough to whatever else there is. */
  static boolean hasRoom(long bytes) {
    return bytes < LARGE || bytes <= all() / 2;
  }

  private static long all() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
