package io.cutmix.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The rows of a Parquet file, one after the other. Not thread-safe. */
public final class TableRows<T> {
  private final ParquetTable table;
  private final MessageType part;
  private final Function<GroupPages, RecordMaterializer<T>> assembly;
  private final Iterator<BlockMetaData> rowGroups;
  private @Nullable RecordReader<T> rows;
  private long left;
  private long row;

  /**
   * For some columns.
   *
   * @param assembly makes rows of the columns of a row group
   */
  TableRows(
      ParquetTable table, MessageType part, Function<GroupPages, RecordMaterializer<T>> assembly) {
    this.table = table;
    this.part = part;
    this.assembly = assembly;
    this.rowGroups =
        table.footer().getBlocks().stream().filter(group -> group.getRowCount() > 0).iterator();
  }

  /** The next one, or null at the end. */
  public @Nullable T next() throws IOException {
    row++;
    return ParquetTable.reading("row " + row, () -> Optional.ofNullable(read())).orElse(null);
  }

  private @Nullable T read() {
    while (left == 0 && rowGroups.hasNext()) {
      open(rowGroups.next());
    }
    if (rows == null || left == 0) {
      return null;
    }
    left--;
    return rows.read();
  }

  private void open(BlockMetaData rowGroup) {
    GroupPages pages = new GroupPages(table, rowGroup, new ArrayList<>());
    left = rowGroup.getRowCount();
    rows =
        new ColumnIOFactory(table.footer().getFileMetaData().getCreatedBy())
            .getColumnIO(part, table.schema())
            .getRecordReader(pages, assembly.apply(pages));
  }

  /** The columns of a row group. */
  record GroupPages(ParquetTable table, BlockMetaData rowGroup, List<ColumnPages> columns)
      implements PageReadStore {
    @Override
    public long getRowCount() {
      return rowGroup.getRowCount();
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
      ColumnChunkMetaData chunk =
          rowGroup.getColumns().stream()
              .filter(known -> Arrays.equals(known.getPath().toArray(), column.getPath()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no column " + column));
      try {
        ColumnPages pages = new ColumnPages(table, chunk);
        columns.add(pages);
        return pages;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Where in the file a value that was just read lies as it is; empty if it is packed. */
    OptionalLong placeOf(ByteBuffer value) {
      return columns.stream().flatMapToLong(pages -> pages.placeOf(value).stream()).findFirst();
    }
  }
}
