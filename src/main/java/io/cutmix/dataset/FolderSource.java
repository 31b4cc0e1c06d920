package io.cutmix.dataset;

import io.cutmix.dataset.folder.FolderReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Images labelled by the folder they lie in: each folder directly below {@code images} is a class,
 * and every image anywhere below it belongs to that class.
 *
 * <p>Hidden files and folders (names with a leading dot, and those that operating systems leave
 * behind, such as {@code Thumbs.db} and {@code __MACOSX}) are skipped in silence. Links are never
 * followed in circles.
 *
 * @param images the folder that holds the class folders
 * @param classes if they are given, every folder with an image must be one of them
 * @param links which symbolic links are followed
 */
public record FolderSource(Path images, ClassList classes, Links links) implements Source {
  @Override
  public Dataset read(Predicate<String> isImage, Runnable seen) throws IOException {
    Predicate<String> seenImage =
        name -> {
          seen.run();
          return isImage.test(name);
        };
    return FolderReader.read(this, seenImage);
  }
}
