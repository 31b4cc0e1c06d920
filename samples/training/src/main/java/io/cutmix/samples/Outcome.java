package io.cutmix.samples;

import java.util.Locale;

/**
 * What came of one training.
 *
 * @param way how the pictures came to the network
 * @param seed of the network, the order and the boxes
 * @param scores on the test pictures
 * @param firstLoss mean training loss of the first epoch
 * @param lastLoss mean training loss of the last epoch
 * @param seconds that the training took
 * @param mixing share of this time that the pre-processor took
 */
record Outcome(
    Way way,
    long seed,
    Scores scores,
    double firstLoss,
    double lastLoss,
    double seconds,
    double mixing) {

  /** Reads what {@link #toString} wrote. */
  static Outcome parse(String line) {
    String[] cells = line.split(",", -1);
    double[] numbers = new double[cells.length];
    for (int i = 2; i < cells.length; i++) {
      numbers[i] = Double.parseDouble(cells[i]);
    }
    return new Outcome(
        Way.valueOf(cells[0]),
        Long.parseLong(cells[1]),
        new Scores(numbers[2], numbers[3], numbers[4]),
        numbers[5],
        numbers[6],
        numbers[7],
        numbers[8]);
  }

  /** Its numbers with commas between them. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s,%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f,%.4f",
        way,
        seed,
        scores.accuracy(),
        scores.loss(),
        scores.ece(),
        firstLoss,
        lastLoss,
        seconds,
        mixing);
  }
}
