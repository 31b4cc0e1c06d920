package io.cutmix.dataset;

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

  /** In bytes; negative for files that weren't there. */
  long[] sizes() {
    return sizes;
  }
}
