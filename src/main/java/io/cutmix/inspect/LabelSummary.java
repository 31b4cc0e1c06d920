package io.cutmix.inspect;

import io.cutmix.dataset.Labels;
import java.util.Arrays;
import java.util.List;

/**
 * What the samples of a data set are labelled with.
 *
 * @param kind what the labels are
 * @param names of the classes or columns
 * @param sums for each of them, of the numbers of all samples: with one class each how many have it
 * @param least the smallest number of each
 * @param most the largest number of each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LabelSummary(
    Kind kind, List<String> names, double[] sums, double[] least, double[] most) {

  /** What labels are. */
  public enum Kind {
    /** One class for each sample. */
    CLASSES,
    /** Several classes for some, each wholly or not at all. */
    SEVERAL_CLASSES,
    /** Shares of classes. */
    SHARES,
    /** Any numbers. */
    NUMBERS
  }

  static LabelSummary of(Labels labels, int samples) {
    int columns = labels.classes().size();
    double[] sums = new double[columns];
    double[] least = new double[columns];
    double[] most = new double[columns];
    if (labels.areClassIds()) {
      for (int i = 0; i < samples; i++) {
        sums[labels.classId(i)]++;
      }
      return new LabelSummary(Kind.CLASSES, labels.classes(), sums, least, most);
    }
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    boolean ones = true;
    for (int i = 0; i < samples; i++) {
      double[] row = labels.row(i);
      for (int k = 0; k < columns; k++) {
        sums[k] += row[k];
        least[k] = Math.min(least[k], row[k]);
        most[k] = Math.max(most[k], row[k]);
        ones &= row[k] == 0 || row[k] == 1;
      }
    }
    return new LabelSummary(kind(ones, least, most), labels.classes(), sums, least, most);
  }

  private static Kind kind(boolean ones, double[] least, double[] most) {
    if (ones) {
      return Kind.SEVERAL_CLASSES;
    }
    boolean shares =
        Arrays.stream(least).allMatch(value -> value >= 0)
            && Arrays.stream(most).allMatch(value -> value <= 1);
    return shares ? Kind.SHARES : Kind.NUMBERS;
  }

  /**
   * The largest class as a multiple of the smallest that has any samples; 1 if labels are no
   * classes.
   */
  public double imbalance() {
    double[] there = Arrays.stream(sums).filter(sum -> sum > 0).sorted().toArray();
    return kind == Kind.NUMBERS || there.length == 0 ? 1 : there[there.length - 1] / there[0];
  }

  /** The classes that no sample has. */
  public long empty() {
    return kind == Kind.NUMBERS ? 0 : Arrays.stream(sums).filter(sum -> sum == 0).count();
  }
}
