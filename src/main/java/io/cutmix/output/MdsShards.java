package io.cutmix.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cutmix.dataset.InputDigest;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.LabelNumbers;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.output.Sink.MixedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongToIntFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shards as MosaicML Streaming has them (MDS, version 2), byte for byte as its {@code MDSWriter}
 * writes them: how many samples there are, where each begins and the last ends, the columns as
 * JSON, and the samples. Of these each has the lengths of its values that aren't always the same,
 * then its values by the order of their names. Numbers are little-endian. Immutable and
 * thread-safe.
 */
final class MdsShards implements ShardSink.Format {
  /** Places in a shard are unsigned numbers of 32 bits. */
  private static final long MOST_BYTES = (1L << Integer.SIZE) - 1;

  private static final String JPEG = ".jpg";

  private final OutputSpec output;
  private final ImageCodec codec;
  private final int classes;
  private final LongToIntFunction images;
  private final int[] varying;

  /**
   * For a run.
   *
   * @param images most that a unit has
   */
  MdsShards(OutputSpec output, ImageCodec codec, int classes, LongToIntFunction images) {
    this.output = output;
    this.codec = codec;
    this.classes = classes;
    this.images = images;
    List<Column> columns = columns(true);
    this.varying =
        IntStream.range(0, columns.size()).filter(i -> columns.get(i).size().isEmpty()).toArray();
  }

  /**
   * A value that each sample has.
   *
   * @param size in bytes; empty if it isn't always the same
   */
  private record Column(String name, String encoding, Optional<Integer> size) {
    static Column of(String name, String encoding, int size) {
      return new Column(name, encoding, Optional.of(size));
    }

    static Column of(String name, String encoding) {
      return new Column(name, encoding, Optional.empty());
    }
  }

  private boolean isSparse() {
    return output.labelEncoding() == LabelEncoding.SPARSE;
  }

