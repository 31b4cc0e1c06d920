package io.cutmix.dataset.tar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.JsonText;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.ShardPattern;
import io.cutmix.dataset.ShardSource;
import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.dataset.labelfile.JsonFields;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Strides;
import io.cutmix.table.MdsShard;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** The column of images, and behind it those of labels, which are known after the first row. */
  List<String> columns();

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

  /** The samples of a shard of MosaicML Streaming. */
  static final class MdsInput implements ImageRows {
    private static final Set<String> OF_IMAGES = Set.of("jpeg", "png", "bytes");

    private final ShardSource source;
    private final Place place;
    private final Strides file;
    private final MdsShard shard;
    private final String column;
    private @Nullable JsonFields fields;
    private int next;

    MdsInput(Path path, SeekableByteChannel channel, ShardSource source) throws IOException {
      if (!path.toString().endsWith(".mds")) {
        throw new ProblemException(
            Problem.of("a compressed shard is not supported").remedy("unpack it, as with zstd -d"));
      }
      this.source = source;
      this.place = Place.of(path);
      this.file = new Strides(channel, channel.size(), System::nanoTime);
      this.shard = reading(() -> MdsShard.open(file.size(), file::read, JsonText::value));
      this.column = ImageRows.chosen(source, imageColumns());
    }

    private List<String> imageColumns() throws ProblemException {
      List<String> columns =
          IntStream.range(0, shard.columns())
              .filter(i -> OF_IMAGES.contains(shard.encoding(i)))
              .mapToObj(shard::name)
              .toList();
      if (columns.isEmpty()) {
        String encodings =
            IntStream.range(0, shard.columns())
                .mapToObj(shard::encoding)
                .collect(Collectors.joining(", "));
        throw new ProblemException(
            Problem.of("no column holds images as jpeg, png or bytes (encodings: %s)", encodings)
                .remedy("write them in one of these encodings"));
      }
      return columns;
    }

    private static <T> T reading(Readers.Reading<T> step) throws IOException {
      try {
        return step.read();
      } catch (EOFException | JsonProcessingException | IllegalArgumentException e) {
        throw new ProblemException(
            Problem.of("truncated, damaged, or no shard of MosaicML Streaming (MDS, version 2)")
                .remedy("get the file again"),
            e);
      }
    }

    @Override
    public List<String> columns() {
      Stream<String> labels = fields == null ? Stream.of() : fields.labels().stream();
      return Stream.concat(Stream.of(column), labels).toList();
    }

    @Override
    public ClassList classes() {
      return source.rules().classes();
    }

    @Override
    public @Nullable ImageRow next(Problems.At at) throws IOException {
      return next == shard.samples() ? null : reading(() -> row(next++, at));
    }

    private ImageRow row(int sample, Problems.At at) throws IOException {
      long[] values = shard.values(sample, file::read);
      ObjectNode labels = JsonNodeFactory.instance.objectNode();
      long image = 0;
      int size = -1;
      for (int i = 0; i < values.length - 1; i++) {
        String name = shard.name(i);
        if (name.equals(column)) {
          image = values[i];
          size = (int) (values[i + 1] - image);
        } else if (fields == null || fields.reads(name)) {
          labels.set(name, shard.value(i, values, file::read));
        }
      }
      JsonFields known = fields;
      if (known == null) {
        known = JsonFields.ofLabels(place, source.rules(), labels);
        fields = known;
      }
      for (int i = 0; i < values.length - 1; i++) {
        String name = shard.name(i);
        if (labels.path(name).isMissingNode() && known.labels().contains(name)) {
          throw new ProblemException(
              Problem.of("labels as %s are not supported", shard.encoding(i))
                  .remedy("write \"%s\" as int, str or ndarray:float32:N".formatted(name)));
        }
      }
      return new ImageRow(known.label(labels, at), image, size);
    }
  }
}
