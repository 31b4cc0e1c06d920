package io.cutmix.dataset.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The images that lie in a folder, whether labels name them or not. */
public final class ImageListing {
  private ImageListing() {}

  /**
   * Names each one by its path below the folder, with {@code /}, in the order of the file system.
   * Hidden files and what links lead to are skipped.
   */
  public static void forEach(Path root, Predicate<String> isImage, Consumer<String> use)
      throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root) && FolderWalk.isHidden(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = root.relativize(file).toString();
            String name = path.replace(file.getFileSystem().getSeparator(), "/");
            if (attributes.isRegularFile() && isImage.test(name) && !FolderWalk.isHidden(file)) {
              use.accept(name);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
