package io.cutmix.dataset;

import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The label file that lies among the images it is about, as in Hugging Face's image folders. */
public final class MetadataFile {
  private MetadataFile() {}

  /**
   * {@code metadata.csv} or {@code metadata.jsonl} in that folder, or where a run of ours has
   * written it {@code labels.json} or {@code labels.csv}; empty if there is none.
   *
   * @param links whether it may be a link that leads out of the folder
   * @throws ProblemException if there are both, or it isn't allowed
   */
  public static Optional<Path> in(Path images, Links links) throws IOException {
    List<Path> found =
        Stream.of("metadata.csv", "metadata.jsonl")
            .map(images::resolve)
            .filter(Files::isRegularFile)
            .toList();
    if (found.size() > 1) {
      throw new ProblemException(
          Problem.of("holds both metadata.csv and metadata.jsonl")
              .remedy("choose with --labels " + found.get(0))
              .at(Place.of(images)));
    }
    if (found.isEmpty() && Files.isRegularFile(images.resolve("run.json"))) {
      found =
          Stream.of("labels.json", "labels.csv")
              .map(images::resolve)
              .filter(Files::isRegularFile)
              .limit(1)
              .toList();
    }
    if (!found.isEmpty()) {
      ImageFolder.open(images, links).requireAllowed(found.get(0));
    }
    return found.stream().findFirst();
  }
}
