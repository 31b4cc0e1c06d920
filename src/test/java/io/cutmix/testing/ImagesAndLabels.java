package io.cutmix.testing;

import static java.util.Objects.requireNonNull;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A folder of generated images, and the CSV file beside it. The classes are a, b and c in turn.
 *
 * @param root holds both
 * @param names of the images, in the order of the rows
 */
public record ImagesAndLabels(Path root, List<String> names) {
  public static final List<String> CLASSES = List.of("a", "b", "c");

  /** Makes {@code count} images of noise. */
  public static ImagesAndLabels make(
      Path root, int count, String extension, int height, int width, int channels)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("p%04d.%s".formatted(i, extension));
    }
    ImagesAndLabels folder = new ImagesAndLabels(root, List.copyOf(names));
    Files.createDirectories(folder.images());
    for (int i = 0; i < count; i++) {
      write(folder.file(i), image(i, height, width, channels));
    }
    folder.writeLabels(names);
    return folder;
  }

  /** Makes {@code count} colour PNGs of 5 rows and 7 columns. */
  public static ImagesAndLabels make(Path root, int count) throws IOException {
    return make(root, count, "png", 5, 7, 3);
  }

  /** Copies images that the codecs are tested with. */
  public static ImagesAndLabels ofFixtures(Path root, String... fixtures) throws IOException {
    List<String> names = new ArrayList<>();
    Files.createDirectories(root.resolve("images"));
    for (String fixture : fixtures) {
      String name = "p%04d-%s".formatted(names.size(), fixture.replaceAll("\\d", ""));
      try (InputStream bytes = ImagesAndLabels.class.getResourceAsStream("../image/" + fixture)) {
        Files.write(root.resolve("images").resolve(name), requireNonNull(bytes).readAllBytes());
      }
      names.add(name);
    }
    ImagesAndLabels folder = new ImagesAndLabels(root, List.copyOf(names));
    folder.writeLabels(names);
    return folder;
  }

  public static void write(Path file, BufferedImage image) throws IOException {
    String name = file.toString();
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IOException("no writer for " + file);
    }
  }

  public static BufferedImage image(int seed, int height, int width, int channels) {
    int type =
        switch (channels) {
          case 1 -> BufferedImage.TYPE_BYTE_GRAY;
          case 3 -> BufferedImage.TYPE_3BYTE_BGR;
          default -> BufferedImage.TYPE_4BYTE_ABGR;
        };
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          image.getRaster().setSample(x, y, c, random.nextInt(256));
        }
      }
    }
    return image;
  }

  public void writeLabels(List<String> order) throws IOException {
    List<String> lines = new ArrayList<>(List.of("file,label"));
    order.forEach(name -> lines.add(name + "," + label(name)));
    Files.write(labels(), lines);
  }

  public Path images() {
    return root.resolve("images");
  }

  public Path labels() {
    return root.resolve("labels.csv");
  }

  public Path file(int i) {
    return images().resolve(names.get(i));
  }

  /** The class of an image, by the number in its name. */
  public static String label(String name) {
    return CLASSES.get(Integer.parseInt(name.replaceAll("\\D", "")) % CLASSES.size());
  }

  /** The target of an image; with fewer than three images there are fewer classes. */
  public double[] oneHot(String name) {
    double[] target = new double[Math.min(CLASSES.size(), names.size())];
    target[CLASSES.indexOf(label(name))] = 1;
    return target;
  }

  /** Spoils the pixels of a PNG, but neither its header nor its size; returns what it was. */
  public byte[] damage(int i) throws IOException {
    byte[] whole = Files.readAllBytes(file(i));
    byte[] spoilt = whole.clone();
    int data = new String(whole, StandardCharsets.ISO_8859_1).indexOf("IDAT") + 4;
    Arrays.fill(spoilt, data, data + 8, (byte) 0);
    Files.write(file(i), spoilt);
    return whole;
  }
}
