package io.cutmix.engine.spark;

import io.cutmix.job.Parallel;
import io.cutmix.work.Engine;
import io.cutmix.work.LocalEngine;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The task of this process, made at the first unit it does and kept until another job begins. */
final class OpenTask {
  private static @Nullable OpenTask current;

  private final String job;
  private final Engine.Open open;
  private final Parallel parallel;
  private final AtomicBoolean warned = new AtomicBoolean();

  private OpenTask(String job, Engine.Open open, Parallel parallel) {
    this.job = job;
    this.open = open;
    this.parallel = parallel;
  }

  /** The one for these units. */
  static synchronized OpenTask of(SharedUnits units) throws IOException {
    OpenTask found = current;
    if (found == null || !found.job.equals(units.id())) {
      JavaCppMemory.leaveToSpark();
      found = new OpenTask(units.id(), units.tasks().open(), parallel(units.threads()));
      current = found;
    }
    return found;
  }

  private static Parallel parallel(int threads) {
    if (threads == 1) {
      return Parallel.SEQUENTIAL;
    }
    // Lives as long as the process; its threads are daemons and come as they are needed.
    LocalEngine engine = new LocalEngine(threads);
    return engine::forEach;
  }

  Engine.Open open() {
    return open;
  }

  Parallel parallel() {
    return parallel;
  }

  /** What the user should know, once. */
  Optional<String> newWarning() {
    return open.task().warning().filter(warning -> !warned.getAndSet(true));
  }
}
