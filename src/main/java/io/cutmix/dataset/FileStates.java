package io.cutmix.dataset;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The states of many files. Thread-safe for different samples while it is filled. */
final class FileStates {
  private final long[] sizes;
  private final long[] modified;

  FileStates(int samples) {
    this.sizes = new long[samples];
    this.modified = new long[samples];
  }

  void set(int sample, FileState state) {
    sizes[sample] = state.size();
    modified[sample] = state.modified();
  }

  FileState get(int sample) {
    return new FileState(sizes[sample], modified[sample]);
  }

  void write(DataOutputStream to) throws IOException {
    for (int sample = 0; sample < sizes.length; sample++) {
      to.writeLong(sizes[sample]);
      to.writeLong(modified[sample]);
    }
  }

  /** What {@link #write} wrote. */
  static FileStates read(int samples, DataInputStream from) throws IOException {
    FileStates states = new FileStates(samples);
    for (int sample = 0; sample < samples; sample++) {
      states.set(sample, new FileState(from.readLong(), from.readLong()));
    }
    return states;
  }

  /** In bytes; negative for files that weren't there. */
  long[] sizes() {
    return sizes;
  }
}
