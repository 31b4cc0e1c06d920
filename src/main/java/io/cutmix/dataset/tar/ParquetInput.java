package io.cutmix.dataset.tar;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.ShardSource;
import io.cutmix.dataset.Source.Glance;
import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.dataset.labelfile.ParquetObjects;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.table.ParquetTable;
import io.cutmix.table.ParquetTable.EmbeddedImage;
import io.cutmix.table.TableRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a Parquet file. */
record ParquetInput(List<String> columns, ParquetObjects rows, TableRows<EmbeddedImage> images)
    implements ImageRows {

  static ParquetInput open(Path file, SeekableByteChannel channel, ShardSource source)
      throws IOException {
    ParquetTable table = ParquetTable.open(channel);
    List<String> columns = table.columns().stream().filter(table::isImage).toList();
    if (columns.isEmpty()) {
      throw new ProblemException(
          Problem.of("no column holds images (%s)", KnownClasses.shown(table.columns()))
              .remedy("give the file to --labels, and the folder of its images to --images"));
    }
    String column = ImageRows.chosen(source, columns);
    ParquetObjects rows = ParquetObjects.ofLabels(file, table, source.rules());
    List<String> read = Stream.concat(Stream.of(column), rows.labels().stream()).toList();
    return new ParquetInput(read, rows, table.images(column));
  }

  @Override
  public ClassList classes() throws ProblemException {
    return rows.classList();
  }

  @Override
  public @Nullable ImageRow next(Problems.At at) throws IOException {
    EmbeddedImage image = images.next();
    if (image == null) {
      return null;
    }
    LabelValue label = rows.label(at);
    ByteBuffer bytes = image.bytes();
    if (bytes == null) {
      return new ImageRow(label, 0, -1);
    }
    byte[] beginning = new byte[Math.min(bytes.remaining(), Glance.ENOUGH)];
    bytes.get(bytes.position(), beginning);
    return new ImageRow(label, image.offset(), bytes.remaining(), beginning);
  }

  /** Unpacks a column of images, one behind the other. */
  static FileChannel unpack(SeekableByteChannel file, String column) throws IOException {
    return UnpackedFile.of(
        "free some space, or name another folder with CUTMIX_JAVA_OPTS=-Djava.io.tmpdir=DIR",
        to -> {
          TableRows<EmbeddedImage> images = ParquetTable.open(file).images(column);
          for (EmbeddedImage image = images.next(); image != null; image = images.next()) {
            if (image.bytes() != null) {
              to.write(image.bytes());
            }
          }
        });
  }
}
