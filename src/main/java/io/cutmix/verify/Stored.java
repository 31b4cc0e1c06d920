package io.cutmix.verify;

import java.io.IOException;

/** Where the bytes of an image are. Thread-safe. */
@FunctionalInterface
interface Stored {
  byte[] bytes() throws IOException;
}
