package io.cutmix.dataset;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash of values one after another, by which two inputs are told apart. Not thread-safe. */
public final class InputDigest {
  private final MessageDigest sha256 = sha256();
  private final DataOutputStream out =
      new DataOutputStream(
          new BufferedOutputStream(
              new DigestOutputStream(OutputStream.nullOutputStream(), sha256), 1 << 12));

  private interface Addition {
    void to(DataOutputStream out) throws IOException;
  }

  InputDigest add(int value) {
    return add(sink -> sink.writeInt(value));
  }

  InputDigest add(long value) {
    return add(sink -> sink.writeLong(value));
  }

  InputDigest add(double value) {
    return add(sink -> sink.writeDouble(value));
  }

  /** Adds a text with its length before it, so that no two texts run into each other. */
  public InputDigest add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return add(bytes.length).add(sink -> sink.write(bytes));
  }

  private InputDigest add(Addition addition) {
    try {
      addition.to(out);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code sha256:} and 64 hexadecimal digits; to be called once. */
  public String toText() {
    add(DataOutputStream::flush);
    return "sha256:" + HexFormat.of().formatHex(sha256.digest());
  }

  /** The hash of these bytes in the same form. */
  public static String sha256Text(byte[] bytes) {
    return "sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** The 64 hexadecimal digits of a file's hash. */
  public static String sha256Of(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A new one; every Java has the algorithm. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
