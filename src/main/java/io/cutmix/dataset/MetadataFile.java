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

  private static final List<String> FOREIGN =
      List.of("metadata.csv", "metadata.jsonl", "metadata.parquet");

  private static final List<String> OWN = List.of("labels.json", "labels.csv");

  /**
   * {@code metadata.csv}, {@code metadata.jsonl} or {@code metadata.parquet} in that folder, or
   * where a run of ours has written it {@code labels.json} or {@code labels.csv}; empty if there is
   * none.
   *
   * @param links whether it may be a link that leads out of the folder
   * @throws ProblemException if there are several that may differ, or it isn't allowed
   */
  public static Optional<Path> in(Path images, Links links) throws IOException {
    // What a run of ours has written in several forms is the same in all.
    boolean own = Files.isRegularFile(images.resolve("run.json"));
    List<Path> found =
        Stream.concat(FOREIGN.stream(), OWN.stream().filter(name -> own))
            .map(images::resolve)
            .filter(Files::isRegularFile)
            .toList();
    if (found.size() > 1 && !own) {
      throw new ProblemException(
          Problem.of("holds both %s and %s", found.get(0).getFileName(), found.get(1).getFileName())
              .remedy("choose with --labels " + found.get(0))
              .at(Place.of(images)));
    }
    if (!found.isEmpty()) {
      ImageFolder.open(images, links).requireAllowed(found.get(0));
    }
    return found.stream().findFirst();
  }
}
