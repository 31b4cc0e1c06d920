package io.cutmix.report;

import static java.util.Objects.requireNonNull;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.cutmix.job.RunRecord;
import io.cutmix.dataset.InputDigest;
import io.cutmix.output.OutputFolder;
import io.cutmix.pipeline.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * {@code report.html}: one file that shows what came out of a run, and needs no network. The page
 * lets no other script run than its own. All but what is said of the time is the same for the same
 * run.
 */
public final class HtmlReport {
  private static final String CHARTS = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private HtmlReport() {}

  /**
   * Writes it.
   *
   * @param units how many there are, all done
   * @param timeline when this process wrote its images
   * @param parallel makes the images of the gallery
   */
  public static void write(
      OutputFolder folder,
      long units,
      RunRecord record,
      ReportSource source,
      Timeline timeline,
      Parallel parallel)
      throws IOException {
    RunStatistics statistics = new RunStatistics(source, record.counts().images());
    folder.readRows(source.classes().size(), units, statistics::add);
    List<Gallery.Card> gallery = new Gallery(source).cards(statistics.gallery(), parallel);

    Map<String, Object> page = new HashMap<>();
    new RunFacts(record).addTo(page);
    ClassTable classes = new ClassTable(source.classes(), source.before(), statistics.after());
    page.put("before", source.before().isPresent());
    page.put("soft", classes.isSoft());
    page.put("classRows", classes.rows());
    page.put("gallery", gallery);
    page.put("hasGallery", !gallery.isEmpty());
    page.put("galleryCount", gallery.size());
    new Charts(record, source, statistics, timeline).addTo(page);
    addFixed(page);
    Template template = Mustache.compiler().compile(text("report.html"));
    folder.writeReport(to -> template.execute(page, to));
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
}
