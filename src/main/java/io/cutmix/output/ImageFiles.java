package io.cutmix.output;

import static io.cutmix.storage.Storage.naming;

import io.cutmix.image.ImageCodec;
import io.cutmix.output.Sink.MixedImage;
import io.cutmix.storage.Folders;
import io.cutmix.storage.PendingFile;
import io.cutmix.storage.Stamp;
import io.cutmix.storage.Storage;
import io.cutmix.storage.Use;
import io.cutmix.storage.WriteBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The images of an output folder, and their masks. Thread-safe for different images. */
final class ImageFiles {
  private static final List<String> EXTENSIONS = List.of("jpg", "png", "webp", "tif", "bmp");
  private static final Pattern PLAIN_NAME =
      Pattern.compile("\\d{6,18}\\.(" + String.join("|", EXTENSIONS) + ")");
  private static final Pattern SHARD = Pattern.compile("\\d{4,}");

  private static final byte[] WRITTEN = {};

  private final OutputLayout layout;
  private final boolean masks;
  private final WriteBehind behind = new WriteBehind();
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();

  /** Numbers of the images that were there when a run was gone on with. */
  private final BitSet found = new BitSet();

  /**
   * @param masks whether there are masks too
   */
  ImageFiles(OutputLayout layout, boolean masks) {
    this.layout = layout;
    this.masks = masks;
  }

  /**
   * Takes the images of a unit; each becomes a file, and its mask another.
   *
   * @param before takes all names that images of a batch may get, before they are written
   */
  Sink.Unit unit(ImageCodec codec, Use<Supplier<Collection<String>>> before) {
    Map<String, Stamp> files = new ConcurrentHashMap<>();
    WriteBehind.Group writing = behind.new Group();
    return new Sink.Unit() {
      @Override
      public void expect(Supplier<Collection<String>> fileNames) throws IOException {
        writing.end(); // those of an earlier attempt have the same names
        before.accept(fileNames);
      }

      @Override
      public byte[] write(String fileName, MixedImage image) throws IOException {
        files.put(fileName, put(fileName, image.encode(codec), writing));
        if (image.mask().isPresent()) {
          String mask = OutputLayout.mask(fileName);
          files.put(mask, put(mask, image.mask().get(), writing));
        }
        return WRITTEN;
      }

      @Override
      public void remove(String fileName) throws IOException {
        writing.end();
        files.remove(fileName);
        files.remove(OutputLayout.mask(fileName));
        naming(layout.images(), () -> ImageFiles.this.remove(fileName));
      }

      @Override
      public boolean isWaiting() {
        return behind.isWorthIt();
      }

      @Override
      public Sink.Published publish() throws IOException {
        writing.end();
        return new Sink.Published(new TreeMap<>(files), List.of());
      }

      @Override
      public void close() throws IOException {
        writing.end();
      }
    };
  }

  private Stamp put(String fileName, byte[] encoded, WriteBehind.Group writing) throws IOException {
    Path file = layout.resolve(fileName);
    writing.write(encoded.length, () -> naming(file, () -> write(file, encoded)));
    return Stamp.of(encoded);
  }

  private void write(Path file, byte[] encoded) throws IOException {
    Path folder = file.resolveSibling("");
    if (!folders.contains(folder)) {
      Folders.create(layout.root(), folder);
      folders.add(folder);
    }
    if (layout.isShared()) {
      // Another attempt at the same unit may be over, and its images must stay whole.
      PendingFile.put(file, encoded, layout.temporary(file));
    } else {
      Storage.write(file, encoded);
    }
  }

  /**
   * Lists the images of a unit before they are; those of an earlier attempt are removed, unless it
   * may be going on.
   */
  void begin(Path list, Collection<String> fileNames) throws IOException {
    if (!layout.isShared()) {
      RecordedNames.read(list, this::remove);
    }
    layout.publish(list, path -> RecordedNames.write(path, fileNames));
  }

  /**
   * Takes note of the images whose name is a plain number, before any unit begins: one that was
   * stopped has left some.
   */
  void find(boolean sharded) throws IOException {
    forEachPlain(sharded, image -> found.set(number(image)));
  }

