package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.testing.Command;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many generated files against what Pillow and ImageMagick find in them. */
@Tag("long")
final class DifferentialTest {
  @TempDir private Path temp;

  @Test
  void no_file_is_seen_by_both_judges_in_another_way() throws IOException {
    Path script = temp.resolve("differential.py");
    Files.write(script, Fixture.bytes("differential.py"));
    Command.Result made =
        Command.of("/usr/bin/python3", script, temp).patience(Duration.ofMinutes(15)).run();
    assertThat(made.exit()).as(made.err()).isZero();
    List<String> index = Files.readAllLines(temp.resolve("index.txt"));
    List<String> disagreed = new ArrayList<>();
    List<String> against = new ArrayList<>();
    for (String line : index) {
      compare(line.split(" "), disagreed, against);
    }

    System.out.printf("%d files; the judges disagree about these:%n", index.size());
    disagreed.forEach(System.out::println);
    assertThat(index).hasSizeGreaterThan(1500);
    assertThat(against).isEmpty();
  }

  private void compare(String[] row, List<String> disagreed, List<String> against)
      throws IOException {
    ImageShape shape = new ImageShape(Integer.parseInt(row[2]), Integer.parseInt(row[1]), 4);
    int tolerance = Integer.parseInt(row[3]);
    int pillow = Integer.MAX_VALUE;
    int magick = Integer.MAX_VALUE;
    String reason = "";
    try {
      byte[] pixels = new byte[shape.bytes()];
      Codecs.of(CodecChoice.AUTO)
          .decode(
              Files.readAllBytes(temp.resolve(row[0])),
              new Rendering(shape, Optional.empty(), Background.BLACK),
              ByteBuffer.wrap(pixels));
      pillow = distance(pixels, row[0] + ".pillow");
      magick = distance(pixels, row[0] + ".magick");
    } catch (ImageReadException e) {
      reason = e.getMessage();
    }
    String line = "%s: Pillow %d, ImageMagick %d %s".formatted(row[0], pillow, magick, reason);
    if (Math.max(pillow, magick) > tolerance) {
      boolean isAgainst = Math.min(pillow, magick) > tolerance && agree(row[0], tolerance);
      (isAgainst ? against : disagreed).add(line);
    }
  }

  /** Whether both judges saw the same, or there is one only. */
  private boolean agree(String name, int tolerance) throws IOException {
    Path pillow = temp.resolve(name + ".pillow");
    return !Files.exists(pillow)
        || distance(Files.readAllBytes(pillow), name + ".magick") <= tolerance;
  }

  /** The largest difference of a sample, of colors as they count over black. */
  private int distance(byte[] pixels, String judge) throws IOException {
    Path file = temp.resolve(judge);
    if (!Files.exists(file)) {
      return Integer.MAX_VALUE;
    }
    byte[] theirs = Files.readAllBytes(file);
    if (theirs.length != pixels.length) {
      return Integer.MAX_VALUE;
    }
    int farthest = 0;
    for (int i = 0; i < pixels.length; i++) {
      int alpha = i % 4 == 3 ? 255 : pixels[i | 3] & 0xff;
      int difference = Math.abs((pixels[i] & 0xff) - (theirs[i] & 0xff));
      farthest = Math.max(farthest, difference * alpha / 255);
    }
    return farthest;
  }
}
