package io.cutmix.dataset;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash of what a data set holds, to tell whether two runs had the same input. */
final class Fingerprint {
  private Fingerprint() {}

  /** Every text goes in with its length before it, so that no two data sets run into each other. */
  static String of(String[] names, Labels labels, long[] sizes) {
    MessageDigest digest = sha256();
    OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sink, 1 << 16))) {
      out.writeInt(labels.classes().size());
      for (String name : labels.classes()) {
        write(name, out);
      }
      for (int i = 0; i < names.length; i++) {
        write(names[i], out);
        write(labels, i, out);
        out.writeLong(sizes[i]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(Labels labels, int sample, DataOutputStream out) throws IOException {
    if (labels instanceof ClassIds ids) {
      // The same information as the one-hot row, which may have thousands of numbers.
      out.writeInt(ids.classId(sample));
    } else {
      for (double value : labels.row(sample)) {
        out.writeDouble(value);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
