package io.cutmix.dataset;

/** A hash of what a data set holds, to tell whether two runs had the same input. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(String[] names, Labels labels, long[] sizes) {
    InputDigest digest = new InputDigest().add(labels.classes().size());
    labels.classes().forEach(digest::add);
    for (int i = 0; i < names.length; i++) {
      digest.add(names[i]);
      add(labels, i, digest);
      digest.add(sizes[i]);
    }
    return digest.toText();
  }

  private static void add(Labels labels, int sample, InputDigest digest) {
    if (labels instanceof ClassIds ids) {
      // The same information as the one-hot row, which may have thousands of numbers.
      digest.add(ids.classId(sample));
    } else {
      for (double value : labels.row(sample)) {
        digest.add(value);
      }
    }
  }
}
