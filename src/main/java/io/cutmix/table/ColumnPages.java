package io.cutmix.table;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Strides;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column in one row group, of which one at a time is in memory: a file may be a
 * single row group of any size. Not thread-safe.
 */
final class ColumnPages implements PageReader {
  /** Of a page; writers end it at about 1 MB, or after one value. */
  private static final long LARGEST = Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 4);

  private final Strides file;
  private final boolean sums;
  private final ColumnChunkMetaData column;
  private final Unpacking unpacking;
  private final Statistics<?> none;
  private final Content dictionary = new Content();
  private final Content page = new Content();
  private long position;
  private long valuesLeft;
  private @Nullable PageHeader ahead;

  /** Bytes that were read, and where in the file, unless they were packed there. */
  private static final class Content {
    private byte[] bytes = {};
    private long offset = -1;

    OptionalLong placeOf(ByteBuffer part) {
      return offset >= 0 && part.hasArray() && part.array() == bytes
          ? OptionalLong.of(offset + part.arrayOffset() + part.position())
          : OptionalLong.empty();
    }
  }

  ColumnPages(ParquetTable table, ColumnChunkMetaData column) throws IOException {
    this.file = new Strides(table.file(), table.file().size(), System::nanoTime);
    this.sums = table.sums();
    this.column = column;
    this.unpacking = Unpacking.of(column.getCodec());
    this.none = Statistics.getBuilderForReading(column.getPrimitiveType()).build();
    this.position = column.getStartingPos();
    this.valuesLeft = column.getValueCount();
  }

  @Override
  public long getTotalValueCount() {
    return column.getValueCount();
  }

  /** Where in the file a value of the current page lies as it is; empty if it is packed. */
  OptionalLong placeOf(ByteBuffer value) {
    OptionalLong place = page.placeOf(value);
    return place.isPresent() ? place : dictionary.placeOf(value);
  }

  @Override
  public @Nullable DictionaryPage readDictionaryPage() {
    PageHeader header = header();
    if (!header.isSetDictionary_page_header()) {
      ahead = header;
      return null;
    }
    DictionaryPageHeader values = header.getDictionary_page_header();
    return new DictionaryPage(
        content(header, new byte[0], true, dictionary),
        values.getNum_values(),
        encoding(values.getEncoding()));
  }

  @Override
  public @Nullable DataPage readPage() {
    if (valuesLeft <= 0) {
      return null;
    }
    PageHeader header = header();
    while (!header.isSetData_page_header() && !header.isSetData_page_header_v2()) {
      read(header.getCompressed_page_size());
      header = header();
    }
    DataPage read =
        header.isSetData_page_header()
            ? first(header, header.getData_page_header())
            : second(header, header.getData_page_header_v2());
    valuesLeft -= read.getValueCount();
    return read;
  }

  private DataPage first(PageHeader header, DataPageHeader values) {
    return new DataPageV1(
        content(header, new byte[0], true, page),
        values.getNum_values(),
        header.getUncompressed_page_size(),
        none,
        encoding(values.getRepetition_level_encoding()),
        encoding(values.getDefinition_level_encoding()),
        encoding(values.getEncoding()));
  }

  private DataPage second(PageHeader header, DataPageHeaderV2 values) {
    int repetition = values.getRepetition_levels_byte_length();
    int definition = values.getDefinition_levels_byte_length();
    byte[] levels = read(Math.addExact(repetition, definition));
    return DataPageV2.uncompressed(
        values.getNum_rows(),
        values.getNum_nulls(),
        values.getNum_values(),
        BytesInput.from(levels, 0, repetition),
        BytesInput.from(levels, repetition, definition),
        encoding(values.getEncoding()),
        content(header, levels, values.isIs_compressed(), page),
        none);
  }

  /** What a header announces, without the levels that were read before. */
  private BytesInput content(PageHeader header, byte[] levels, boolean packed, Content content) {
    int size = checked(header.getUncompressed_page_size() - levels.length);
    long offset = position;
    byte[] bytes = read(header.getCompressed_page_size() - levels.length);
    CRC32 sum = new CRC32();
    sum.update(levels);
    sum.update(bytes);
    if (sums && header.isSetCrc() && header.getCrc() != (int) sum.getValue()) {
      throw new IllegalArgumentException("a page was changed");
    }
    // A page of nothing but nulls isn't even an empty packed one.
    content.bytes = packed && bytes.length > 0 ? unpacking.unpack(bytes, size) : bytes;
    content.offset = content.bytes == bytes ? offset : -1;
    return BytesInput.from(content.bytes);
  }

  private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
    return Encoding.valueOf(encoding.name());
  }

  private PageHeader header() {
    PageHeader known = ahead;
    ahead = null;
    try {
      return known == null ? Util.readPageHeader(new Bytes()) : known;
    } catch (IOException e) {
      throw new IllegalArgumentException("no page begins at byte " + position, e);
    }
  }

  private byte[] read(int count) {
    if (checked(count) > file.size() - position) {
      throw new IllegalArgumentException("a page continues behind its end");
    }
    try {
      byte[] bytes = file.read(position, count);
      position += count;
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int checked(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("a page of %d bytes".formatted(size));
    }
    if (size > LARGEST) {
      throw new UncheckedIOException(
          new ProblemException(
              Problem.of("a page of %,d bytes takes more memory than there is", size)
                  .remedy("write smaller pages, or give more with CUTMIX_JAVA_OPTS=-Xmx4g")));
    }
    return size;
  }

  /** The bytes from here on, for headers, whose size nothing says. */
  private final class Bytes extends InputStream {
    @Override
    public int read() throws IOException {
      return position < file.size() ? file.read(position++, 1)[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int count = (int) Math.min(length, file.size() - position);
      System.arraycopy(file.read(position, count), 0, to, offset, count);
      position += count;
      return count > 0 ? count : -1;
    }
  }
}
