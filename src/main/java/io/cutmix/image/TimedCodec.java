package io.cutmix.image;

import io.cutmix.image.Codecs.ImageLimits;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A codec that takes no more of a processor's time for an image than its limits allow: how busy the
 * machine or its disk is doesn't count. When the time is over, the image's thread is interrupted,
 * which ends every decoder that still reads; the interruption doesn't outlive the image.
 */
record TimedCodec(ImageCodec codec, ImageLimits limits, String image) implements ImageCodec {

  @Override
  public ImageCodec forImage(String name) {
    return new TimedCodec(codec, limits, name);
  }

  @Override
  public ImageCodec inOwnOrder() {
    return new TimedCodec(codec.inOwnOrder(), limits, image);
  }

  @Override
  public ImageHeader header(InputStream encoded) throws IOException {
    try (Watch watch = new Watch(image, limits)) {
      try {
        return codec.header(encoded);
      } catch (IOException e) {
        watch.requireTime(e);
        throw e;
      }
    }
  }

  @Override
  public Decoded decode(byte[] encoded, Rendering rendering, ByteBuffer pixels)
      throws ImageReadException {
    try (Watch watch = new Watch(image, limits)) {
      try {
        return codec.decode(encoded, rendering, pixels);
      } catch (ImageReadException e) {
        watch.requireTime(e);
        throw e;
      }
    }
  }

  @Override
  public byte[] encode(ByteBuffer pixels, ImageShape shape, Encoding encoding) throws IOException {
    return codec.encode(pixels, shape, encoding);
  }

  /** The time that one image's thread works on it, looked at once in a second. */
  private static final class Watch implements AutoCloseable {
    /** For decoders to end in after they were interrupted. */
    private static final int GRACE_SECONDS = 10;

    private static final Set<Watch> RUNNING = ConcurrentHashMap.newKeySet();
    private static volatile boolean isTicking;

    private final String image;
    private final ImageLimits limits;
    private final Thread thread = Thread.currentThread();
    private int ticks;
    private Duration start = Duration.ZERO;
    private boolean over;
    private boolean ended;

    /** Not when the class is loaded, where the lack of threads would break the class for good. */
    private static synchronized void beginTicking() {
      if (!isTicking) {
        Thread ticks = new Thread(Watch::tickForever, "image-watch");
        ticks.setDaemon(true);
        ticks.start();
        isTicking = true;
      }
    }

    Watch(String image, ImageLimits limits) {
      if (!isTicking) {
        beginTicking();
      }
      this.image = image;
      this.limits = limits;
      RUNNING.add(this);
    }

    /** Ends the watch, and fails if its time was over before. */
    void requireTime(IOException thrown) throws ImageReadException {
      if (end()) {
        throw new ImageReadException(
            Problem.of("takes longer than %s s to decode", limits.seconds())
                .remedy("raise --image-timeout or remove the image"),
            thrown);
      }
    }

    @Override
    public void close() {
      end();
      RUNNING.remove(this);
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
      if (ended || ++ticks == 1) {
        return; // Nearly all images are ready before Java is asked for times, which costs some.
      }
      Duration time =
          Duration.ofNanos(ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()));
      start = ticks == 2 ? time : start;
      long seconds = time.minus(start).toSeconds();
      over = seconds >= limits.seconds();
      if (over) {
        thread.interrupt();
      }
      if (seconds >= limits.seconds() + GRACE_SECONDS) {
        limits.stuck().accept(image);
      }
    }

    private static void tickForever() {
      try {
        while (true) {
          Thread.sleep(1000);
          RUNNING.forEach(Watch::tick);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
