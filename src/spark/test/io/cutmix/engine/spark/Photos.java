package io.cutmix.engine.spark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

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

  /** All files in a folder, by name. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The class of one of these pictures. */
  static String label(Path folder, Path file) {
    return folder.relativize(file).getName(0).toString();
  }

  /** Puts pictures into a tar file, each beside its class. */
  static void pack(Path folder, List<Path> files, Path shard) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(shard))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        add(tar, name, Files.readAllBytes(file));
        byte[] label = label(folder, file).getBytes(StandardCharsets.UTF_8);
        add(tar, name.replace(".jpg", ".cls"), label);
      }
    }
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
