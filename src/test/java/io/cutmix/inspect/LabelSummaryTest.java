package io.cutmix.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cutmix.dataset.Labels;
import io.cutmix.inspect.LabelSummary.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSummaryTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  /** Rows of numbers, or of one class each. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Rows(boolean areClassIds, double[]... rows) implements Labels {
    @Override
    public List<String> classes() {
      return NAMES;
    }

    @Override
    public double[] row(int sample) {
      return rows[sample].clone();
    }

    @Override
    public boolean areNumbers() {
      return !areClassIds;
    }

    @Override
    public int classId(int sample) {
      return (int) (rows[sample][1] + 2 * rows[sample][2]);
    }
  }

  private static LabelSummary summary(boolean areClassIds, double[]... rows) {
    return LabelSummary.of(new Rows(areClassIds, rows), rows.length);
  }

  @Test
  void samples_of_each_class_are_counted() {
    LabelSummary summary =
        summary(
            true,
            new double[] {1, 0, 0},
            new double[] {0, 0, 1},
            new double[] {1, 0, 0},
            new double[] {1, 0, 0});

    assertThat(summary.kind()).isEqualTo(Kind.CLASSES);
    assertThat(summary.sums()).containsExactly(3, 0, 1);
    assertThat(summary.imbalance()).isEqualTo(3);
    assertThat(summary.empty()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, SEVERAL_CLASSES",
    "0.5, 0.5, SHARES",
    "0, 1.001, NUMBERS",
    "-0.001, 0, NUMBERS",
    "1, 0.999, SHARES"
  })
  void what_labels_are_follows_from_all_their_numbers(double x, double y, Kind kind) {
    assertThat(summary(false, new double[] {1, 0, 1}, new double[] {x, y, 0}).kind())
        .isEqualTo(kind);
  }

  @Test
  void numbers_have_a_range_and_no_balance() {
    LabelSummary summary =
        summary(false, new double[] {-3, 2, 0}, new double[] {5, 0.25, 0}, new double[] {1, 1, 0});

    assertThat(summary.least()).containsExactly(-3, 0.25, 0);
    assertThat(summary.most()).containsExactly(5, 2, 0);
    assertThat(summary.sums()[1]).isCloseTo(3.25, within(1e-12));
    assertThat(summary.imbalance()).isEqualTo(1);
    assertThat(summary.empty()).isZero();
  }
}
