package io.cutmix.dataset;

import io.cutmix.dataset.tar.TableShards;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Images and labels in rows of files: Parquet as Hugging Face has it, with the bytes in a column or
 * in the field {@code bytes} of one; shards of MosaicML Streaming; arrays as this tool writes them,
 * {@code images-00000.npy} beside {@code labels-00000.npy}. A sample is called by its file's name
 * and its row's number, counted from 0: {@code train-00000-of-00002.parquet/000017}.
 *
 * @param files at least one, with different names
 * @param imageColumn the column of images; empty: the only one
 * @param rules how the labels are written
 */
public record TableSource(List<Path> files, Optional<String> imageColumn, LabelRules rules)
    implements Source {

  /** Throws {@link InvalidParameterException} if two files have one name. */
  public TableSource {
    files = ShardPattern.different(files);
  }

  @Override
  public Dataset read(Predicate<String> isImage, Runnable seen, Glance glance) throws IOException {
    return new TableShards(this, seen, glance).read();
  }
}
