package io.cutmix.table;

import io.cutmix.table.ParquetTable.EmbeddedImage;
import io.cutmix.table.TableRows.GroupPages;
import java.nio.ByteBuffer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;

/** Makes images of a column of bytes. */
final class ImageAssembly extends RecordMaterializer<EmbeddedImage> {
  private static final EmbeddedImage NONE = new EmbeddedImage(null, -1);

  private final GroupConverter row;
  private EmbeddedImage image = NONE;

  /**
   * For a column of a row group.
   *
   * @param depth 1 if the column itself holds bytes, 2 if a field in it does
   */
  ImageAssembly(int depth, GroupPages pages) {
    PrimitiveConverter bytes =
        new PrimitiveConverter() {
          @Override
          public void addBinary(Binary value) {
            ByteBuffer content = value.toByteBuffer();
            image = new EmbeddedImage(content, pages.placeOf(content).orElse(-1));
          }
        };
    this.row = new Around(depth == 1 ? bytes : new Around(bytes));
  }

  @Override
  public EmbeddedImage getCurrentRecord() {
    EmbeddedImage read = image;
    image = NONE;
    return read;
  }

  @Override
  public GroupConverter getRootConverter() {
    return row;
  }

  /** A group of one field. */
  private static final class Around extends GroupConverter {
    private final Converter field;

    Around(Converter field) {
      this.field = field;
    }

    @Override
    public Converter getConverter(int index) {
      return field;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
