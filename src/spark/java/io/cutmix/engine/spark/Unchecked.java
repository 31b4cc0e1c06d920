package io.cutmix.engine.spark;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Lets failures of input and output through iterators, which may not throw them. */
final class Unchecked {
  private Unchecked() {}

  interface Call<T> {
    T make() throws IOException;
  }

  static UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(e);
  }

  static <T> T call(Call<T> call) {
    try {
      return call.make();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
