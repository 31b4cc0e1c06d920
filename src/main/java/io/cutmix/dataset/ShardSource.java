package io.cutmix.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * Pictures and labels in tar files, as WebDataset has them. Members whose names are alike up to the
 * first dot of the file name are one sample: a picture ({@code 0001.jpg}) and its label, which is
 * the class in {@code 0001.cls}, or else a field of the object in {@code 0001.json}, or else the
 * class in {@code 0001.txt}. A sample is called by its shard's and its picture's name, {@code
 * train-0000.tar/0001.jpg}. Nothing is unpacked: pictures are read where they lie in the shard.
 *
 * @param shards the tar files, at least one, with different names
 * @param rules how the labels are written; columns are fields of the JSON objects
 */
public record ShardSource(List<Path> shards, LabelRules rules) implements Source {

  /** Throws {@link IllegalArgumentException} if two shards have one name. */
  public ShardSource {
    shards = List.copyOf(shards);
    if (shards.stream().map(Path::getFileName).distinct().count() < shards.size()) {
      throw new IllegalArgumentException(
          "--images names two shards of the same file name, but samples are called by it; rename"
              + " one of "
              + shards.stream().map(Path::toString).toList());
    }
  }

  @Override
  public ClassList classes() {
    return rules.classes();
  }
}
