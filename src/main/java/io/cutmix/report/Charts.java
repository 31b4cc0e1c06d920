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

/** The charts of a report: their numbers, which its script draws, and the heat map. */
record Charts(RunRecord record, ReportSource source, RunStatistics statistics, Timeline timeline) {

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
    double[][] counts = heat.counts();
    double least = Arrays.stream(counts).flatMapToDouble(Arrays::stream).min().orElse(0);
    double most = Arrays.stream(counts).flatMapToDouble(Arrays::stream).max().orElse(0);
    ByteBuffer pixels = ByteBuffer.allocate(3 * heat.rows() * heat.columns());
    for (double[] row : counts) {
      for (double count : row) {
        ColourScale.put(pixels, most > least ? (count - least) / (most - least) : 0.5);
      }
    }
    page.put("heat", png(pixels, heat.rows(), heat.columns()));
    ByteBuffer scale = ByteBuffer.allocate(3 * 256);
    for (int i = 0; i < 256; i++) {
      ColourScale.put(scale, i / 255.0);
    }
    page.put("heatScale", png(scale, 1, 256));
    page.put("heatAspect", source.shape().width() + "/" + source.shape().height());
    page.put("heatLeast", percent(least));
    page.put("heatMost", percent(most));
  }

  private String percent(double count) {
    return String.format(Locale.ROOT, "%.1f %%", Math.abs(100 * count / record.counts().mixed()));
  }

  private String png(ByteBuffer pixels, int rows, int columns) throws IOException {
    byte[] png =
        source.codec().encode(pixels.flip(), new ImageShape(rows, columns, 3), Encoding.PNG);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
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
