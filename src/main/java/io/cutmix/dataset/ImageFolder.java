package io.cutmix.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The folder that the names of samples are relative to. Thread-safe. */
public final class ImageFolder {
  static final long MISSING = -1;

  private final Path root;

  private ImageFolder(Path root) {
    this.root = root;
  }

  /**
   * Opens a folder.
   *
   * @throws DatasetException if it isn't there
   */
  public static ImageFolder open(Path root) throws DatasetException {
    if (Files.isDirectory(root)) {
      return new ImageFolder(root);
    }
    throw new DatasetException(
        Files.exists(root)
            ? "--images must be a folder, but " + root + " is a file"
            : "no such folder: " + root + "; correct --images");
  }

  Path root() {
    return root;
  }

  /** The size of the file in bytes, or {@link #MISSING} if there is no such file. */
  long size(String name) {
    try {
      return existingSize(name);
    } catch (IOException e) {
      return MISSING;
    }
  }

  /** Why {@link #size} gave {@link #MISSING}. */
  String whyMissing(String name) {
    try {
      existingSize(name);
      return "the file \"" + name + "\" came into being while the data set was read; run again";
    } catch (NoSuchFileException e) {
      return "missing file \""
          + name
          + "\" (looked for "
          + e.getMessage()
          + "; paths are relative to --images "
          + root
          + ")";
    } catch (IOException e) {
      return "the file \"" + name + "\" can't be used: " + e.getMessage();
    }
  }

  InputStream stream(String name) throws IOException {
    Path file = path(name);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw explained(file, e);
    }
  }

  /**
   * The bytes of a file.
   *
   * @param name relative to the folder, with {@code /}
   * @throws IOException if it can't be read; every message starts with the file's path
   */
  public byte[] bytes(String name) throws IOException {
    Path file = path(name);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw explained(file, e);
    }
  }

  private long existingSize(String name) throws IOException {
    Path file = path(name);
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException(file + " is not a file");
    }
    return attributes.size();
  }

  private Path path(String name) throws NoSuchFileException {
    try {
      return root.resolve(name);
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(root + "/" + name, null, unspeakable());
    }
  }

  /** Why a name that is fine elsewhere may be none here. */
  static String unspeakable() {
    return "such a name is not possible in this system's character set ("
        + System.getProperty("sun.jnu.encoding")
        + "); try with the environment variable LC_ALL=C.UTF-8";
  }

  /** Why a file can't be read, without its path. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    return e instanceof AccessDeniedException ? "no permission" : String.valueOf(e.getMessage());
  }

  /** The same failure with a message that begins with the path. */
  static IOException explained(Path file, IOException e) {
    // Java's own messages are the bare path for some errors, and lack it for others.
    if (e instanceof NoSuchFileException) {
      return withCause(new NoSuchFileException(file.toString(), null, reason(e)), e);
    }
    if (e instanceof AccessDeniedException) {
      return withCause(new AccessDeniedException(file.toString(), null, reason(e)), e);
    }
    return new IOException(file + ": " + reason(e), e);
  }

  private static IOException withCause(IOException error, IOException cause) {
    error.initCause(cause);
    return error;
  }
}
