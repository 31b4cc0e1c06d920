package io.cutmix.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Use;
import io.cutmix.table.ParquetTable;
import io.cutmix.table.TableRows;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * {@code metadata.parquet}: a row for each image, on request with the image itself, in row groups
 * of a bounded size, of which one at a time is in memory.
 */
final class ParquetLabels implements LabelsWriter {
  private static final long ROW_GROUP_BYTES = 32L << 20;
  private static final String IMAGE_BYTES = ParquetRows.IMAGE + "." + ParquetRows.BYTES;
  private static final JsonMapper JSON = new JsonMapper();

  private final LabelFiles run;
  private final ParquetWriter<JsonNode> writer;

  ParquetLabels(Path file, LabelFiles run) throws IOException {
    this.run = run;
    this.writer =
        new Builder(new LocalOutputFile(file), new ParquetRows(run.output(), run.classes()))
            .withConf(new PlainParquetConfiguration())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withRowGroupSize(ROW_GROUP_BYTES)
            // A hundred rows between two looks at the size would be too many of large images.
            .withMinRowCountForPageSizeCheck(1)
            .withMaxRowCountForPageSizeCheck(1)
            .withDictionaryEncoding(IMAGE_BYTES, false)
            .withStatisticsEnabled(IMAGE_BYTES, false)
            .build();
  }

  @Override
  public void add(byte[] row) throws IOException {
    ObjectNode fields = (ObjectNode) JSON.readTree(row);
    if (run.output().embedImages()) {
      Path image = run.layout().resolve(fields.required(LabelRow.FILE_NAME).textValue());
      fields
          .putObject(ParquetRows.IMAGE)
          .put(ParquetRows.BYTES, Files.readAllBytes(image))
          .put(ParquetRows.PATH, image.getFileName().toString());
    }
    writer.write(fields);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /** Hands on the path of each image that such a file names, as far as it can be read. */
  static void readNames(Path file, Use<String> use) throws IOException {
    List<String> names = new ArrayList<>();
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      TableRows<ObjectNode> rows = ParquetTable.open(channel).rows(List.of(LabelRow.FILE_NAME));
      for (ObjectNode row = rows.next(); row != null; row = rows.next()) {
        names.add(row.path(LabelRow.FILE_NAME).asText());
      }
    } catch (ProblemException | EOFException | RuntimeException e) {
      // It is no such file, or cut off.
    }
    for (String name : names) {
      use.accept(name);
    }
  }

  private static final class Builder extends ParquetWriter.Builder<JsonNode, Builder> {
    private final ParquetRows rows;

    Builder(OutputFile file, ParquetRows rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<JsonNode> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }

    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<JsonNode> getWriteSupport(
        org.apache.hadoop.conf.Configuration configuration) {
      return rows;
    }
  }
}
