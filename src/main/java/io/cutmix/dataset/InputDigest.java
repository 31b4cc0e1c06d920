package io.cutmix.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash of values one after another, by which two inputs are told apart. Not thread-safe. */
public final class InputDigest {
  private final MessageDigest sha256 = sha256();
  private final byte[] number = new byte[Long.BYTES];

  public InputDigest add(int value) {
    ByteBuffer.wrap(number).putInt(value);
    sha256.update(number, 0, Integer.BYTES);
    return this;
  }

  InputDigest add(long value) {
    ByteBuffer.wrap(number).putLong(value);
    sha256.update(number);
    return this;
  }

  InputDigest add(double value) {
    return add(Double.doubleToLongBits(value));
  }

  /** Adds a text with its length before it, so that no two texts run into each other. */
  public InputDigest add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    sha256.update(bytes);
    return this;
  }

  /** {@code sha256:} and 64 hexadecimal digits; to be called once. */
  public String toText() {
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
