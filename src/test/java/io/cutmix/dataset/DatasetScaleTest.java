package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("long")
class DatasetScaleTest {
  private static final int ROWS = 1_000_000;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          labels.csv   | train/n%05d/picture-%07d.jpg,n%05d
          labels.jsonl | {"file": "train/n%05d/picture-%07d.jpg", "label": "n%05d"}
          """)
  void a_million_rows_are_read_quickly_and_kept_small(String file, String row, @TempDir Path folder)
      throws IOException {
    LabeledFiles input = new LabeledFiles(folder).with().labelledBy(file);
    write(input.labels(), row);
    LabelFileSource source = Sources.missingAllowed(input.source());
    long before = usedBytes();
    long start = System.nanoTime();
    Dataset dataset = source.read(LabeledFiles.IS_IMAGE);
    double seconds = (System.nanoTime() - start) / 1e9;
    double bytes = (usedBytes() - before) / (double) dataset.size();
    System.out.printf("%,.0f rows/s, %.0f bytes a sample%n", ROWS / seconds, bytes);

    assertThat(dataset.size()).isEqualTo(ROWS);
    assertThat(dataset.name(ROWS - 1)).isEqualTo("train/n00999/picture-0999999.jpg");
    assertThat(dataset.labels().classes()).hasSize(1_000);
    assertThat(bytes).isLessThan(200);
    assertThat(ROWS / seconds).isGreaterThan(20_000);
  }

  private static void write(Path file, String row) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < ROWS; i++) {
        // A prime step visits every number once, so that there is something to sort.
        long k = i * 999_983L % ROWS;
        out.write(row.formatted(k / 1_000, k, k / 1_000) + "\n");
      }
    }
  }

  @SuppressWarnings("SystemGC")
  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
