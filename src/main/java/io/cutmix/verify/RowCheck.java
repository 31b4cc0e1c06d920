package io.cutmix.verify;

import io.cutmix.finished.FinishedRow;
import io.cutmix.image.ImageShape;
import io.cutmix.job.OutputSpec;
import io.cutmix.mix.Pairing;
import io.cutmix.plan.Plan;
import io.cutmix.verify.Subject.Item;
import java.util.List;

/** Whether a row says what its sources and its box say. Not thread-safe. */
record RowCheck(Subject subject, ExpectedNames naming) {
  /** Of numbers that are computed by the same few sums and products. */
  private static final double TOLERANCE = 1e-12;

  /** Of numbers of 32 bits, of which half of the last may be missing. */
  private static final double SINGLE = 0x1p-24;

  private double tolerance() {
    String first = subject.options().output().labelFiles().get(0);
    return first.equals(OutputSpec.INDEX) ? SINGLE : TOLERANCE;
  }

  /** Whether its box can be used for more. */
  boolean check(Item item) {
    FinishedRow row = item.row();
    Plan plan = subject.plan();
    int batch = (int) (plan.batchOf(item.number()) % plan.batchesPerCopy());
    String fileName = naming.of(row, item.source(), item.number());
    subject.expect(item.name(), "copy", subject.copyOf(item.number()), row.copy());
    subject.expect(item.name(), "batch", batch, row.batch());
    subject.expect(item.name(), "file_name", fileName, row.fileName());
    if (subject.isOriginal(item.number()) && !row.isUnchanged()) {
      subject.differ(item.name(), "partner", "none, as it is an original", row.partner());
    }
    checkLabel(item);
    return checkBox(item);
  }

  private boolean checkBox(Item item) {
    FinishedRow row = item.row();
    ImageShape shape = subject.sizes().of(item.source());
    if (!isWithin(row.box(), shape)) {
      String sides = "x1 <= x2 <= %d, y1 <= y2 <= %d".formatted(shape.width(), shape.height());
      subject.differ(item.name(), "bbox", sides, row.boxText());
      return false;
    }
    double lam = 1 - row.area() / ((double) shape.height() * shape.width());
    subject.expect(item.name(), "lam", lam, row.lam());
    boolean ownBox = subject.options().mix().pairing() == Pairing.PERMUTATION;
    if (!row.isMixed() && !row.isUnchanged() && !ownBox) {
      subject.differ(item.name(), "bbox", "[0, 0, 0, 0], as it is unmixed", row.boxText());
    }
    if (!row.isUnchanged()) {
      checkDrawn(item, shape);
    }
    return true;
  }

  /** What the options say of every box that is drawn. */
  private void checkDrawn(Item item, ImageShape shape) {
    int[] box = item.row().box();
    String text = box[0] + "," + box[1] + "," + box[2] + "," + box[3];
    subject
        .options()
        .mix()
        .bbox()
        .ifPresent(fixed -> subject.expect(item.name(), "bbox", fixed + "", text));
    subject
        .options()
        .mix()
        .length()
        .ifPresent(
            length -> {
              checkSide(item, box[0], box[2], shape.width(), (int) (length * shape.width()));
              checkSide(item, box[1], box[3], shape.height(), (int) (length * shape.height()));
            });
    double share = 1 - item.row().lam();
    // Where no whole number of rows and columns has the share, one more or less.
    double line = 1.0 / shape.height() + 1.0 / shape.width();
    double least = subject.options().mix().minBox().orElse(0.0) - line;
    double most = subject.options().mix().maxBox().orElse(1.0) + line;
    if (share < least || share > most) {
      subject.differ(item.name(), "share of the box", least + " to " + most, share);
    }
  }

  /** A side that doesn't touch the edge is whole. */
  private void checkSide(Item item, int from, int to, int size, int cut) {
    boolean whole = from > 0 && to < size;
    if (to - from > cut || (whole && to - from != cut)) {
      subject.differ(item.name(), "side of bbox", cut, to - from);
    }
  }

  private static boolean isWithin(int[] box, ImageShape shape) {
    return box.length == 4
        && box[0] >= 0
        && box[1] >= 0
        && box[0] <= box[2]
        && box[1] <= box[3]
        && box[2] <= shape.width()
        && box[3] <= shape.height();
  }

  private void checkLabel(Item item) {
    double[] found = item.row().label();
    List<String> classes = subject.classes();
    if (found.length != classes.size()) {
      subject.differ(item.name(), "numbers in soft_label", classes.size(), found.length);
      return;
    }
    double[] own = target(item.source());
    double[] other = target(item.partner());
    double lam = item.row().isMixed() ? item.row().lam() : 1;
    double tolerance = tolerance();
    for (int k = 0; k < found.length; k++) {
      double expected = lam * own[k] + (1 - lam) * other[k];
      if (isOff(expected, found[k], tolerance, Math.abs(own[k]) + Math.abs(other[k]))) {
        String what = "soft_label of \"%s\"".formatted(classes.get(k));
        subject.differ(item.name(), what, expected, found[k]);
        return;
      }
    }
  }

  private static boolean isOff(double expected, double found, double tolerance, double size) {
    return !(Math.abs(expected - found) <= tolerance * Math.max(1, size));
  }

  private double[] target(int sample) {
    double[] target = subject.dataset().labels().row(sample);
    double smoothing = subject.options().mix().labelSmoothing();
    for (int k = 0; k < target.length && smoothing > 0; k++) {
      target[k] = (1 - smoothing) * target[k] + smoothing / target.length;
    }
    return target;
  }
}
