package io.cutmix.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetTableTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @ValueSource(strings = {"none-1", "none-2", "snappy-1", "snappy-2", "gzip-1", "zstd-2", "delta"})
  void nested_and_absent_values_stand_in_their_rows(String name)
      throws IOException, URISyntaxException {
    Path path =
        Path.of(
            Objects.requireNonNull(
                    getClass().getResource("/io/cutmix/dataset/parquet/" + name + ".parquet"))
                .toURI());
    try (SeekableByteChannel file = Files.newByteChannel(path)) {
      ParquetTable table = ParquetTable.open(file);
      assertThat(table.columns()).containsExactly("file_name", "label", "size", "note");
      TableRows<ObjectNode> rows = table.rows(table.columns());
      for (int i = 0; i < 100; i++) {
        ObjectNode expected = JSON.createObjectNode();
        expected.put("file_name", "%s/%03d.jpg".formatted(i % 2 == 0 ? "a" : "b", i));
        expected.put("label", i % 3 == 0 ? "cat" : "dog");
        expected.putObject("size").put("w", (long) i);
        if (i % 4 == 0) {
          expected.withObject("/size").put("h", 7L);
        }
        if (i % 3 == 0) {
          expected.put("note", "x".repeat(i % 5));
        }
        assertThat(rows.next()).as("row %d", i).isEqualTo(expected);
      }
      assertThat(rows.next()).isNull();
    }
  }
}
