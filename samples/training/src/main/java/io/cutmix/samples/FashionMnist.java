package io.cutmix.samples;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;

/** Unpacks Fashion-MNIST's IDX files to PNGs, a folder for each class. */
final class FashionMnist {
  private static final int SIZE = 28;

  private FashionMnist() {}

  /** {@code FashionMnist SOURCE train|t10k COUNT TO}: unpacks the first COUNT pictures. */
  public static void main(String[] args) throws IOException {
    unpack(Path.of(args[0]), args[1], Integer.parseInt(args[2]), Path.of(args[3]));
  }

  private static void unpack(Path source, String part, int count, Path to) throws IOException {
    try (DataInputStream images = open(source.resolve(part + "-images-idx3-ubyte.gz"), 16);
        DataInputStream labels = open(source.resolve(part + "-labels-idx1-ubyte.gz"), 8)) {
      byte[] pixels = new byte[SIZE * SIZE];
      for (int i = 0; i < count; i++) {
        images.readFully(pixels);
        Path folder = Files.createDirectories(to.resolve(Integer.toString(labels.read())));
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, SIZE, SIZE, pixels);
        ImageIO.write(picture, "png", folder.resolve("%05d.png".formatted(i)).toFile());
      }
    }
  }

  private static DataInputStream open(Path file, int header) throws IOException {
    DataInputStream data =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))));
    data.skipNBytes(header);
    return data;
  }
}
