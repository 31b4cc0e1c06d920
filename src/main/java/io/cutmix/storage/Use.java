package io.cutmix.storage;

import java.io.IOException;

/** What is done with something, and may fail. */
@FunctionalInterface
public interface Use<T> {
  void accept(T value) throws IOException;
}
