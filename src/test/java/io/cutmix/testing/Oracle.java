package io.cutmix.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Computes every image and soft label of a run anew, from the sources and from what {@code
 * labels.json} says of each row, by plain loops and the decoders of the JDK.
 *
 * @param images the folder of the sources
 * @param out the folder of the run
 * @param channels of every image: 1, 3 or 4
 * @param target the label of a source, a number for each class
 * @param tolerance how many levels a pixel may differ by
 */
public record Oracle(
    Path images, Path out, int channels, Function<String, double[]> target, int tolerance) {
  private static final JsonMapper JSON = new JsonMapper();

  public static Oracle exact(ImagesAndLabels photos, Path out, int channels) {
    return new Oracle(photos.images(), out, channels, photos::oneHot, 0);
  }

  public static List<JsonNode> rows(Path out) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    JSON.readTree(out.resolve("labels.json").toFile()).get("samples").forEach(rows::add);
    return rows;
  }

  public void check() throws IOException {
    List<JsonNode> rows = rows(out);
    assertThat(rows).isNotEmpty();
    for (JsonNode row : rows) {
      int[][][] own = read(images.resolve(row.get("source").asText()), channels);
      int[][][] partner = read(images.resolve(row.get("partner").asText()), channels);
      int[][][] image = read(out.resolve(row.get("file_name").asText()), channels);
      checkPixels(row, own, partner, image);
      checkLabel(row, own.length, own[0].length);
    }
  }

  private void checkPixels(JsonNode row, int[][][] own, int[][][] partner, int[][][] image) {
    JsonNode box = row.get("bbox");
    assertThat(image.length).as("height of %s", row).isEqualTo(own.length);
    for (int y = 0; y < own.length; y++) {
      assertThat(image[y].length).as("width of %s", row).isEqualTo(own[y].length);
      for (int x = 0; x < own[y].length; x++) {
        boolean replaced =
            x >= box.get(0).asInt()
                && x < box.get(2).asInt()
                && y >= box.get(1).asInt()
                && y < box.get(3).asInt();
        for (int c = 0; c < channels; c++) {
          int expected = replaced ? partner[y][x][c] : own[y][x][c];
          if (Math.abs(image[y][x][c] - expected) > tolerance) {
            throw new AssertionError(
                "x %d, y %d, channel %d is %d instead of %d in %s"
                    .formatted(x, y, c, image[y][x][c], expected, row));
          }
        }
      }
    }
  }

  private void checkLabel(JsonNode row, int height, int width) {
    JsonNode box = row.get("bbox");
    long area =
        (long) (box.get(2).asInt() - box.get(0).asInt())
            * (box.get(3).asInt() - box.get(1).asInt());
    double lam = row.get("lam").asDouble();
    assertThat(lam).as("lam of %s", row).isEqualTo(1 - (double) area / ((double) height * width));
    if (row.get("source").equals(row.get("partner"))) {
      assertThat(row.get("bbox").toString()).isEqualTo("[0,0,0,0]");
    }
    double[] own = target.apply(row.get("source").asText());
    double[] partner = target.apply(row.get("partner").asText());
    JsonNode label = row.get("soft_label");
    assertThat(label).hasSize(own.length);
    for (int i = 0; i < own.length; i++) {
      assertThat(label.get(i).asDouble())
          .as("class %d of %s", i, row)
          .isCloseTo(lam * own[i] + (1 - lam) * partner[i], within(1e-9));
    }
  }

  /** An image as rows, columns, channels. Gray becomes red = green = blue, no alpha opaque. */
  public static int[][][] read(Path file, int channels) throws IOException {
    BufferedImage photo = decode(file);
    boolean palette = photo.getColorModel() instanceof IndexColorModel;
    int bands = photo.getRaster().getNumBands();
    int[][][] pixels = new int[photo.getHeight()][photo.getWidth()][channels];
    for (int y = 0; y < pixels.length; y++) {
      for (int x = 0; x < pixels[y].length; x++) {
        for (int c = 0; c < channels; c++) {
          if (c == 3 && bands < 4) {
            pixels[y][x][c] = 255;
          } else if (palette) {
            pixels[y][x][c] = photo.getRGB(x, y) >> (16 - 8 * c) & 0xff;
          } else {
            pixels[y][x][c] = photo.getRaster().getSample(x, y, bands == 1 ? 0 : c);
          }
        }
      }
    }
    return pixels;
  }

  private static BufferedImage decode(Path file) throws IOException {
    try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
      for (Iterator<ImageReader> all = ImageIO.getImageReaders(input); all.hasNext(); ) {
        ImageReader reader = all.next();
        if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
          reader.setInput(input);
          return reader.read(0);
        }
      }
    }
    throw new IOException("the JDK can't read " + file);
  }
}
