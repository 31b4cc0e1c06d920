package io.cutmix.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The label file that lies among the pictures it is about, as in Hugging Face's image folders. */
public final class MetadataFile {
  private MetadataFile() {}

  /**
   * {@code metadata.csv} or {@code metadata.jsonl} in that folder, if there is one.
   *
   * @throws DatasetException if there are both
   */
  public static Optional<Path> in(Path images) throws DatasetException {
    List<Path> found =
        Stream.of("metadata.csv", "metadata.jsonl")
            .map(images::resolve)
            .filter(Files::isRegularFile)
            .toList();
    if (found.size() > 1) {
      throw new DatasetException(
          "%s holds both metadata.csv and metadata.jsonl; choose with --labels %s"
              .formatted(images, found.get(0)));
    }
    return found.stream().findFirst();
  }
}
