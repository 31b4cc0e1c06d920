package io.cutmix.report;

import static java.util.Objects.requireNonNull;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.cutmix.job.RunRecord;
import io.cutmix.output.OutputFolder;
import io.cutmix.pipeline.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
   * @param parallel makes the pictures of the gallery
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
    List<Map<String, Object>> gallery = new Gallery(source).cards(statistics.gallery(), parallel);

    Map<String, Object> page = new HashMap<>();
    new RunFacts(record).addTo(page);
    new ClassTable(source.classes(), source.before(), statistics.after()).addTo(page);
    page.put("gallery", gallery);
    page.put("hasGallery", !gallery.isEmpty());
    page.put("galleryCount", gallery.size());
    new Charts(record, source, statistics, timeline).addTo(page);
    addFixed(page);
    Template template =
        Mustache.compiler().compile(new String(own("report.html"), StandardCharsets.UTF_8));
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
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(String resource) throws IOException {
    return new String(own(resource), StandardCharsets.UTF_8);
  }

  private static byte[] own(String resource) throws IOException {
    try (InputStream stream =
        requireNonNull(HtmlReport.class.getResourceAsStream(resource), resource)) {
      return stream.readAllBytes();
    }
  }
}