  /** Pillow opens an image of any format by either encoding. */
  private List<Column> columns(boolean areJpegs) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("batch", "int", Long.BYTES));
    columns.add(Column.of("bbox", "ndarray:int32:4", 4 * Integer.BYTES));
    columns.add(Column.of("copy", "int", Long.BYTES));
    columns.add(Column.of(LabelRow.FILE_NAME, "str"));
    columns.add(Column.of("image", areJpegs ? "jpeg" : "png"));
    if (isSparse()) {
      columns.add(Column.of(LabelRow.LABEL_IDS, "ndarray:int64"));
      columns.add(Column.of(LabelRow.LABEL_WEIGHTS, "ndarray:float32"));
    }
    columns.add(Column.of("lam", "float64", Double.BYTES));
    columns.add(Column.of("partner", "str"));
    if (!isSparse()) {
      String array = "ndarray:float32:" + classes;
      columns.add(Column.of(LabelRow.SOFT_LABEL, array, classes * Float.BYTES));
    }
    columns.add(Column.of("source", "str"));
    return columns;
  }

  @Override
  public byte[] encode(MixedImage image) throws IOException {
    return image.encode(codec);
  }

  @Override
  public byte[][] sample(LabelRow row, byte[] image) throws ProblemException {
    LabelNumbers floats = row.label().inFloats();
    if (Arrays.stream(floats.values()).anyMatch(Double::isInfinite)) {
      throw new ProblemException(
          Problem.of(
                  "the label of %s has larger numbers than the 32 bits of mds hold", row.fileName())
              .remedy("scale the labels, or choose another --output-format"));
    }
    List<byte[]> values = new ArrayList<>();
    values.add(integer(row.batch()));
    values.add(numbers(row.bbox().x1(), row.bbox().y1(), row.bbox().x2(), row.bbox().y2()));
    values.add(integer(row.copy()));
    values.add(row.fileName().getBytes(UTF_8));
    values.add(image);
    if (isSparse()) {
      LabelNumbers label = floats.withoutZeros();
      int[] ids = label.ids();
      values.add(array(ids.length, Long.BYTES, (to, i) -> to.putLong(ids[i])));
      values.add(array(ids.length, Float.BYTES, (to, i) -> to.putFloat((float) label.values()[i])));
    }
    values.add(integer(Double.doubleToRawLongBits(row.lam())));
    values.add(row.partner().getBytes(UTF_8));
    if (!isSparse()) {
      double[] label = floats.all();
      byte[] numbers = new byte[label.length * Float.BYTES];
      ByteBuffer to = little(numbers);
      Arrays.stream(label).forEach(number -> to.putFloat((float) number));
      values.add(numbers);
    }
    values.add(row.source().getBytes(UTF_8));
    values.add(0, numbers(Arrays.stream(varying).map(i -> values.get(i).length).toArray()));
    return values.toArray(byte[][]::new);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] integer(long number) {
    byte[] bytes = new byte[Long.BYTES];
    little(bytes).putLong(number);
    return bytes;
  }

  private static byte[] numbers(int... numbers) {
    byte[] bytes = new byte[numbers.length * Integer.BYTES];
    little(bytes).asIntBuffer().put(numbers);
    return bytes;
  }

  /** One whose length it says itself: that it has one axis, and how long this is. */
  private static byte[] array(int length, int elementBytes, ObjIntConsumer<ByteBuffer> element) {
    int axes = 1 << 2;
    byte[] bytes = new byte[1 + Integer.BYTES + length * elementBytes];
    ByteBuffer array = little(bytes);
    if (length < 1 << Byte.SIZE) {
      array.put((byte) axes).put((byte) length);
    } else if (length < 1 << Short.SIZE) {
      array.put((byte) (axes | 1)).putShort((short) length);
    } else {
      array.put((byte) (axes | 2)).putInt(length);
    }
    for (int i = 0; i < length; i++) {
      element.accept(array, i);
    }
    return Arrays.copyOf(bytes, array.position());
  }

  @Override
  public List<String> files(long unit, int part) {
    boolean isSplit = output.shardBytes().isPresent() || part > 0;
    String number = isSplit ? "%05d-%03d".formatted(unit, part) : "%05d".formatted(unit);
    return List.of("shard." + number + ".mds");
  }

  @Override
  public long mostBytes() {
    return Math.min(output.shardBytes().orElse(MOST_BYTES), MOST_BYTES);
  }

  @Override
  public ShardSink.Shard open(List<Path> files, long unit) throws IOException {
    return new Samples(files.get(0), images.applyAsInt(unit));
  }

  /** A shard. Room is left for its header, which says how many samples there are. */
  private final class Samples implements ShardSink.Shard {
    private final Path path;
    private final int most;
    private final FileChannel file;
    private final OutputStream to;
    private final List<Long> ends = new ArrayList<>(List.of(0L));
    private boolean areJpegs = true;
    private byte[] config = config();
    private int room;

    Samples(Path path, int most) throws IOException {
      this.path = path;
      this.most = most;
      this.file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      this.to = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
    }

    private long end() {
      return ends.get(ends.size() - 1);
    }

    private static long length(byte[]... sample) {
      return Arrays.stream(sample).mapToLong(value -> value.length).sum();
    }

    private int headerBytes(int samples) {
      return (samples + 2) * Integer.BYTES + config.length;
    }

    @Override
    public long bytesWith(byte[]... sample) {
      return headerBytes(ends.size()) + end() + length(sample);
    }

    @Override
    public void add(String image, byte[]... sample) throws IOException {
      if (areJpegs && !image.endsWith(JPEG)) {
        areJpegs = false;
        config = config();
      }
      if (ends.size() == 1) {
        room = headerBytes(most);
        file.position(room);
      }
      for (byte[] value : sample) {
        to.write(value);
      }
      ends.add(end() + length(sample));
    }

    @Override
    public Optional<String> end(String name) throws IOException {
      to.flush();
      ByteBuffer header = little(new byte[headerBytes(ends.size() - 1)]);
      header.putInt(ends.size() - 1);
      ends.forEach(end -> header.putInt((int) (header.capacity() + end)));
      header.put(config).flip();
      moveSamples(header.capacity());
      write(header, 0);
      String raw =
          "\"raw_data\": {\"basename\": \"%s\", \"bytes\": %d, \"hashes\": {\"sha256\": \"%s\"}}"
              .formatted(name, file.size(), InputDigest.sha256Of(path));
      return Optional.of(
          "{%s, %s, \"samples\": %d, \"size_limit\": %s, \"version\": 2, \"zip_data\": null}"
              .formatted(columnsJson(), raw, ends.size() - 1, limit()));
    }

    /** To the end of the header, if that takes less than the room that was left for it. */
    private void moveSamples(int to) throws IOException {
      ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
      long size = file.size();
      for (long from = room; room > to && from < size; from += chunk.limit()) {
        file.read(chunk.clear(), from);
        write(chunk.flip(), from - room + to);
      }
      file.truncate(size - room + to);
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
      while (bytes.hasRemaining()) {
        file.write(bytes, at + bytes.position());
      }
    }

    private byte[] config() {
      return "{%s, \"size_limit\": %s, \"version\": 2}"
          .formatted(columnsJson(), limit())
          .getBytes(UTF_8);
    }

    private String limit() {
      return output.shardBytes().map(String::valueOf).orElse("null");
    }

    private String columnsJson() {
      List<Column> columns = columns(areJpegs);
      return ("\"column_encodings\": [%s], \"column_names\": [%s], \"column_sizes\": [%s],"
              + " \"compression\": null, \"format\": \"mds\", \"hashes\": [\"sha256\"]")
          .formatted(
              joined(columns, column -> '"' + column.encoding() + '"'),
              joined(columns, column -> '"' + column.name() + '"'),
              joined(columns, column -> column.size().map(String::valueOf).orElse("null")));
    }

    private static String joined(List<Column> columns, Function<Column, String> text) {
      return columns.stream().map(text).collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
