package io.cutmix.report;

import io.cutmix.output.LabelRow;
import io.cutmix.plan.LamDistribution;
import io.cutmix.report.HtmlReport.ReportSource;
import java.util.ArrayList;
import java.util.List;

/** What the rows of a run add up to, in memory that doesn't grow with them. Not thread-safe. */
final class RunStatistics {
  static final int BINS = 50;
  static final int GALLERY = 36;

  private final ReportSource source;
  private final long images;
  private final long[] lams = new long[BINS];
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
      lams[LamDistribution.bin(label.lam(), BINS)]++;
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
}
