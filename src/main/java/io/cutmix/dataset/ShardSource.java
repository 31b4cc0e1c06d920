package io.cutmix.dataset;

import io.cutmix.dataset.tar.ShardReader;
import io.cutmix.dataset.tar.TableShards;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Images and labels in shards: tar files as WebDataset has them, or files of rows.
 *
 * <p>In a tar file, members whose names are alike up to the first dot of the file name are one
 * sample: an image ({@code 0001.jpg}) and its label, which is the class in {@code 0001.cls}, or
 * else a field of the object in {@code 0001.json}, or else the class in {@code 0001.txt}. A sample
 * is called by its shard's and its image's name, {@code train-0000.tar/0001.jpg}. Images are read
 * where they lie in the shard; one that gzip has compressed is unpacked into a temporary file
 * first.
 *
 * <p>Files of rows are Parquet as Hugging Face has it, with the bytes in a column or in the field
 * {@code bytes} of one; shards of MosaicML Streaming; arrays as this tool writes them, {@code
 * images-00000.npy} beside {@code labels-00000.npy}. A sample is called by its file's name and its
 * row's number, counted from 0: {@code train-00000-of-00002.parquet/000017}.
 *
 * @param shards the files, all of one kind, at least one, with different names
 * @param imageColumn the column of images in files of rows; empty: the only one
 * @param rules how the labels are written; columns are also fields of JSON objects
 */
public record ShardSource(List<Path> shards, Optional<String> imageColumn, LabelRules rules)
    implements Source {
  /** Throws {@link InvalidParameterException} if two shards have one name. */
  public ShardSource {
    shards = ShardPattern.different(shards);
  }

  @Override
  public List<Path> files() {
    return shards;
  }

  @Override
  public Dataset read(Predicate<String> isImage, Runnable seen, Glance glance) throws IOException {
    return ShardPattern.areTables(shards.get(0))
        ? new TableShards(this, seen, glance).read()
        : new ShardReader(this, isImage, seen, glance, System::nanoTime).read();
  }
}
