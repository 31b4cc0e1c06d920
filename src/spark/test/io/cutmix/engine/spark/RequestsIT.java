package io.cutmix.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often an object store is asked, which is what it takes time and money for. */
class RequestsIT {
  private static final int IMAGES = 400;
  private static final Pattern REQUESTS = Pattern.compile("requests: (\\d+) looks, (\\d+) reads");

  @TempDir static Path temp;
  private static Path photos;

  /**
   * What a run has asked for.
   *
   * @param looks statuses and lists
   * @param reads of a file, or of a part of it
   */
  private record Requests(int looks, int reads) {}

  @BeforeAll
  static void write_images() throws IOException {
    photos = Photos.write(temp.resolve("photos"), IMAGES);
  }

  /** The headers of shards pass by while they are listed; those of files would cost one each. */
  private static Object[] words(Object images, Path out) {
    String channels = images.toString().endsWith(".tar") ? "auto" : "rgb";
    return new Object[] {
      "--images", images, "--size", 48, "--channels", channels, "--batch-size", 40, "--out", out
    };
  }

  /** The images in tar files of one hundred, and the pattern of their names. */
  private static Path pack() throws IOException {
    List<Path> files = Photos.files(photos);
    Path folder = Files.createDirectories(temp.resolve("shards"));
    for (int i = 0; i < IMAGES / 100; i++) {
      List<Path> hundred = files.subList(100 * i, 100 * i + 100);
      Photos.pack(photos, hundred, folder.resolve("%06d.tar".formatted(i)));
    }
    return folder.resolve("{000000..%06d}.tar".formatted(IMAGES / 100 - 1));
  }

  private static Requests requests(String images, Path out) throws Exception {
    Run.Outcome outcome =
        Run.on(temp, "local[2]")
            .with(
                List.of(
                    "spark.hadoop.fs.slow.impl=" + SlowFiles.class.getName(),
                    "spark.hadoop.fs.slow.millis=5"))
            .augment(words(images, out));
    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(outcome.printed()).doesNotContain(" WARN ");
    Matcher found = REQUESTS.matcher(outcome.printed());
    assertThat(found.find()).as(outcome.printed()).isTrue();
    return new Requests(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "shards"})
  void an_image_costs_one(String form) throws Exception {
    Path images = form.equals("folder") ? photos : pack();
    Path out = temp.resolve(form + "-out");
    Path local = temp.resolve(form + "-local");
    Run.locally(temp, words(images, local));

    Requests requests = requests("slow://x" + images, out);

    assertThat(requests.reads()).isBetween(IMAGES, IMAGES * 12 / 10);
    assertThat(requests.looks()).isLessThan(IMAGES / 20);
    assertThat(Files.readAllBytes(out.resolve("labels.json")))
        .isEqualTo(Files.readAllBytes(local.resolve("labels.json")));
  }
}
