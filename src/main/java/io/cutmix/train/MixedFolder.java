package io.cutmix.train;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.DatasetReader;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.Links;
import io.cutmix.dataset.ShardSource;
import io.cutmix.dataset.Source;
import io.cutmix.dataset.WrittenClasses;
import io.cutmix.image.FileFormat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An output folder of the command line, in any of its forms.
 *
 * @param path where it is
 * @param classesElse which classes there are if no {@code labels.json} says so
 */
record MixedFolder(Path path, ClassList classesElse) {

  /**
   * Finds out which samples there are.
   *
   * @throws FileSystemException if it isn't the output of a finished run
   */
  StoredSamples open() throws IOException {
    if (Files.exists(path.resolve(".cutmix"))) {
      throw refused("holds a run that isn't finished; give the same command again first");
    }
    List<Path> arrays = files(path, "images-*.npy");
    if (!arrays.isEmpty()) {
      return ArraySamples.open(arrays, rules().classes());
    }
    return new PictureSamples(DatasetReader.read(source(), FileFormat::isImageName));
  }

  private Source source() throws IOException {
    List<Path> shards = files(path.resolve("shards"), "*.tar");
    if (!shards.isEmpty()) {
      return new ShardSource(shards, rules());
    }
    Path labels =
        Stream.of("labels.json", "metadata.jsonl")
            .map(path::resolve)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        "holds neither labels.json nor metadata.jsonl, shards/*.tar or"
                            + " images-*.npy; name a folder that cutmix augment wrote, with one of"
                            + " these"));
    return new LabelFileSource(path, labels, Optional.empty(), rules(), false, Links.INSIDE);
  }

  private LabelRules rules() throws IOException {
    Path labels = path.resolve("labels.json");
    return LabelRules.of(Files.exists(labels) ? WrittenClasses.in(labels) : classesElse);
  }

  private static List<Path> files(Path folder, String pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
        files.forEach(found::add);
      }
    }
    found.sort(null);
    return found;
  }

  private FileSystemException refused(String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }
}
