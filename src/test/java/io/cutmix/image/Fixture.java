package io.cutmix.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A file of src/test/resources, with the header and pixels that another program found in it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Fixture(
    String name, ImageHeader header, ImageShape shape, int tolerance, byte[] pixels) {

  static List<Fixture> all() {
    byte[] pixels = bytes("pixels.bin");
    AtomicInteger start = new AtomicInteger();
    return new String(bytes("index.csv"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> parse(line.split(",", -1), pixels, start))
        .toList();
  }

  /** An image that isn't upright is called by its orientation. */
  private static int orientation(String name) {
    return Integer.parseInt(name.replaceFirst("orientation-(\\d).*", "$1"));
  }

  private static Fixture parse(String[] row, byte[] pixels, AtomicInteger start) {
    int width = Integer.parseInt(row[2]);
    int height = Integer.parseInt(row[3]);
    ImageShape shape = new ImageShape(height, width, Integer.parseInt(row[7]));
    ImageHeader header =
        new ImageHeader(
            FileFormat.valueOf(row[1]),
            width,
            height,
            Boolean.parseBoolean(row[4]),
            Boolean.parseBoolean(row[5]),
            row[0].contains("-16"),
            Boolean.parseBoolean(row[6]) ? 1 : orientation(row[0]),
            true,
            Boolean.parseBoolean(row[9]));
    int from = start.getAndAdd(shape.bytes());
    return new Fixture(
        row[0],
        header,
        shape,
        Integer.parseInt(row[8]),
        Arrays.copyOfRange(pixels, from, from + shape.bytes()));
  }

  byte[] encoded() {
    return bytes(name);
  }

  public static byte[] bytes(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
