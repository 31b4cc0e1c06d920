package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageShape;
import java.util.List;

/** Whether a row says what its sources and its box say. Not thread-safe. */
final class RowCheck {
  /** Of numbers that are computed by the same few sums and products. */
  private static final double TOLERANCE = 1e-12;

  private final RecordedOptions options;
  private final Dataset dataset;
  private final Sizes sizes;
  private final Batches batches;
  private final Naming naming;
  private final Differences differences;

  RowCheck(
      RecordedOptions options,
      Dataset dataset,
      Sizes sizes,
      Batches batches,
      Naming naming,
      Differences differences) {
    this.options = options;
    this.dataset = dataset;
    this.sizes = sizes;
    this.batches = batches;
    this.naming = naming;
    this.differences = differences;
  }

  /** Whether its box can be used for more. */
  boolean check(Item item) {
    Row row = item.row();
    int copy = (int) (item.number() / dataset.size());
    int batch = batches.at((int) (item.number() % dataset.size()));
    expect(item, "copy", copy, row.copy());
    expect(item, "batch", batch, row.batch());
    expect(item, "file_name", naming.of(row, item.source(), item.number()), row.fileName());
    if (copy >= options.whole("copies", 1) && !row.isPassedOn()) {
      differences.add(item.name(), "partner", "none, as it is an original", row.partner());
    }
    checkLabel(item);
    return checkBox(item);
  }

  private void expect(Item item, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      differences.add(item.name(), what, expected, found);
    }
  }

  private boolean checkBox(Item item) {
    Row row = item.row();
    ImageShape shape = sizes.of(item.source());
    int[] box = row.box();
    boolean fits = box.length == 4 && isWithin(box, shape);
    if (!fits) {
      String sides = "x1 <= x2 <= %d, y1 <= y2 <= %d".formatted(shape.width(), shape.height());
      differences.add(item.name(), "bbox", sides, row.boxText());
    } else {
      double lam = 1 - row.area() / ((double) shape.height() * shape.width());
      expect(item, "lam", lam, row.lam());
      boolean ownBox = options.text("pairing", "").equals("permutation");
      if (!row.isMixed() && !row.isPassedOn() && !ownBox) {
        differences.add(item.name(), "bbox", "[0, 0, 0, 0], as it is unmixed", row.boxText());
      }
      if (!row.isPassedOn()) {
        checkDrawn(item, shape);
      }
    }
    return fits;
  }

  /** What the options say of every box that is drawn. */
  private void checkDrawn(Item item, ImageShape shape) {
    int[] box = item.row().box();
    String fixed = options.text("bbox", "");
    String text = box[0] + "," + box[1] + "," + box[2] + "," + box[3];
    if (!fixed.isEmpty() && !fixed.equals(text)) {
      differences.add(item.name(), "bbox", fixed, text);
    }
    options
        .number("length")
        .ifPresent(
            length -> {
              checkSide(item, box[0], box[2], shape.width(), (int) (length * shape.width()));
              checkSide(item, box[1], box[3], shape.height(), (int) (length * shape.height()));
            });
    double share = 1 - item.row().lam();
    // Where no whole number of rows and columns has the share, one more or less.
    double line = 1.0 / shape.height() + 1.0 / shape.width();
    double least = options.number("min-box").orElse(0.0) - line;
    double most = options.number("max-box").orElse(1.0) + line;
    if (share < least || share > most) {
      differences.add(item.name(), "share of the box", least + " to " + most, share);
    }
  }

  /** A side that doesn't touch the edge is whole. */
  private void checkSide(Item item, int from, int to, int size, int cut) {
    boolean whole = from > 0 && to < size;
    if (to - from > cut || (whole && to - from != cut)) {
      differences.add(item.name(), "side of bbox", cut, to - from);
    }
  }

  private static boolean isWithin(int[] box, ImageShape shape) {
    return box[0] >= 0
        && box[1] >= 0
        && box[0] <= box[2]
        && box[1] <= box[3]
        && box[2] <= shape.width()
        && box[3] <= shape.height();
  }

  private void checkLabel(Item item) {
    double[] found = item.row().label();
    List<String> classes = dataset.labels().classes();
    if (found.length != classes.size()) {
      differences.add(item.name(), "numbers in soft_label", classes.size(), found.length);
      return;
    }
    double[] own = target(item.source());
    double[] other = target(item.partner());
    double lam = item.row().isMixed() ? item.row().lam() : 1;
    double expectedSum = 0;
    double foundSum = 0;
    double size = 1;
    for (int k = 0; k < found.length; k++) {
      double expected = lam * own[k] + (1 - lam) * other[k];
      if (isOff(expected, found[k], Math.abs(own[k]) + Math.abs(other[k]))) {
        String what = "soft_label of \"%s\"".formatted(classes.get(k));
        differences.add(item.name(), what, expected, found[k]);
        return;
      }
      expectedSum += expected;
      foundSum += found[k];
      size += Math.abs(own[k]) + Math.abs(other[k]);
    }
    if (isOff(expectedSum, foundSum, size)) {
      differences.add(item.name(), "sum of soft_label", expectedSum, foundSum);
    }
  }

  private static boolean isOff(double expected, double found, double size) {
    return !(Math.abs(expected - found) <= TOLERANCE * Math.max(1, size));
  }

  private double[] target(int sample) {
    double[] target = dataset.labels().row(sample);
    double smoothing = options.number("label-smoothing").orElse(0.0);
    for (int k = 0; k < target.length && smoothing > 0; k++) {
      target[k] = (1 - smoothing) * target[k] + smoothing / target.length;
    }
    return target;
  }
}
