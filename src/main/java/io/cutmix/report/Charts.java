package io.cutmix.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.image.Encoding;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Counts;
import io.cutmix.job.RunRecord;
import io.cutmix.plan.LamDistribution;
import io.cutmix.report.HtmlReport.ReportSource;
import io.cutmix.report.RunStatistics.HeatMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/** The charts of a report: their numbers, which its script draws, and the heat map. */
record Charts(RunRecord record, ReportSource source, RunStatistics statistics) {
  private static final JsonMapper JSON = new JsonMapper();

  /** From dark to light, so that those who see few colors can tell them apart too. */
  private static final int[] COLORS = {
    0x1b1b3a, 0x3b2d6b, 0x6d2f7d, 0xa63a74, 0xd9535f, 0xf2864f, 0xfabf62, 0xfdf3b0
  };

  void addTo(Map<String, Object> page) throws IOException {
    ObjectNode data = JSON.createObjectNode();
    boolean mixed = record.counts().mixed() > 0;
    page.put("hasMixed", mixed);
    if (mixed) {
      addLams(data, page);
      addHeat(page);
    }
    // Nothing in it may end the script that it stands in.
    page.put("data", JSON.writeValueAsString(data).replace("<", "\\u003c"));
  }

  private static void add(ObjectNode series, String name, DoubleStream numbers) {
    series.set(name, JSON.valueToTree(numbers.toArray()));
  }

  private void addLams(ObjectNode data, Map<String, Object> page) {
    ObjectNode lam = data.putObject("lam");
    lam.set("counts", JSON.valueToTree(statistics.lams()));
    ImageShape shape = source.shape();
    double[] expected = LamDistribution.expected(source.cutMix(), shape.height(), shape.width());
    add(lam, "expected", counts(expected));
    page.put("lamNote", "The line is what is expected of the options.");
    Optional<Double> alpha = record.options().mix().plainAlpha();
    if (alpha.isPresent()) {
      String beta = "Beta(%s, %s)".formatted(alpha.get(), alpha.get());
      add(lam, "drawn", counts(LamDistribution.beta(alpha.get())));
      lam.put("drawnName", beta);
      page.put(
          "lamNote",
          "λ is drawn from %s; where the box is cut off at the edge, more is kept, which the line of what is expected takes into account."
              .formatted(beta));
    }
    Counts counts = record.counts();
    double lams = counts.meanLam() * counts.images() - (counts.images() - counts.mixed());
    page.put("meanMixed", String.format(Locale.ROOT, "%.3f", lams / counts.mixed()));
  }

  private DoubleStream counts(double[] shares) {
    long mixed = record.counts().mixed();
    return Arrays.stream(shares).map(share -> Math.round(share * mixed * 1000) / 1000.0);
  }

  private void addHeat(Map<String, Object> page) throws IOException {
    HeatMap heat = statistics.heat();
    double[] counts = heat.counts();
    double least = Arrays.stream(counts).min().orElse(0);
    double most = Arrays.stream(counts).max().orElse(0);
    double span = most - least;
    page.put(
        "heat", png(heat.rows(), heat.columns(), i -> span > 0 ? (counts[i] - least) / span : 0.5));
    page.put("heatScale", png(1, 256, i -> i / 255.0));
    page.put("heatAspect", source.shape().width() + "/" + source.shape().height());
    page.put("heatLeast", percent(least));
    page.put("heatMost", percent(most));
  }

  private String percent(double count) {
    return String.format(Locale.ROOT, "%.1f %%", Math.abs(100 * count / record.counts().mixed()));
  }

  /** An image of numbers from 0 to 1. */
  private String png(int rows, int columns, IntToDoubleFunction number) throws IOException {
    ImageShape shape = new ImageShape(rows, columns, 3);
    ByteBuffer pixels = ByteBuffer.allocate(shape.bytes());
    for (int i = 0; i < rows * columns; i++) {
      putColor(number.applyAsDouble(i), pixels);
    }
    byte[] png = source.codec().encode(pixels.flip(), shape, Encoding.PNG);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  private static void putColor(double number, ByteBuffer pixels) {
    double at = number * (COLORS.length - 1);
    int below = Math.min(COLORS.length - 2, (int) at);
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = COLORS[below] >> shift & 0xff;
      int to = COLORS[below + 1] >> shift & 0xff;
      pixels.put((byte) Math.round(from + (at - below) * (to - from)));
    }
  }
}
