package io.cutmix.image.opencv;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What native code prints to standard error: libjpeg warns of damage there, and names no file. Once
 * it is captured nobody sees it, and an image that was warned of is known. What Java prints goes to
 * where it always went, through a duplicate of the descriptor. Thread-safe.
 */
public final class NativeStderr {
  private static final int NUMBER = 2;
  private static final Pattern READ_ONLY = Pattern.compile("(?m)^flags:\\s*\\d*[04]$");
  private static final ReadWriteLock USE = new ReentrantReadWriteLock();
  private static final ByteBuffer HEARD = ByteBuffer.allocateDirect(1 << 12);
  private static volatile @Nullable Pipe pipe;
  private static volatile int warnings;

  private NativeStderr() {}

  /**
   * Captures it from now on, for the whole process. Without {@code --add-opens} of {@code java.io}
   * and {@code sun.nio.ch}, and on systems other than Unix, all stays as it is.
   */
  public static synchronized void capture() {
    try {
      if (pipe != null || isAnotherFile()) {
        return;
      }
      Field number = opened(FileDescriptor.class.getDeclaredField("fd"));
      Class<?> descriptors = Class.forName("sun.nio.ch.InheritedChannel");
      Method dup = opened(descriptors.getDeclaredMethod("dup", int.class));
      Method dup2 = opened(descriptors.getDeclaredMethod("dup2", int.class, int.class));
      Method numberOf = opened(Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal"));
      Pipe into = Pipe.open();
      // So that native code never waits for somebody to hear it.
      into.sink().configureBlocking(false);
      into.source().configureBlocking(false);
      number.set(FileDescriptor.err, dup.invoke(null, NUMBER));
      dup2.invoke(null, numberOf.invoke(into.sink()), NUMBER);
      pipe = into;
    } catch (ReflectiveOperationException | IOException | RuntimeException notHere) {
      // Then libjpeg's warnings are printed, and damage is looked for in the pixels.
    }
  }

  /** Of a process that began without standard error, some file that it reads has the number. */
  private static boolean isAnotherFile() throws IOException {
    Path access = Path.of("/proc/self/fdinfo/" + NUMBER);
    return Files.exists(access) && READ_ONLY.matcher(Files.readString(access)).find();
  }

  private static <T extends AccessibleObject> T opened(T member) {
    member.setAccessible(true);
    return member;
  }

  /** Whether warnings can be heard. */
  public static boolean isCaptured() {
    return pipe != null;
  }

  /**
   * Decodes an image, and returns whether that succeeded without a warning. If something was
   * printed meanwhile it is decoded once more, alone, as it may have been about another.
   */
  static boolean isUnwarned(BooleanSupplier decoding) {
    USE.readLock().lock();
    try {
      int before = warnings;
      boolean decoded = decoding.getAsBoolean();
      if (hear() == before || !decoded) {
        return decoded;
      }
    } finally {
      USE.readLock().unlock();
    }
    USE.writeLock().lock();
    try {
      int before = hear();
      return decoding.getAsBoolean() && hear() == before;
    } finally {
      USE.writeLock().unlock();
    }
  }

  /** How many times something was found to be printed. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // written here alone
  private static synchronized int hear() {
    @Nullable Pipe from = pipe;
    try {
      if (from != null && from.source().read(HEARD.clear()) > 0) {
        warnings++;
        while (from.source().read(HEARD.clear()) > 0) {}
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return warnings;
  }
}
