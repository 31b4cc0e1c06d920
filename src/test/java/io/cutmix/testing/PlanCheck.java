package io.cutmix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks who met whom in a run without failures, by the rows of its {@code labels.json} alone.
 *
 * @param samples how many there are
 * @param batchSize as given
 * @param copies as given
 */
public record PlanCheck(int samples, int batchSize, int copies) {

  public void check(Path out, List<String> names) throws IOException {
    List<JsonNode> rows = Oracle.rows(out);
    assertThat(rows).hasSize(samples * copies);
    for (int copy = 0; copy < copies; copy++) {
      List<JsonNode> ofCopy = rows.subList(copy * samples, (copy + 1) * samples);
      assertThat(texts(ofCopy, "source")).containsExactlyInAnyOrderElementsOf(names);
      int from = 0;
      for (int size : sizes()) {
        int batch = ofCopy.get(from).get("batch").asInt();
        List<JsonNode> members = ofCopy.subList(from, from + size);
        checkBatch(members, copy, batch, copy * samples + from);
        from += size;
      }
    }
  }

  private static void checkBatch(List<JsonNode> members, int copy, int batch, int firstFile) {
    assertThat(texts(members, "source")).containsAll(texts(members, "partner"));
    assertThat(texts(members.stream().filter(PlanCheck::isMixed).toList(), "partner"))
        .doesNotHaveDuplicates();
    for (int i = 0; i < members.size(); i++) {
      JsonNode row = members.get(i);
      assertThat(row.get("copy").asInt()).isEqualTo(copy);
      assertThat(row.get("batch").asInt()).isEqualTo(batch);
      assertThat(row.get("file_name").asText()).startsWith("images/%06d.".formatted(firstFile + i));
    }
  }

  private static boolean isMixed(JsonNode row) {
    boolean mixed = !row.get("source").equals(row.get("partner"));
    assertThat(row.get("lam").asDouble() < 1).isEqualTo(mixed);
    return mixed;
  }

  /** A lone last sample goes to the batch before it. */
  private List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    int left = samples;
    while (left > 0) {
      int size = left <= batchSize || left == batchSize + 1 ? left : batchSize;
      sizes.add(size);
      left -= size;
    }
    return sizes;
  }

  public static List<String> texts(List<JsonNode> rows, String field) {
    return rows.stream().map(row -> row.get(field).asText()).toList();
  }
}
