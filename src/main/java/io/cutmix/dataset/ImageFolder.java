package io.cutmix.dataset;

import io.cutmix.dataset.labelfile.ImageName;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The folder that the names of samples are relative to. Gives out ordinary files only: not pipes or
 * devices, and nothing outside unless all links are followed. Thread-safe.
 */
public final class ImageFolder {
  private static final Set<OpenOption> NO_LINK =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final int FOLDERS_KNOWN = 10_000;
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** What to do where processes don't find the same files. */
  public static final String REACHABLE =
      "put --images and --out where all processes reach them, such as hdfs://";

  private static final Problem NO_SUCH_FILE = Problem.of("no such file");
  private static final Problem NO_PERMISSION = Problem.of("no permission");
  private static final Problem NOT_A_FILE = Problem.of("is not a file");

  private final Path root;
  private final Path realRoot;
  private final Links links;
  private final Set<Path> foldersInside = ConcurrentHashMap.newKeySet();

  private ImageFolder(Path root, Path realRoot, Links links) {
    this.root = root;
    this.realRoot = realRoot;
    this.links = links;
  }

  /**
   * Opens a folder.
   *
   * @throws ProblemException if it isn't there
   */
  public static ImageFolder open(Path root, Links links) throws IOException {
    if (Files.isDirectory(root)) {
      // Behind URIs there are no links.
      boolean local = root.getFileSystem().equals(FileSystems.getDefault());
      return local
          ? new ImageFolder(root, root.toRealPath(), links)
          : new ImageFolder(root, root, Links.ALL);
    }
    throw noFolder(root);
  }

  private static IOException noFolder(Path root) {
    try {
      Files.readAttributes(root, BasicFileAttributes.class);
      return new ProblemException(
          Problem.of("this is a file")
              .remedy(
                  "give --images a folder; an archive that is no .tar, .tar.gz or .tgz must be"
                      + " unpacked first")
              .at(root));
    } catch (NoSuchFileException e) {
      return new ProblemException(
          Problem.of("no such folder").remedy("correct --images").at(root), e);
    } catch (IOException e) {
      return explained(root, e);
    }
  }

  /**
   * Opens a folder that another process has listed.
   *
   * @param characters of file names in that process
   * @param names of files
   * @throws ProblemException if it isn't there, or a name would be another one here
   */
  public static ImageFolder openElsewhere(
      String path, Links links, String characters, Stream<String> names) throws IOException {
    if (!characters.equals(characters())) {
      Optional<String> other =
          Stream.concat(Stream.of(path), names).filter(ImageFolder::isSpecial).findFirst();
      if (other.isPresent()) {
        throw elsewhere(characters, other.get());
      }
    }
    Path root = Storage.path(path);
    if (!Files.isDirectory(root)) {
      throw new ProblemException(
          Problem.of("an executor doesn't find the folder").remedy(REACHABLE).at(root));
    }
    return open(root, links);
  }

  /** Whether the bytes of a name depend on the character set of file names. */
  public static boolean isSpecial(String name) {
    return name.chars().anyMatch(letter -> letter > '~');
  }

  /** That names aren't the same in an executor. */
  private static ProblemException elsewhere(String characters, String name) {
    return new ProblemException(
        Problem.of(
                "such a name is not possible in an executor's character set (%s, and %s elsewhere)"
                    .formatted(characters(), characters))
            .remedy("try with --conf spark.executorEnv.LC_ALL=C.UTF-8")
            .at(name));
  }

  /**
   * Finds the one name of the sample that a path means, however it is spelled: below the folder, or
   * absolute and inside it. Of other paths the name is what they are.
   */
  public static UnaryOperator<String> names(Path folder) throws IOException {
    List<String> roots = Files.isDirectory(folder) ? ImageName.roots(folder) : List.of();
    return path -> Objects.requireNonNullElse(ImageName.below(roots, path), path);
  }

  public Path root() {
    return root;
  }

  public Links links() {
    return links;
  }

  /** A file's path, for messages. */
  public String show(String name) {
    return root + "/" + name;
  }

  /** A file as it is now; missing if it can't be used. */
  public FileState state(String name) {
    try {
      return FileState.of(attributes(name));
    } catch (IOException e) {
      return FileState.MISSING;
    }
  }

  /**
   * Why {@link #state} can't use a file.
   *
   * @param meant a file whose name is near, if there is one
   */
  public Problem whyMissing(String name, Optional<String> meant) {
    try {
      attributes(name);
      return Problem.of("the file \"%s\" was created while the data set was read", name)
          .remedy("run again");
    } catch (NoSuchFileException e) {
      String file = NO_SUCH_FILE.what().equals(e.getReason()) ? e.getFile() : e.getMessage();
      return Problem.of("missing file \"%s\" (looked for %s)", name, String.valueOf(file))
          .remedy(
              meant
                  .map(near -> instead(name, near))
                  .orElse("add it or correct the row: paths are relative to --images " + root));
    } catch (IOException e) {
      Problem cause = problem(e);
      Problem problem =
          Problem.of("the file \"%s\" can't be used: %s", name, cause.at(Place.NONE).what());
      return cause.remedy().map(problem::remedy).orElse(problem);
    }
  }

