package io.cutmix.train;

import io.cutmix.finished.BrokenFile;
import io.cutmix.finished.FinishedFolder;
import io.cutmix.finished.FinishedRow;
import io.cutmix.finished.LabelFile;
import io.cutmix.finished.StoredMds;
import io.cutmix.finished.StoredTar;
import io.cutmix.job.Place;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out which samples an output folder of the command line has. To be used once. */
final class MixedFolder {
  private final FinishedFolder folder;
  private final List<ImageSamples.Encoded> samples = new ArrayList<>();
  private List<String> classes = List.of();

  /**
   * @param classesElse how many classes there are if no label file says so; 0 if nobody does
   */
  MixedFolder(FinishedFolder folder, int classesElse) {
    this.folder = folder;
    this.classes = ArraySamples.numbers(classesElse);
  }

  /**
   * Opens it.
   *
   * @throws ProblemException if it isn't the output of a finished run; the place is the file
   */
  StoredSamples open() throws IOException {
    if (!Files.isDirectory(folder.path())) {
      throw folder.refused(
          Files.exists(folder.path()) ? "is a file" : "no such folder",
          "name a folder that cutmix augment wrote");
    }
    folder.requireFinished();
    try {
      name(folder.classes());
      for (String file : present("labels.json", "shards.json")) {
        try (LabelFile labels = LabelFile.open(folder, file, 0, false)) {
          labels.classes().ifPresent(this::name);
        }
      }
      List<String> arrays = folder.names("", "images-*.npy");
      if (!arrays.isEmpty()) {
        return ArraySamples.open(folder, arrays, classes);
      }
      List<String> shards = folder.names("shards", "*.tar");
      for (String shard : shards) {
        readShard(shard);
      }
      if (shards.isEmpty()) {
        readLabels();
      }
      if (samples.isEmpty()) {
        throw folder.refused("holds no sample", "write it with cutmix augment");
      }
      return new ImageSamples(samples, classes);
    } catch (BrokenFile e) {
      Place place = Place.of(folder.path().resolve(e.difference().file()));
      throw new ProblemException(e.problems().get(0).at(place), e);
    }
  }

  private void name(List<String> found) {
    if (!found.isEmpty()) {
      classes = found;
    }
  }

  private List<String> present(String... names) {
    return Stream.of(names).filter(folder::has).toList();
  }

  private void readShard(String name) throws IOException {
    for (LabelFile.Sample sample : StoredTar.open(folder, name).samples()) {
      add(sample.row().read(classes.size()), sample.image());
    }
  }

  private void readLabels() throws IOException {
    List<String> files =
        folder.names("", "shard.*.mds").isEmpty()
            ? present("labels.json", "metadata.jsonl")
            : List.of(StoredMds.INDEX);
    if (files.isEmpty()) {
      throw folder.refused(
          "holds neither labels.json nor metadata.jsonl, shards/*.tar, shard.*.mds or images-*.npy",
          "name a folder that cutmix augment wrote, with one of these");
    }
    String name = files.get(0);
    try (LabelFile rows = LabelFile.open(folder, name, classes.size(), false)) {
      rows.classes().ifPresent(this::name);
      for (Optional<FinishedRow> next = rows.next(); next.isPresent(); next = rows.next()) {
        String image = next.get().fileName();
        add(next.get(), rows.image().orElse(() -> Files.readAllBytes(folder.file(image))));
      }
    }
  }

  private void add(FinishedRow row, LabelFile.Image image) throws BrokenFile {
    if (classes.isEmpty()) {
      classes = ArraySamples.numbers(row.numbers().length());
    }
    if (row.numbers().length() != classes.size()) {
      throw new BrokenFile(
          row.fileName(), "numbers in its label", classes.size() + "", row.numbers().length() + "");
    }
    samples.add(ImageSamples.Encoded.of(row, image));
  }
}
