package io.cutmix.endtoend.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.WrittenRun;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cutmix verify} misses nothing that was changed in the files beside the images. */
class TamperedFilesTest {
  @TempDir private static Path runs;
  @TempDir private Path temp;
  private Path out;

  @BeforeAll
  static void run_with_every_kind_of_file() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(runs, 12, "png", 16, 24, 3);
    Path masks = Files.createDirectories(runs.resolve("masks"));
    List<String> images = new ArrayList<>();
    List<String> boxes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String name = input.names().get(i);
      ImageIO.write(mask(i), "png", masks.resolve(name).toFile());
      images.add("{\"id\":%d,\"file_name\":\"%s\",\"width\":24,\"height\":16}".formatted(i, name));
      boxes.add(
          "{\"id\":%d,\"image_id\":%d,\"category_id\":1,\"bbox\":[%d.25,1,9.5,10],\"iscrowd\":0}"
              .formatted(i, i, i));
    }
    Path coco = runs.resolve("boxes.json");
    Files.writeString(
        coco,
        "{\"images\":%s,\"annotations\":%s,\"categories\":[{\"id\":1,\"name\":\"thing\"}]}"
            .formatted(images, boxes));
    Outcome outcome =
        Cutmix.augment(
            input,
            runs.resolve("out"),
            "--labels-format=json,jsonl,csv,parquet",
            "--embed-images",
            "--report",
            "--coco=" + coco,
            "--masks=" + masks,
            "--copies=2");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  /** Four stripes of classes, with colors of which the first is transparent. */
  private static BufferedImage mask(int number) {
    byte[] levels = {0, 80, (byte) 160, (byte) 255};
    IndexColorModel colors = new IndexColorModel(2, 4, levels, levels, new byte[4], 0);
    BufferedImage mask = new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_BINARY, colors);
    for (int i = 0; i < 24 * 16; i++) {
      mask.getRaster().setSample(i % 24, i / 24, 0, (i / 6 + number) % 4);
    }
    return mask;
  }

  @BeforeEach
  void copy() throws IOException {
    out = new WrittenRun(runs.resolve("out")).copy(temp.resolve("out")).out();
  }

  private Outcome verify() {
    return Cutmix.run("verify", out);
  }

  @Test
  void untouched_it_is_as_it_should_be() {
    assertThat(verify().exit()).as(verify().out()).isZero();
  }

  /** In each file, the first place that the pattern is found at is replaced. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          labels.json      ~ "version": 1        ~ "version": 2
          labels.json      ~ "version": 1        ~ "version": 1, "other": 1
          labels.json      ~ "classes"(\\W+)     ~ "classes"$1x
          labels.json      ~ "file_name":"(\\w+)/000000 ~ "file_name":"$1/000024
          labels.json      ~ "lam":0.            ~ "lam":0.1
          labels.json      ~ "soft_label":\\[0   ~ "soft_label":[1
          labels.json      ~ "bbox":\\[\\d       ~ "bbox":[2
          labels.json      ~ "source":"p         ~ "source":"q
          labels.json      ~ "partner":"p        ~ "partner":"q
          labels.json      ~ "copy":0            ~ "copy":1
          labels.json      ~ "batch":0           ~ "batch":1
          labels.json      ~ (\\{"file_name".*)  ~ $1,$1
          labels.json      ~ \\]\\s*\\}\\s*$     ~ ]
          labels.json      ~ \\]\\s*\\}\\s*$     ~ ],"samples":[]}
          metadata.jsonl   ~ 000003.png          ~ 000004.png
          metadata.jsonl   ~ "lam":0.            ~ "lam":0.1
          metadata.jsonl   ~ "soft_label":\\[0   ~ "soft_label":[1
          metadata.jsonl   ~ "bbox":\\[          ~ "bbox":[1
          metadata.jsonl   ~ "source":"p0001     ~ "source":"p0002
          metadata.jsonl   ~ "partner":"p        ~ "partner":"q
          metadata.jsonl   ~ "copy":1            ~ "copy":0
          metadata.jsonl   ~ "batch":0           ~ "batch":2
          metadata.jsonl   ~ "batch":0           ~ "batch":0,"batch":0
          metadata.jsonl   ~ (?m)^.*\\n          ~ ''
          metadata.jsonl   ~ (?m)^(.*\\n)        ~ $1$1
          metadata.jsonl   ~ (\\{.*\\}\\n)\\z    ~ $1$1
          metadata.jsonl   ~ \\}\\n\\z           ~ ''
          labels.csv       ~ file_name           ~ file-name
          labels.csv       ~ batch,\\w+          ~ batch,x
          labels.csv       ~ batch,(\\w+),(\\w+) ~ batch,$2,$1
          labels.csv       ~ 000003.png          ~ 000004.png
          labels.csv       ~ png,0               ~ png,1
          labels.csv       ~ (png,[\\d.]+),\\d+  ~ $1,23
          labels.csv       ~ (png,[\\d.]+,\\d+),\\d+ ~ $1,15
          labels.csv       ~ (png,[\\d.]+,\\d+,\\d+),\\d+ ~ $1,99
          labels.csv       ~ (png,[\\d.]+,\\d+,\\d+,\\d+),\\d+ ~ $1,99
          labels.csv       ~ ,p00                ~ ,q00
          labels.csv       ~ (,p\\d+.png),p0     ~ $1,q0
          labels.csv       ~ (p\\d+.png),0,0     ~ $1,1,0
          labels.csv       ~ (p\\d+.png),0,0     ~ $1,0,1
          labels.csv       ~ \\.png,0,0,0        ~ .png,0,0,0.5
          labels.csv       ~ (?m)^images.*\\n    ~ ''
          labels.csv       ~ (?m)^(images.*\\n)  ~ $1$1
          labels.csv       ~ (?m)^(images.*)$    ~ $1,0
          annotations.json ~ "name":"thing"      ~ "name":"other"
          annotations.json ~ "categories":\\[    ~ "categories":[{"id":9,"name":"x"},
          annotations.json ~ "info":\\{            ~ "info":{"year":1
          annotations.json ~ "licenses":          ~ "license":
          annotations.json ~ "images":\\[\\{"id":1 ~ "images":[{"id":2
          annotations.json ~ 000003.png          ~ 000004.png
          annotations.json ~ "width":24          ~ "width":25
          annotations.json ~ "height":16         ~ "height":15
          annotations.json ~ "annotations":\\[\\{"id":1 ~ "annotations":[{"id":7
          annotations.json ~ "image_id":1        ~ "image_id":2
          annotations.json ~ "category_id":1     ~ "category_id":2
          annotations.json ~ "iscrowd":0         ~ "iscrowd":1
          annotations.json ~ "area":\\d          ~ "area":1
          annotations.json ~ "bbox":\\[          ~ "bbox":[1
          annotations.json ~ "bbox":\\[([^,]*),  ~ "bbox":[$1,1
          annotations.json ~ "annotations":\\[   ~ "annotations":[{"id":0},
          annotations.json ~ "images":\\[        ~ "images":[{"id":0},
          annotations.json ~ \\}\\s*\\z          ~ ''
          run.json         ~ "seed" : 0          ~ "seed" : 1
          run.json         ~ "batch-size" : 64   ~ "batch-size" : 8
          run.json         ~ "copies" : 2        ~ "copies" : 3
          run.json         ~ "quality" : 95      ~ "size" : "8x8"
          run.json         ~ "samples" : 12      ~ "samples" : 13
          run.json         ~ "fingerprint" : "sha256:. ~ "fingerprint" : "sha256:x
          run.json         ~ "images" : 24       ~ "images" : 25
          run.json         ~ "mixed" : \\d+      ~ "mixed" : 1
          run.json         ~ "skipped" : 0       ~ "skipped" : 1
          run.json         ~ "mean_lam" : 0.     ~ "mean_lam" : 0.0
          run.json         ~ "report" : "sha256:. ~ "report" : "sha256:x
          run.json         ~ "report" : true     ~ "copies" : 3
          run.json         ~ "failures" : \\[    ~ "failures" : [{"source":"p0000.png","copy":0,"file":3,"reason":"x"}
          report.html      ~ <h1>                ~ <h1>x
          report.html      ~ mixed               ~ mixes
          report.html      ~ </html>             ~ ''
          metadata.parquet ~ huggingface         ~ huggingfacf
          metadata.parquet ~ Sequence            ~ Sequencf
          metadata.parquet ~ float64             ~ float32
          metadata.parquet ~ "_type":"Image"     ~ "_type":"Value"
          metadata.parquet ~ classes             ~ klasses
          metadata.parquet ~ images/000003       ~ images/000004
          metadata.parquet ~ IHDR                ~ IHDX
          run.json         ~ \\z                 ~ {}
          labels.json      ~ "batch":0           ~ "batch":0,"label":"a"
          metadata.jsonl   ~ "batch":0           ~ "batch":0,"label":"a"
          metadata.parquet ~ parquet-mr version 1 ~ parquet-mr version 2
          metadata.parquet ~ PAR1$               ~ PAR2
          masks/000003.png ~ PLTE.               ~ PLTE!
          masks/000003.png ~ tRNS.               ~ tRNS!
          masks/000003.png ~ \\z                 ~ more
          masks/000003.png ~ (?s)IDAT            ~ IDAX
          """)
  void what_was_changed_is_found(String file, String pattern, String by) throws IOException {
    Path path = out.resolve(file);
    Matcher found =
        Pattern.compile(pattern).matcher(new String(Files.readAllBytes(path), ISO_8859_1));
    assertThat(found.find()).as("%s in %s", pattern, file).isTrue();
    Files.write(path, found.replaceFirst(by).getBytes(ISO_8859_1));

    Outcome outcome = verify();

    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "labels.json",
    "metadata.jsonl",
    "labels.csv",
    "metadata.parquet",
    "annotations.json",
    "report.html",
    "masks/000003.png",
    "images/000003.png"
  })
  void what_is_missing_cut_off_or_exchanged_is_found_and_named(String file) throws IOException {
    Path path = out.resolve(file);
    byte[] whole = Files.readAllBytes(path);

    Files.delete(path);
    assertNamed(file);
    Files.write(path, new byte[0]);
    assertNamed(file);
    Files.write(path, Arrays.copyOf(whole, whole.length / 2));
    assertNamed(file);
    Files.copy(out.resolve("run.json"), path, StandardCopyOption.REPLACE_EXISTING);
    assertNamed(file);
  }

  private void assertNamed(String file) {
    Outcome outcome = verify();
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.out()).contains(file);
  }

  @Test
  void a_mask_of_another_image_is_found() throws IOException {
    Files.copy(
        out.resolve("masks/000004.png"),
        out.resolve("masks/000003.png"),
        StandardCopyOption.REPLACE_EXISTING);

    assertNamed("masks/000003.png");
  }
}
