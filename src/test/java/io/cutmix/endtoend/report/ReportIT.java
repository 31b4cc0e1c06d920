package io.cutmix.endtoend.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Chromium;
import io.cutmix.testing.Command;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Tool;
import io.cutmix.testing.Verified;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report of a run in a real browser: headless Chromium. */
@Tag("long")
class ReportIT {
  @TempDir private Path temp;

  @Test
  void a_report_of_10000_images_is_under_3_MB_and_opens() throws Exception {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 10_000, "jpg", 96, 128, 3);
    Path out = report(input, "--box-scope", "sample");
    Path report = out.resolve("report.html");

    assertThat(Files.size(report)).isLessThan(3_000_000);
    try (Chromium browser = Chromium.start(temp.resolve("profile"))) {
      browser.show(1280, 900, false);
      double seconds = browser.open(report);
      System.out.printf("%,d bytes, opened in %.2f s%n", Files.size(report), seconds);

      assertThat(browser.complaints()).isEmpty();
      requireNumbers(browser, out);
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
  void it_fits_the_page_and_draws_its_charts(int width, boolean dark) throws Exception {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 120, "png", 32, 32, 3);
    Files.write(input.file(3), new byte[30]);
    Path out = report(input, "--batch-size", 16, "--on-error", "skip", "--size", 32);

    try (Chromium browser = Chromium.start(temp.resolve("profile"))) {
      browser.show(width, 844, dark);
      browser.open(out.resolve("report.html"));
      requireNumbers(browser, out);

      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
          .isLessThanOrEqualTo(width);
      assertThat(browser.evaluate("document.querySelectorAll('.chart canvas').length").asInt())
          .isEqualTo(1);
      assertThat(browser.evaluate("document.querySelector('#failures').innerText").asText())
          .contains(input.names().get(3));
      BufferedImage page = ImageIO.read(new ByteArrayInputStream(browser.screenshot()));
      assertThat(page.getRGB(2, 2) & 255).matches(blue -> dark ? blue < 60 : blue > 200);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void pointing_or_tapping_shows_base_and_partner() throws Exception {
    Path out = report(ImagesAndLabels.make(temp, 40), "--batch-size", 8, "--length", 0.5);

    try (Chromium browser = Chromium.start(temp.resolve("profile"))) {
      browser.show(390, 844, false);
      browser.open(out.resolve("report.html"));
      String shown =
          "getComputedStyle(document.querySelectorAll('.card')[4].querySelector('.parts')).display";

      assertThat(browser.evaluate(shown).asText()).isEqualTo("none");
      browser.evaluate("document.querySelectorAll('.card')[4].focus()");

      assertThat(browser.evaluate(shown).asText()).isEqualTo("grid");
      String loaded =
          "Promise.all([...document.querySelectorAll('.card')[4].querySelectorAll('.parts img')]"
              + ".map(img => img.decode())).then(images => images.length)";
      assertThat(browser.evaluate(loaded).asInt()).isEqualTo(2);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void names_of_classes_and_images_are_text_and_nothing_more() throws Exception {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 8, "png", 32, 32, 3);
    List<String> names = new ArrayList<>();
    List<String> lines = new ArrayList<>(List.of("file;label"));
    for (int i = 0; i < 8; i++) {
      names.add("'><img src=x onerror=alert(%d)>&amp;.png".formatted(i));
      Files.move(input.file(i), input.images().resolve(names.get(i)));
      lines.add("\"%s\";\"<script>alert(\"\"%d\"\")</script>\"".formatted(names.get(i), i));
    }
    Files.write(input.labels(), lines);
    Files.write(input.images().resolve(names.get(3)), new byte[30]);
    Path out = report(input, "--on-error", "skip", "--size", 32, "--channels", "rgb");

    try (Chromium browser = Chromium.start(temp.resolve("profile"))) {
      browser.open(out.resolve("report.html"));

      assertThat(browser.evaluate("document.body.innerText").asText())
          .contains("<script>alert(\"1\")</script>", names.get(3));
      assertThat(browser.evaluate("document.querySelectorAll('img[src=x]').length").asInt())
          .isZero();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private Path report(ImagesAndLabels input, Object... more) {
    Path out = temp.resolve("out");
    List<Object> words = new ArrayList<>(List.of(more));
    words.add("--report");
    Command.Result result = Tool.augment(input, out, words.toArray()).run();
    assertThat(result.exit()).as(result.err()).isIn(0, 5);
    Verified.folder(out);
    return out;
  }

  private static void requireNumbers(Chromium browser, Path out) throws IOException {
    JsonNode run = new JsonMapper().readTree(out.resolve("run.json").toFile());
    for (String name : new String[] {"images", "mixed", "skipped"}) {
      assertThat(text(browser, name).replace(",", ""))
          .isEqualTo(run.path("counts").path(name).asText());
    }
    assertThat(Double.parseDouble(text(browser, "mean-lam")))
        .isCloseTo(run.path("counts").path("mean_lam").asDouble(), within(5e-4));
    assertThat(text(browser, "rate").replace(",", ""))
        .isEqualTo("%.0f".formatted(run.path("run").path("images_per_second").asDouble()));
    assertThat(browser.evaluate("document.querySelector('.u-legend').textContent").asText())
        .contains("images" + text(browser, "mixed"));
  }

  private static String text(Chromium browser, String id) {
    return browser.evaluate("document.getElementById('" + id + "').textContent").asText();
  }
}
