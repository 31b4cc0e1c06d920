package io.cutmix.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A hash of what a data set holds, to tell whether two runs had the same input. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(String[] names, Labels labels, long[] sizes) {
    InputDigest digest = begin(labels.classes());
    for (int i = 0; i < names.length; i++) {
      digest.add(names[i]);
      add(labels, i, digest);
      digest.add(sizes[i]);
    }
    return digest.toText();
  }

  /** One to which nothing is added yet but the classes. */
  static InputDigest begin(List<String> classes) {
    InputDigest digest = new InputDigest().add(classes.size());
    classes.forEach(digest::add);
    return digest;
  }

  /** What {@link InputDigest#addRaw} is to add of a sample that has one class. */
  static byte[] bytes(SampleRow row) {
    byte[] name = row.name().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 * Integer.BYTES + name.length + Long.BYTES)
        .putInt(name.length)
        .put(name)
        .putInt(row.label())
        .putLong(row.size())
        .array();
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
