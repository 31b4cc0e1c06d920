package io.cutmix.work;

import java.util.Optional;

/** Makes an engine that isn't part of every build; found as a service. */
public interface EngineProvider {

  /**
   * Whether what it is built on is there.
   *
   * @param quiet whether it is to log errors only, from now on
   */
  boolean isUsable(boolean quiet);

  /**
   * Makes it; whatever it needs is started and ended with each run.
   *
   * @param master of the cluster; empty if whoever started this process has named one
   * @param threads that work on the pictures of one unit, at least 1
   * @param quiet whether the engine is to log errors only
   * @throws IllegalArgumentException if no master is named
   */
  Engine engine(Optional<String> master, int threads, boolean quiet);
}
