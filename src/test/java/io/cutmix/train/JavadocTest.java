package io.cutmix.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation of what users of the library see. */
@Tag("long")
class JavadocTest {
  @Test
  void it_is_written_without_a_warning_and_has_the_image(@TempDir Path folder) throws Exception {
    StringWriter said = new StringWriter();
    PrintWriter printer = new PrintWriter(said);

    int exit =
        ToolProvider.findFirst("javadoc")
            .orElseThrow()
            .run(
                printer,
                printer,
                "-quiet",
                "-Werror",
                "-Xdoclint:all,-missing",
                "-sourcepath",
                "src/main/java",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                "io.cutmix.mix",
                "io.cutmix.train");

    assertThat(exit).as(said.toString()).isZero();
    Path page = folder.resolve("io/cutmix/mix/package-summary.html");
    assertThat(page).content().contains("doc-files/cutmix.svg", "interpolate_loss");
    assertThat(folder.resolve("io/cutmix/mix/doc-files/cutmix.svg")).exists();
    try (var pages = Files.list(folder.resolve("io/cutmix/mix"))) {
      assertThat(pages.map(file -> file.getFileName().toString()))
          .contains("CutMix.html", "CutMixPreProcessor.html", "ImageMixer.html", "MixedBatch.html")
          .doesNotContain("BoxSampling.html", "Targets.html");
    }
  }
}
