package io.cutmix.cli;

import java.io.IOException;

/** Options are out of range, contradict each other, or don't fit the data. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }

  private UsageException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }

  /** Makes a value from options; what its constructor refuses is wrong usage, not a bug. */
  static <T> T checked(Factory<T> factory) throws IOException {
    try {
      return factory.make();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /** Makes a value, and may have to read a file for it. */
  @FunctionalInterface
  interface Factory<T> {
    T make() throws IOException;
  }
}
