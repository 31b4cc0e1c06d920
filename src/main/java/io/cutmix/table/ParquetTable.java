package io.cutmix.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.FileMetaData.EncryptionType;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * An open Parquet file: what it says of its columns, and its rows. What is wrong with the file is a
 * {@link ProblemException} without a place. Not thread-safe.
 *
 * @param footer what it says of itself
 * @param sums whether pages are held against their checksums
 */
public record ParquetTable(SeekableByteChannel file, ParquetMetadata footer, boolean sums) {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = Integer.BYTES + MAGIC.length;
  private static final String REMEDY = "get the file again";
  private static final String BYTES = "bytes";

  /**
   * An image in a row.
   *
   * @param bytes null if the row has none
   * @param offset where in the file they lie as they are; negative if they are packed there
   */
  public record EmbeddedImage(@Nullable ByteBuffer bytes, long offset) {}

  /** Reads what a file says of itself. */
  public static ParquetTable open(SeekableByteChannel file) throws IOException {
    byte[] footer = footer(file);
    return reading(
        "its footer",
        () -> {
          ParquetMetadata metadata = metadata(footer);
          if (metadata.getFileMetaData().getEncryptionType() != EncryptionType.UNENCRYPTED) {
            throw encrypted();
          }
          return new ParquetTable(file, metadata, true);
        });
  }

  /** The same, of which changed pages are read too. */
  public ParquetTable withoutSums() {
    return new ParquetTable(file, footer, false);
  }

  private static ParquetMetadata metadata(byte[] footer) {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try {
      return new ParquetMetadataConverter(options)
          .readParquetMetadata(
              new ByteArrayInputStream(footer), ParquetMetadataConverter.NO_FILTER);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] footer(SeekableByteChannel file) throws IOException {
    long size = file.size();
    byte[] first = Storage.read(file, 0, (int) Math.min(size, MAGIC.length));
    if (Arrays.equals(first, ENCRYPTED)) {
      throw encrypted();
    }
    if (!Arrays.equals(first, MAGIC)) {
      throw new ProblemException(
          Problem.of("no Parquet file: it doesn't begin with PAR1").remedy("correct the name"));
    }
    byte[] tail = Storage.read(file, Math.max(0, size - TAIL), (int) Math.min(size, TAIL));
    if (size < MAGIC.length + TAIL
        || !Arrays.equals(tail, TAIL - MAGIC.length, TAIL, MAGIC, 0, MAGIC.length)) {
      throw new ProblemException(
          Problem.of("truncated: it ends at byte %d without the mark of a Parquet file's end", size)
              .remedy(REMEDY));
    }
    int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length <= 0 || length > size - MAGIC.length - TAIL) {
      throw damaged("its footer has %d bytes".formatted(length));
    }
    return Storage.read(file, size - TAIL - length, length);
  }

  private static ProblemException encrypted() {
    return new ProblemException(
        Problem.of("is encrypted, which is not supported").remedy("decrypt it first"));
  }

  private static ProblemException damaged(String how) {
    return new ProblemException(Problem.of("damaged Parquet: %s", how).remedy(REMEDY));
  }

  /** Whatever Parquet's own classes throw on bytes that make no sense is a problem of that part. */
  static <T> T reading(String part, Readers.Reading<T> step) throws IOException {
    try {
      return step.read();
    } catch (ParquetCryptoRuntimeException e) {
      throw encrypted();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw damaged(part + " is unreadable");
    }
  }

  MessageType schema() {
    return footer.getFileMetaData().getSchema();
  }

  /** The columns by their names, but those that pandas adds for itself. */
  public List<String> columns() {
    return schema().getFields().stream()
        .map(Type::getName)
        .filter(name -> !name.startsWith("__index_level_"))
        .toList();
  }

  /** Whether that column holds a number, or true or false. */
  public boolean isNumber(String column) {
    Type type = schema().getType(column);
    return type.isPrimitive()
        && switch (type.asPrimitiveType().getPrimitiveTypeName()) {
          case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> true;
          default -> false;
        };
  }

  /**
   * Whether that column holds images: bytes, or as Hugging Face has them a field of bytes, in which
   * something stands.
   */
  public boolean isImage(String column) {
    Type type = schema().getType(column);
    return type.isPrimitive()
        ? holdsBytes(type)
        : type.asGroupType().containsField(BYTES)
            && holdsBytes(type.asGroupType().getType(BYTES))
            && !isEmpty(ColumnPath.get(column, BYTES));
  }

  private boolean isEmpty(ColumnPath field) {
    return !footer.getBlocks().isEmpty()
        && footer.getBlocks().stream()
            .flatMap(group -> group.getColumns().stream())
            .filter(chunk -> chunk.getPath().equals(field))
            .allMatch(chunk -> chunk.getStatistics().getNumNulls() == chunk.getValueCount());
  }

  private static boolean holdsBytes(Type type) {
    return type.isPrimitive()
        && !type.isRepetition(Type.Repetition.REPEATED)
        && type.getLogicalTypeAnnotation() == null
        && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
  }

  /** What writers have noted in it, by keys. */
  public Map<String, String> notes() {
    return footer.getFileMetaData().getKeyValueMetaData();
  }

  /** The rows, with these columns only. */
  public TableRows<ObjectNode> rows(List<String> columns) {
    MessageType part =
        new MessageType(schema().getName(), columns.stream().map(schema()::getType).toList());
    return new TableRows<>(this, part, pages -> new RowAssembly(part));
  }

  /** The images in a column, row by row. */
  public TableRows<EmbeddedImage> images(String column) {
    Type type = schema().getType(column);
    boolean plain = type.isPrimitive();
    Type part = plain ? type : type.asGroupType().withNewFields(type.asGroupType().getType(BYTES));
    return new TableRows<>(
        this,
        new MessageType(schema().getName(), part),
        pages -> new ImageAssembly(plain ? 1 : 2, pages));
  }
}
