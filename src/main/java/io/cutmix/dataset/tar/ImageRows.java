package io.cutmix.dataset.tar;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.ShardPattern;
import io.cutmix.dataset.ShardSource;
import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of an open file, each an image and its label. Not thread-safe. */
interface ImageRows extends Closeable {
  /**
   * A row.
   *
   * @param label null if that is a problem
   * @param offset where in the file the image lies as it is; negative if it is packed there
   * @param size of the image in bytes; negative if the row has none
   * @param beginning the first bytes of the image, where they were passed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record ImageRow(@Nullable LabelValue label, long offset, int size, byte[] beginning) {
    ImageRow(@Nullable LabelValue label, long offset, int size) {
      this(label, offset, size, new byte[0]);
    }
  }

  /** Of that file, by its name's ending. */
  static ImageRows open(Path file, SeekableByteChannel channel, ShardSource source)
      throws IOException {
    if (ShardPattern.areMds(file)) {
      return new MdsInput(file, channel, source);
    }
    return ShardPattern.areArrays(file)
        ? new NpyInput(file, channel, source)
        : ParquetInput.open(file, channel, source);
  }

  /** The column of images. */
  String column();

  /** Which classes there may be. */
  ClassList classes() throws IOException;

  /** The next one, or null at the end. */
  @Nullable ImageRow next(Problems.At at) throws IOException;

  @Override
  default void close() throws IOException {}

  /** The one of these columns of images that is meant. */
  static String chosen(ShardSource source, List<String> columns) throws ProblemException {
    List<String> chosen =
        columns.stream().filter(name -> source.imageColumn().orElse(name).equals(name)).toList();
    if (chosen.size() != 1) {
      String what =
          chosen.isEmpty()
              ? "no column of images has that name"
              : "can't tell which column is the image";
      throw new ProblemException(
          Problem.of(what)
              .remedy("choose with --image-column from " + KnownClasses.shown(columns)));
    }
    return chosen.get(0);
  }
}
