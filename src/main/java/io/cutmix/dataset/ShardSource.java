package io.cutmix.dataset;

import io.cutmix.dataset.tar.ShardReader;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Images and labels in tar files, as WebDataset has them. Members whose names are alike up to the
 * first dot of the file name are one sample: an image ({@code 0001.jpg}) and its label, which is
 * the class in {@code 0001.cls}, or else a field of the object in {@code 0001.json}, or else the
 * class in {@code 0001.txt}. A sample is called by its shard's and its image's name, {@code
 * train-0000.tar/0001.jpg}. Images are read where they lie in the shard; one that gzip has
 * compressed is unpacked into a temporary file first.
 *
 * @param shards the tar files, at least one, with different names
 * @param rules how the labels are written; columns are fields of the JSON objects
 */
public record ShardSource(List<Path> shards, LabelRules rules) implements Source {

  /** Throws {@link InvalidParameterException} if two shards have one name. */
  public ShardSource {
    shards = ShardPattern.different(shards);
  }

  @Override
  public Dataset read(Predicate<String> isImage, Runnable seen, Glance glance) throws IOException {
    return new ShardReader(this, isImage, seen, glance, System::nanoTime).read();
  }
}