  /**
   * Removes what was found of a unit that begins, in every format: its images may have another now,
   * or be skipped.
   */
  void removeFound(Supplier<Collection<String>> fileNames) throws IOException {
    for (String name : found.isEmpty() ? Set.<String>of() : fileNames.get()) {
      String stem = name.substring(0, name.lastIndexOf('.') + 1);
      if (found.get(number(layout.resolve(name)))) {
        for (String extension : EXTENSIONS) {
          remove(stem + extension);
        }
      }
    }
  }

  /** Larger ones may share theirs, which costs a look at files that aren't there. */
  private static int number(Path image) {
    String name = image.getFileName().toString();
    return (int) (Long.parseLong(name.substring(0, name.indexOf('.'))) & Integer.MAX_VALUE);
  }

  /**
   * Removes the images that the part file of a unit no longer done names, and then that file, so
   * that whatever ends the process in between, it isn't taken for done.
   */
  void removeUnit(Path part) throws IOException {
    RecordedNames.read(part, this::remove);
    Files.deleteIfExists(part);
  }

  /** Removes the images whose name is a plain number. */
  void removePlain(boolean sharded) throws IOException {
    forEachPlain(sharded, Files::delete);
    if (sharded) {
      for (Path root : roots()) {
        Folders.forEach(root, SHARD, Folders::removeIfEmpty);
      }
    }
  }

  private void forEachPlain(boolean sharded, Use<Path> use) throws IOException {
    for (Path root : roots()) {
      Folders.forEach(root, PLAIN_NAME, use);
      if (sharded) {
        Folders.forEach(root, SHARD, shard -> Folders.forEach(shard, PLAIN_NAME, use));
      }
    }
  }

  private List<Path> roots() {
    return masks ? List.of(layout.images(), layout.masks()) : List.of(layout.images());
  }

  /** The files of an image. */
  private List<Path> files(String fileName) throws IOException {
    Path image = layout.resolve(fileName);
    return masks && fileName.startsWith(OutputFolder.IMAGES)
        ? List.of(image, layout.resolve(OutputLayout.mask(fileName)))
        : List.of(image);
  }

  /** Folders that were made may be gone. */
  void forgetFolders() {
    folders.clear();
  }

  /** Removes the images that these files name, and the folders that become empty. */
  void removeRecorded(List<Path> records) throws IOException {
    Set<Path> left = new HashSet<>();
    for (Path file : records) {
      RecordedNames.read(
          file,
          name -> {
            remove(name);
            for (Path removed : files(name)) {
              left.add(removed.normalize().resolveSibling(""));
            }
          });
    }
    for (Path folder : left) {
      if (isInRoots(folder) && !isRoot(folder)) {
        Folders.removeIfEmpty(folder);
      }
    }
  }

  /** A record may have been changed since; nothing outside is touched. */
  void remove(String fileName) throws IOException {
    List<String> shards = ShardSink.filesOf(fileName);
    for (String shard : shards) {
      Path named = layout.resolve(shard);
      if (shard.indexOf('/') < 0 || !Files.isSymbolicLink(named.resolveSibling(""))) {
        Files.deleteIfExists(named);
      }
    }
    if (!shards.isEmpty()) {
      return;
    }
    for (Path file : files(fileName)) {
      Path named = file.normalize();
      if (isInRoots(named)) {
        Files.deleteIfExists(named);
      }
    }
  }

  /** Nor may a link on the way lead elsewhere. */
  private boolean isInRoots(Path path) {
    return roots().stream()
        .anyMatch(
            root -> path.startsWith(root.normalize()) && !isBehindLink(root.normalize(), path));
  }

  private static boolean isBehindLink(Path root, Path path) {
    Path folder = path.resolveSibling("");
    return folder.startsWith(root) && (Files.isSymbolicLink(folder) || isBehindLink(root, folder));
  }

  private boolean isRoot(Path path) {
    return roots().stream().anyMatch(root -> path.equals(root.normalize()));
  }
}
