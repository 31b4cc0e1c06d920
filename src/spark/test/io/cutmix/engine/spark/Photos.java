package io.cutmix.engine.spark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures in one folder a class, each of another colour. */
final class Photos {
  private static final int SIZE = 48;

  private Photos() {}

  static Path write(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
      for (int at = 0; at < SIZE * SIZE; at++) {
        image.setRGB(at % SIZE, at / SIZE, i * 7919 + at * 31);
      }
      Path file = folder.resolve("class-%d/%05d.jpg".formatted(i % 3, i));
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "jpg", file.toFile());
    }
    return folder;
  }
}
