package io.cutmix.image;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The time that one picture takes. When it is over, the picture's thread is interrupted, which ends
 * every decoder that still reads; the interruption doesn't outlive the picture.
 *
 * <p>Seconds are counted by a thread that sleeps them, so those in which the process is stopped
 * don't count.
 */
final class PictureWatch {
  /** For decoders to end in after they were interrupted. */
  private static final int GRACE_SECONDS = 10;

  private static final Set<PictureWatch> RUNNING = ConcurrentHashMap.newKeySet();

  private final String picture;
  private final PictureLimits limits;
  private final Thread thread = Thread.currentThread();
  private int seconds;
  private boolean over;
  private boolean ended;

  static {
    Thread ticks = new Thread(PictureWatch::tickForever, "picture-watch");
    ticks.setDaemon(true);
    ticks.start();
  }

  private PictureWatch(String picture, PictureLimits limits) {
    this.picture = picture;
    this.limits = limits;
  }

  /** What is done with a picture. */
  interface Work<T, E extends IOException> {
    T done() throws E;
  }

  /**
   * Does the work in this thread.
   *
   * @throws ImageReadException if it failed because its time was over
   */
  static <T, E extends IOException> T over(Work<T, E> work, String picture, PictureLimits limits)
      throws E, ImageReadException {
    PictureWatch watch = new PictureWatch(picture, limits);
    RUNNING.add(watch);
    try {
      return work.done();
    } catch (IOException e) {
      if (watch.end()) {
        throw watch.tooLong(e);
      }
      throw e;
    } finally {
      watch.end();
      RUNNING.remove(watch);
    }
  }

  private ImageReadException tooLong(IOException e) {
    return new ImageReadException(
        "takes longer than %d s to decode; raise --picture-timeout or leave it out"
            .formatted(limits.seconds()),
        e);
  }

  /** Whether the time was over. */
  private synchronized boolean end() {
    if (over && !ended) {
      Thread.interrupted();
    }
    ended = true;
    return over;
  }

  private synchronized void tick() {
    seconds++;
    over = !ended && seconds > limits.seconds();
    if (over) {
      thread.interrupt();
    }
    if (over && seconds == limits.seconds() + GRACE_SECONDS) {
      limits.stuck().accept(picture);
    }
  }

  private static void tickForever() {
    try {
      while (true) {
        Thread.sleep(1000);
        RUNNING.forEach(PictureWatch::tick);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
