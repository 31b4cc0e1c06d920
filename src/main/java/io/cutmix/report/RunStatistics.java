package io.cutmix.report;

import io.cutmix.image.ImageShape;
import io.cutmix.mix.Box;
import io.cutmix.output.LabelRow;
import io.cutmix.plan.LamDistribution;
import io.cutmix.report.HtmlReport.ReportSource;
import java.util.ArrayList;
import java.util.List;

/** What the rows of a run add up to, in memory that doesn't grow with them. Not thread-safe. */
final class RunStatistics {
  static final int GALLERY = 36;

  private final ReportSource source;
  private final long images;
  private final long[] lams = new long[LamDistribution.BINS];
  private final ClassSums after;
  private final HeatMap heat;
  private final List<LabelRow> gallery = new ArrayList<>();
  private long row;

  /**
   * @param images how many rows will come
   */
  RunStatistics(ReportSource source, long images) {
    this.source = source;
    this.images = images;
    this.after = new ClassSums(source.classes().size());
    this.heat = new HeatMap(source.shape());
  }

  void add(LabelRow label) {
    after.add(label.softLabel());
    if (label.isMixed()) {
      lams[LamDistribution.bin(label.lam())]++;
      heat.add(label.bbox(), source.shapes().apply(label));
    }
    long wanted = Math.min(GALLERY, images);
    if (gallery.size() < wanted && row == images * gallery.size() / wanted) {
      gallery.add(label);
    }
    row++;
  }

  /** How many mixed images have a λ in each bin. */
  long[] lams() {
    return lams;
  }

  ClassSums after() {
    return after;
  }

  HeatMap heat() {
    return heat;
  }

  /** Rows from all over the run. */
  List<LabelRow> gallery() {
    return gallery;
  }

  /**
   * How often each place of an image was replaced, in cells of one or more pixels. Takes the same
   * time for every box, by differences of which {@link #counts} makes the sums. Not thread-safe.
   */
  static final class HeatMap {
    private static final int MOST = 128;

    private final int rows;
    private final int columns;
    private final double[][] differences;

    /** With a cell for each pixel if the image isn't large. */
    HeatMap(ImageShape shape) {
      double scale = Math.min(1, (double) MOST / Math.max(shape.height(), shape.width()));
      this.rows = Math.max(1, (int) Math.round(shape.height() * scale));
      this.columns = Math.max(1, (int) Math.round(shape.width() * scale));
      this.differences = new double[rows + 2][columns + 2];
    }

    int rows() {
      return rows;
    }

    int columns() {
      return columns;
    }

    /** Adds a box in an image of that shape; a cell that it covers in part counts in part. */
    void add(Box box, ImageShape shape) {
      double left = (double) box.x1() * columns / shape.width();
      double right = (double) box.x2() * columns / shape.width();
      addEdge((double) box.y1() * rows / shape.height(), left, right, 1);
      addEdge((double) box.y2() * rows / shape.height(), left, right, -1);
    }

    /** From an edge at {@code y} on everything below is covered, the cell that it cuts in part. */
    private void addEdge(double y, double left, double right, int sign) {
      int row = (int) y;
      double below = row + 1 - y;
      addCorner(row, left, sign * below);
      addCorner(row, right, -sign * below);
      addCorner(row + 1, left, sign * (1 - below));
      addCorner(row + 1, right, -sign * (1 - below));
    }

    private void addCorner(int row, double x, double weight) {
      int cell = (int) x;
      double beyond = cell + 1 - x;
      differences[row][cell] += weight * beyond;
      differences[row][cell + 1] += weight * (1 - beyond);
    }

    /** How many boxes cover each cell, row by row. */
    double[] counts() {
      double[] counts = new double[rows * columns];
      for (int at = 0, y = 0; y < rows; y++) {
        double along = 0;
        for (int x = 0; x < columns; x++, at++) {
          along += differences[y][x];
          counts[at] = along + (y == 0 ? 0 : counts[at - columns]);
        }
      }
      return counts;
    }
  }
}
