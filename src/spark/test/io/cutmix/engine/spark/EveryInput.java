package io.cutmix.engine.spark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Small data sets in one folder, one for each way in which {@code augment} takes them. */
final class EveryInput {
  private static final int PICTURES = 24;

  private final Path folder;
  private final List<Path> pictures;

  private EveryInput(Path folder, List<Path> pictures) {
    this.folder = folder;
    this.pictures = pictures;
  }

  static void write(Path folder) throws IOException {
    Path photos = Photos.write(folder.resolve("photos"), PICTURES);
    EveryInput input = new EveryInput(folder, Photos.files(photos));
    Photos.pack(photos, input.pictures, folder.resolve("photos.tar"));
    Photos.write(folder.resolve("broken"), PICTURES);
    Files.write(folder.resolve("broken/class-1/00007.jpg"), new byte[] {1, 2, 3});
    Files.createDirectories(folder.resolve("linked"));
    for (int i = 0; i < 3; i++) {
      Path target = photos.resolve("class-" + i);
      Files.createSymbolicLink(folder.resolve("linked/class-" + i), target);
    }
    input.writeLabels();
    input.writePictures();
    input.writeBoxes();
  }

  private void writeLabels() throws IOException {
    rows("labels.csv", "path,kind", file -> label(file));
    rows("ids.csv", "file,label", file -> label(file).replaceAll("\\D", ""));
    rows("multi.csv", "file,label", file -> label(file) + "|class-0");
    rows("columns.csv", "file,a,b", file -> file.hashCode() % 7 + ".5,2");
    Files.write(folder.resolve("classes.txt"), List.of("class-2", "class-1", "class-0"));
    Files.writeString(
        folder.resolve("map.json"), "{\"class-0\": 2, \"class-1\": 0, \"class-2\": 1}");
  }

  private void rows(String file, String header, Function<String, String> label) throws IOException {
    Files.write(
        folder.resolve(file),
        Stream.concat(Stream.of(header), names().map(name -> name + "," + label.apply(name)))
            .toList());
  }

  private Stream<String> names() {
    return pictures.stream().map(file -> folder.resolve("photos").relativize(file).toString());
  }

  private static String label(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  /** A mask for each picture, and pictures of two sizes that can be seen through. */
  private void writePictures() throws IOException {
    for (String name : names().toList()) {
      String png = name.replace(".jpg", ".png");
      int number = Integer.parseInt(name.replaceAll(".*/|\\D", ""));
      boolean wide = number % 2 == 0;
      write(png("masks/" + png), 48, 48, BufferedImage.TYPE_BYTE_GRAY, number);
      int width = wide ? 40 : 30;
      write(png("sizes/" + png), width, 70 - width, BufferedImage.TYPE_4BYTE_ABGR, number);
    }
  }

  private Path png(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }

  private static void write(Path file, int width, int height, int type, int seed)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int at = 0; at < width * height; at++) {
      image.setRGB(at % width, at / width, at * 0x05_03_07_0b + seed * 7919);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private void writeBoxes() throws IOException {
    List<String> images = new ArrayList<>();
    List<String> boxes = new ArrayList<>();
    for (String name : names().toList()) {
      int id = images.size() + 1;
      images.add(
          "{\"id\": %d, \"file_name\": \"%s\", \"width\": 48, \"height\": 48}".formatted(id, name));
      boxes.add(
          "{\"id\": %d, \"image_id\": %d, \"category_id\": 1, \"bbox\": [%d, 4, 20, 20]}"
              .formatted(id, id, id));
    }
    Files.writeString(
        folder.resolve("coco.json"),
        "{\"images\": %s, \"annotations\": %s, \"categories\": [{\"id\": 1, \"name\": \"cup\"}]}"
            .formatted(list(images), list(boxes)));
  }

  private static String list(List<String> objects) {
    return objects.stream().collect(Collectors.joining(", ", "[", "]"));
  }
}
