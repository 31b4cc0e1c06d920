package io.cutmix.report;

import java.util.ArrayList;
import java.util.List;

/**
 * When how many images were done, at no more than a few hundred points however long it takes. Not
 * thread-safe.
 */
public final class Timeline {
  private static final int MOST = 512;
  private static final int BINS = 60;

  private final List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
  private int step = 1;
  private int skipped;
  private long images;

  private record Point(double seconds, long images) {}

  /** A rate: images a second around a time. */
  record Rate(double seconds, double imagesPerSecond) {}

  /**
   * Takes note of images that are done.
   *
   * @param seconds since the start; never less than before
   */
  public void add(double seconds, long more) {
    images += more;
    skipped++;
    if (skipped < step) {
      return;
    }
    skipped = 0;
    points.add(new Point(seconds, images));
    if (points.size() > MOST) {
      for (int i = points.size() / 2; i > 0; i--) {
        points.remove(2 * i - 1);
      }
      step *= 2;
    }
  }

  /** The rates over equal spans of time, each with a few points at least. */
  List<Rate> rates() {
    double end = points.get(points.size() - 1).seconds;
    int bins = Math.max(1, Math.min(BINS, (points.size() - 1) / 4));
    List<Rate> rates = new ArrayList<>();
    double before = 0;
    for (int bin = 0; bin < bins && end > 0; bin++) {
      double until = imagesAt(end * (bin + 1) / bins);
      rates.add(new Rate(end * (bin + 0.5) / bins, (until - before) * bins / end));
      before = until;
    }
    return rates;
  }

  private double imagesAt(double seconds) {
    Point last = points.get(0);
    for (Point point : points) {
      if (point.seconds >= seconds && point.seconds > last.seconds) {
        double part = (seconds - last.seconds) / (point.seconds - last.seconds);
        return last.images + part * (point.images - last.images);
      }
      last = point;
    }
    return last.images;
  }
}
