package io.cutmix.job;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The numbers of a label, one for each class. Where there are many classes and few of the numbers
 * aren't zero, only these are kept: there may be 20,000 for each image.
 *
 * @param length how many classes there are
 * @param ids where the kept ones are, in ascending order; empty if all are kept
 * @param values those that are kept
 */
// Written, never compared; a list would box a number for each class.
@SuppressWarnings("ArrayRecordComponent")
public record LabelNumbers(int length, int[] ids, double[] values) {
  private static final int MANY = 16;

  /** Of one number for each class, which must not change. */
  public static LabelNumbers of(double[] numbers) {
    int[] ids = numbers.length < MANY ? new int[0] : ids(numbers);
    boolean areFew = ids.length > 0 && ids.length < numbers.length / 4;
    return areFew
        ? new LabelNumbers(
            numbers.length, ids, Arrays.stream(ids).mapToDouble(id -> numbers[id]).toArray())
        : new LabelNumbers(numbers.length, new int[0], numbers);
  }

  /** Of all that aren't zero; a negative zero isn't. */
  private static int[] ids(double[] numbers) {
    int[] ids = new int[2]; // as most labels have; a stream would take longer than all else
    int count = 0;
    for (int id = 0; id < numbers.length; id++) {
      if (Double.doubleToRawLongBits(numbers[id]) != 0) {
        ids = count < ids.length ? ids : Arrays.copyOf(ids, 2 * count);
        ids[count++] = id;
      }
    }
    return Arrays.copyOf(ids, count);
  }

  /** One number for each class; not to be changed. */
  public double[] all() {
    if (ids.length == 0) {
      return values;
    }
    double[] numbers = new double[length];
    for (int i = 0; i < ids.length; i++) {
      numbers[ids[i]] = values[i];
    }
    return numbers;
  }

  /** As floats say them: what is smaller than any becomes zero. */
  public LabelNumbers inFloats() {
    return new LabelNumbers(
        length, ids, Arrays.stream(values).map(value -> (float) value).toArray());
  }

  /** The same, with the ids of all that aren't zero, and no others. */
  public LabelNumbers withoutZeros() {
    int[] all = ids.length == 0 ? IntStream.range(0, length).toArray() : ids;
    int[] kept = IntStream.range(0, all.length).filter(i -> values[i] != 0).toArray();
    return new LabelNumbers(
        length,
        Arrays.stream(kept).map(i -> all[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> values[i]).toArray());
  }
}
