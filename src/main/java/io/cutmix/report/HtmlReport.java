package io.cutmix.report;

import static java.util.Objects.requireNonNull;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.cutmix.dataset.InputDigest;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Counts;
import io.cutmix.job.Parallel;
import io.cutmix.job.RunRecord;
import io.cutmix.mix.CutMix;
import io.cutmix.output.LabelRow;
import io.cutmix.storage.Use;
import io.cutmix.work.MixedPair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * {@code report.html}: one file that shows what came out of a run, and needs no network. The page
 * lets no other script run than its own. All but what is said of the time is the same for the same
 * run.
 */
public final class HtmlReport {
  private static final String CHARTS = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
  private static final int MOST_ROWS = 1000;

  private HtmlReport() {}

  /**
   * Its bytes.
   *
   * @param record of a run whose units are all done
   * @param rows hands on its label rows, in the order of the file numbers
   * @param parallel makes the images of the gallery
   */
  public static byte[] of(
      RunRecord record, Use<Use<LabelRow>> rows, ReportSource source, Parallel parallel)
      throws IOException {
    RunStatistics statistics = new RunStatistics(source, record.counts().images());
    rows.accept(statistics::add);
    List<Gallery.Card> gallery = new Gallery(source).cards(statistics.gallery(), parallel);

    Map<String, Object> page = new HashMap<>();
    addRun(record, page);
    ClassTable classes =
        new ClassTable(
            source.classes(),
            source.before(),
            statistics.after(),
            record.input().samples(),
            record.counts().images());
    page.put("before", source.before().isPresent());
    page.put("soft", classes.isSoft());
    page.put("classRows", classes.rows());
    page.put("gallery", gallery);
    page.put("hasGallery", !gallery.isEmpty());
    page.put("galleryCount", gallery.size());
    page.put("folder", gallery.isEmpty() ? "./" : folder(gallery.get(0).row().fileName()));
    new Charts(record, source, statistics).addTo(page);
    addFixed(page);
    Template template = Mustache.compiler().compile(text("report.html"));
    return template.execute(page).getBytes(StandardCharsets.UTF_8);
  }

  /** Where the images are, from the folder of the report. */
  private static String folder(String fileName) {
    int slash = fileName.indexOf('/');
    return slash < 0 ? "./" : fileName.substring(0, slash + 1);
  }

  private static void addRun(RunRecord record, Map<String, Object> page) {
    Counts counts = record.counts();
    page.put("version", record.version());
    page.put("out", record.run().out());
    page.put("started", record.run().started().replace('T', ' ').replace("Z", " UTC"));
    page.put("images", number(counts.images()));
    page.put("mixed", number(counts.mixed()));
    page.put("skipped", number(counts.skipped()));
    page.put("meanLam", String.format(Locale.ROOT, "%.3f", counts.meanLam()));
    page.put("rate", number(Math.round(record.run().imagesPerSecond())));
    page.put("seconds", String.format(Locale.ROOT, "%,.1f", record.run().seconds()));
    page.put("stages", stages(record.run().stages().orElse(Map.of())));
    page.put("options", options(record));
    page.put("flattened", counts.flattened() > 0 ? number(counts.flattened()) : false);
    addTable("Failures", record.failures(), page);
    addTable("Damaged", record.damaged(), page);
  }

  /** The first of the rows, and how many more there are. */
  private static void addTable(String name, List<?> rows, Map<String, Object> page) {
    page.put("has" + name, !rows.isEmpty());
    page.put("rowsOf" + name, rows.stream().limit(MOST_ROWS).toList());
    int more = rows.size() - MOST_ROWS;
    page.put("more" + name, more > 0 ? number(more) : false);
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private record Option(String name, String value) {}

  /** Shares of what the threads did. */
  private static List<Option> stages(Map<String, Double> seconds) {
    double all = Math.max(seconds.values().stream().mapToDouble(one -> one).sum(), 0.001);
    List<Option> shares = new ArrayList<>();
    seconds.forEach(
        (stage, part) ->
            shares.add(new Option(stage, String.format(Locale.ROOT, "%.0f %%", 100 * part / all))));
    return shares;
  }

  private static List<Option> options(RunRecord record) {
    List<Option> options = new ArrayList<>();
    record.input().texts().forEach((name, value) -> options.add(new Option("--" + name, value)));
    Map<String, String> inForce = record.options().texts();
    inForce.remove("report"); // which may be asked for later, and is here
    inForce.forEach((name, value) -> options.add(new Option("--" + name, value)));
    options.add(new Option("samples of the data set", number(record.input().samples())));
    options.add(new Option("fingerprint", record.input().fingerprint()));
    options.add(new Option("threads", Integer.toString(record.run().threads())));
    options.add(new Option("on error", record.run().onError().name().toLowerCase(Locale.ROOT)));
    options.add(new Option("Java", record.run().java()));
    return options;
  }

  private static void addFixed(Map<String, Object> page) throws IOException {
    Properties charts = new Properties();
    try (InputStream stream = requireNonNull(HtmlReport.class.getResourceAsStream(CHARTS))) {
      charts.load(stream);
    }
    String folder = "/META-INF/resources/webjars/uplot/" + charts.getProperty("version") + "/dist/";
    String script = text(folder + "uPlot.iife.min.js") + text("report.js");
    page.put("script", script);
    page.put("scriptHash", "sha256-" + sha256(script));
    page.put("chartStyle", text(folder + "uPlot.min.css"));
    page.put("style", text("report.css"));
  }

  private static String sha256(String text) {
    byte[] hash = InputDigest.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }

  private static String text(String resource) throws IOException {
    try (InputStream stream =
        requireNonNull(HtmlReport.class.getResourceAsStream(resource), resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * What a report needs beside the record of the run and its label rows.
   *
   * @param classes names of the soft labels' numbers
   * @param cutMix how boxes were drawn
   * @param shape of all images, or of the first where sizes differ
   * @param shapes finds that of an image
   * @param codec what decodes and encodes
   * @param pairs makes images and what they are made of once more
   * @param before the labels of the data set, if they are known
   */
  public record ReportSource(
      List<String> classes,
      CutMix cutMix,
      ImageShape shape,
      Function<LabelRow, ImageShape> shapes,
      ImageCodec codec,
      Pairs pairs,
      Optional<ClassSums> before) {

    /** Takes the list as it is at this moment. */
    public ReportSource {
      classes = List.copyOf(classes);
    }

    /** Makes the image of a row once more. */
    @FunctionalInterface
    public interface Pairs {
      MixedPair of(LabelRow row) throws IOException;
    }
  }
}
