package io.cutmix.engine;

import java.io.IOException;
import java.util.Optional;

/** Starts an engine that isn't part of every build; found as a service. */
public interface EngineProvider {

  /**
   * Whether what it is built on is there.
   *
   * @param quiet whether it is to log errors only, from now on
   */
  boolean isUsable(boolean quiet);

  /**
   * Starts it.
   *
   * @param master of the cluster; empty if whoever started this process has named one
   * @param threads that work on the pictures of one unit, at least 1
   * @param quiet whether the engine is to log errors only
   * @throws IllegalArgumentException if no master is named
   * @throws IOException if it can't be reached
   */
  Engine start(Optional<String> master, int threads, boolean quiet) throws IOException;
}
