package io.cutmix.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.image.Encoding;
import io.cutmix.image.ImageShape;
import io.cutmix.job.RunRecord;
import io.cutmix.plan.LamDistribution;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** The charts of a report: their numbers, which its script draws, and the heat map. */
record Charts(RunRecord record, ReportSource source, RunStatistics statistics, Timeline timeline) {
  /** From dark to light, so that those who see few colors can tell them apart too. */
  private static final int[] COLORS = {
    0x1b1b3a, 0x3b2d6b, 0x6d2f7d, 0xa63a74, 0xd9535f, 0xf2864f, 0xfabf62, 0xfdf3b0
  };

  void addTo(Map<String, Object> page) throws IOException {
    JsonMapper json = new JsonMapper();
    json.getFactory().setCharacterEscapes(new ForScripts());
    ObjectNode data = json.createObjectNode();
    boolean mixed = record.counts().mixed() > 0;
    page.put("hasMixed", mixed);
    if (mixed) {
      addLams(data, page);
      addHeat(page);
    }
    List<Timeline.Rate> rates = timeline.rates();
    page.put("hasRates", !rates.isEmpty());
    if (!rates.isEmpty()) {
      ObjectNode series = data.putObject("rates");
      series.set("seconds", json.valueToTree(rates.stream().map(Timeline.Rate::seconds).toList()));
      series.set(
          "values", json.valueToTree(rates.stream().map(Timeline.Rate::imagesPerSecond).toList()));
      addRateNote(page);
    }
    page.put("data", json.writeValueAsString(data));
  }

  private void addRateNote(Map<String, Object> page) {
    long earlier = record.counts().images() - record.run().images();
    String images = RunFacts.number(record.run().images()) + " images, from the first batch on.";
    page.put(
        "rateNote",
        earlier == 0
            ? images
            : images + " " + RunFacts.number(earlier) + " were there from an earlier run.");
  }

  private void addLams(ObjectNode data, Map<String, Object> page) {
    ObjectNode lam = data.putObject("lam");
    for (long count : statistics.lams()) {
      lam.withArray("counts").add(count);
    }
    ImageShape shape = source.shape();
    double[] expected =
        LamDistribution.expected(
            source.cutMix(), shape.height(), shape.width(), RunStatistics.BINS);
    add(lam, "expected", expected);
    Optional<Double> alpha = record.options().mix().plainAlpha();
    if (alpha.isPresent()) {
      add(lam, "drawn", LamDistribution.beta(alpha.get(), RunStatistics.BINS));
      lam.put("drawnName", "Beta(%s, %s)".formatted(alpha.get(), alpha.get()));
    }
    double mean = (record.counts().meanLam() * record.counts().images() - unmixed());
    page.put("meanMixed", String.format(Locale.ROOT, "%.3f", mean / record.counts().mixed()));
    page.put(
        "lamNote",
        alpha.isPresent()
            ? "λ is drawn from Beta(%s, %s); where the box is cut off at the edge, more is kept, which the line of what is expected takes into account."
                .formatted(alpha.get(), alpha.get())
            : "The line is what is expected of the options.");
  }

  private long unmixed() {
    return record.counts().images() - record.counts().mixed();
  }

  private void add(ObjectNode lam, String name, double[] shares) {
    for (double share : shares) {
      lam.withArray(name).add(Math.round(share * record.counts().mixed() * 1000) / 1000.0);
    }
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

  /** What would end or change a script stands there as an escape. */
  private static final class ForScripts extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      for (char character : new char[] {'<', '>', '&'}) {
        codes[character] = ESCAPE_STANDARD;
      }
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return new SerializedString("\\u%04x".formatted(character));
    }
  }
}