  /** What to do if that file is meant; two names may look the same. */
  private static String instead(String name, String meant) {
    String composed = Normalizer.normalize(meant, Form.NFC);
    return composed.equals(Normalizer.normalize(name, Form.NFC))
        ? ("the file there differs in the Unicode normalization of its name only (%s): rename it, or"
                + " write its name as the disk has it")
            .formatted(composed.equals(meant) ? "NFC" : "NFD, as macOS writes it")
        : "did you mean \"%s\"?".formatted(meant);
  }

  /** Opens a file for reading, without a buffer; fails as {@link #bytes} does. */
  public InputStream stream(String name) throws IOException {
    return stream(name, FileState.MISSING);
  }

  /**
   * Opens a file for reading, without a buffer; fails as {@link #bytes} does.
   *
   * @param state what it was found to be; if it is missing, the file is looked at first
   */
  public InputStream stream(String name, FileState state) throws IOException {
    if (state.isMissing()) {
      attributes(name);
    }
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
    attributes(name);
    Path file = path(name);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw explained(file, e);
    }
  }

  /** The bytes of a file, if it is still the one that was noted. */
  public byte[] bytes(String name, FileState state) throws IOException {
    if (state.isMissing() || state.size() > LONGEST_ARRAY) {
      return bytes(name);
    }
    Path file = path(name);
    byte[] bytes = new byte[(int) state.size()];
    try (SeekableByteChannel channel = open(file, state.size())) {
      // Whoever asks how many there are sends another request, where the storage is remote.
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      if (!Storage.fill(channel, 0, rest)
          || Storage.fill(channel, bytes.length, ByteBuffer.allocate(1))) {
        state.requireSize(file, Files.size(file));
      }
    } catch (IOException e) {
      throw explained(file, e);
    }
    return bytes;
  }

  /** Without a look at the file beforehand, which would be another request to its storage. */
  private SeekableByteChannel open(Path file, long size) throws IOException {
    if (links == Links.ALL) {
      return Storage.open(file, size);
    }
    requireFolderInside(file.resolveSibling(""));
    try {
      return Files.newByteChannel(file, NO_LINK);
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (IOException maybeLink) {
      requireInside(file);
      return Files.newByteChannel(file);
    }
  }

  private BasicFileAttributes attributes(String name) throws IOException {
    Path file = path(name);
    try {
      BasicFileAttributes attributes = attributes(file);
      if (!attributes.isRegularFile()) {
        throw new ProblemException(NOT_A_FILE);
      }
      return attributes;
    } catch (IOException e) {
      throw explained(file, e);
    }
  }

  private BasicFileAttributes attributes(Path file) throws IOException {
    if (links == Links.INSIDE) {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      requireFolderInside(file.resolveSibling(""));
      if (!attributes.isSymbolicLink()) {
        return attributes;
      }
      requireInside(file);
    }
    return Files.readAttributes(file, BasicFileAttributes.class);
  }

  private void requireFolderInside(Path folder) throws IOException {
    if (!foldersInside.contains(folder)) {
      requireInside(folder);
      // Most data sets have few folders; where they have one for each image, memory is dearer.
      if (foldersInside.size() < FOLDERS_KNOWN) {
        foldersInside.add(folder);
      }
    }
  }

  /** Refuses what a link leads out of the folder to, unless that is allowed. */
  public void requireInside(Path path) throws IOException {
    if (links == Links.INSIDE) {
      Path real = path.toRealPath();
      if (!real.startsWith(realRoot)) {
        throw new ProblemException(
            Problem.of("a link leads out of %2$s, to %1$s", real, root)
                .remedy("copy what is meant, or allow it with --follow-links"));
      }
    }
  }

  /** The same for what isn't an image, with its path. */
  void requireAllowed(Path path) throws ProblemException {
    try {
      requireInside(path);
    } catch (IOException e) {
      throw new ProblemException(problem(e).at(path), e);
    }
  }

  private Path path(String name) throws NoSuchFileException {
    try {
      return root.resolve(name);
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(root + "/" + name, null, unspeakable().reason());
    }
  }

  /** The character set of file names in this process. */
  public static String characters() {
    return System.getProperty("sun.jnu.encoding", "UTF-8");
  }

  /** Why a name that is fine elsewhere may be none here. */
  public static Problem unspeakable() {
    String characters = characters();
    return Problem.of(
            "such a name is not possible in this system's character set (" + characters + ")")
        .remedy(
            characters.equals("UTF-8")
                ? "rename it"
                : "try with the environment variable LC_ALL=C.UTF-8");
  }

  /** Why a file can't be read, without its path. */
  public static Problem problem(IOException e) {
    if (e instanceof ProblemException known) {
      return known.problems().get(0);
    }
    if (e instanceof NoSuchFileException) {
      return NO_SUCH_FILE;
    }
    return e instanceof AccessDeniedException
        ? NO_PERMISSION
        : ProblemException.of(e).problems().get(0).at(Place.NONE);
  }

  /** The same failure with a message that begins with the path. */
  public static IOException explained(Path file, IOException e) {
    // Java's own messages are the bare path for some errors, and lack it for others.
    if (e instanceof NoSuchFileException) {
      return withCause(new NoSuchFileException(file.toString(), null, problem(e).what()), e);
    }
    if (e instanceof AccessDeniedException) {
      return withCause(new AccessDeniedException(file.toString(), null, problem(e).what()), e);
    }
    return new ProblemException(problem(e).at(file), e);
  }

  private static IOException withCause(IOException error, IOException cause) {
    error.initCause(cause);
    return error;
  }
}
