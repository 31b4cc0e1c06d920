package io.cutmix.dataset;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Where the files of a data set's pictures are, by the numbers of samples. Thread-safe. */
interface PictureStore {
  /** The bytes of the file; the message of every error starts with a path. */
  byte[] bytes(int sample) throws IOException;

  /** The same, from its beginning on and without a buffer. */
  InputStream stream(int sample) throws IOException;

  /** Adds what differs if the file was modified. */
  void addState(int sample, InputDigest digest);

  /** Writes where the files are, for {@link SampleList}. */
  void write(DataOutputStream to) throws IOException;
}
