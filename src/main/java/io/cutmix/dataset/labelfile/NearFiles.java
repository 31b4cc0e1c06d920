package io.cutmix.dataset.labelfile;

import static java.util.Comparator.naturalOrder;

import io.cutmix.dataset.FolderWalk;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The images in a folder by what rows may call them: in another case, with another extension or
 * none, one folder higher or deeper.
 */
final class NearFiles {
  /** Whatever the order of the file system is. */
  private static final BinaryOperator<String> FIRST = BinaryOperator.minBy(naturalOrder());

  private final Predicate<String> isImage;
  private final Map<String, String> same = new HashMap<>();
  private final Map<String, String> deeper = new HashMap<>();

  NearFiles(Path folder, Predicate<String> isImage) throws IOException {
    this.isImage = isImage;
    FolderWalk.forEachImage(
        folder,
        name -> false,
        isImage,
        name -> {
          same.merge(key(name), name, FIRST);
          deeper.merge(below(key(name)), name, FIRST);
        });
  }

  /** The image that a row means which names none. */
  Optional<String> meantBy(String row) {
    String key = key(row);
    return Stream.of(same.get(key), deeper.get(key), same.get(below(key)), deeper.get(below(key)))
        .filter(name -> name != null)
        .findFirst();
  }

  /** What would have to be added to the row to name an image. */
  Optional<String> extension(String row) {
    return meantBy(row)
        .filter(name -> name.startsWith(row + "."))
        .map(name -> name.substring(row.length()));
  }

  private String key(String name) {
    int end = isImage.test(name) ? name.lastIndexOf('.') : name.length();
    String plain = name.substring(0, end < 0 ? name.length() : end).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(plain, Normalizer.Form.NFC); // macOS writes ü as u and two dots
  }

  private static String below(String key) {
    return key.substring(key.indexOf('/') + 1);
  }
}
