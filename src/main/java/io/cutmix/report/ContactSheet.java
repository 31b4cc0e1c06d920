package io.cutmix.report;

import io.cutmix.image.Encoding;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.Box;
import io.cutmix.pipeline.PlannedSample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One picture of a few images: base, partner and mixed image side by side, with the box and the
 * labels. The mixed image is left as it is; its box is marked around it.
 */
public final class ContactSheet {
  /** The longer side of a picture, and least width of a column. */
  private static final int SIDE = 256;

  private static final int MARGIN = 24;
  private static final int GAP = 28;
  private static final int LINE = 22;
  private static final int BARS = 3;
  private static final int MARK = 5;
  private static final int NAMES = 120;
  private static final int NUMBERS = 60;

  private static final int PAPER = 0xffffff;
  private static final int TEXT = 0x1f2328;
  private static final int FAINT = 0x6a737d;
  private static final int GROOVE = 0xe7e9ec;
  private static final int BASE = 0x2f6fb3;
  private static final int PARTNER = 0xd9620b;

  private final ImageCodec codec;
  private final List<String> classes;
  private final Glyphs glyphs;
  private final Canvas canvas;

  private ContactSheet(ImageCodec codec, List<String> classes, Glyphs glyphs, Canvas canvas) {
    this.codec = codec;
    this.classes = classes;
    this.glyphs = glyphs;
    this.canvas = canvas;
  }

  /**
   * Draws it.
   *
   * @param classes names of the labels' numbers
   * @param samples at least one
   */
  public static ContactSheet of(ImageCodec codec, List<String> classes, List<PlannedSample> samples)
      throws IOException {
    List<Tile[]> rows = new ArrayList<>();
    int height = MARGIN;
    for (PlannedSample sample : samples) {
      Tile[] tiles = tiles(codec, sample);
      rows.add(tiles);
      height += rowHeight(sample, tiles) + MARGIN;
    }
    Canvas canvas = new Canvas(2 * MARGIN + 3 * SIDE + 2 * GAP, height, PAPER);
    ContactSheet sheet = new ContactSheet(codec, classes, Glyphs.load(), canvas);
    int top = MARGIN;
    for (int i = 0; i < rows.size(); i++) {
      sheet.draw(samples.get(i), rows.get(i), top);
      top += rowHeight(samples.get(i), rows.get(i)) + MARGIN;
    }
    return sheet;
  }

  private static Tile[] tiles(ImageCodec codec, PlannedSample sample) throws IOException {
    ImageShape shape = sample.pair().shape();
    return new Tile[] {
      Tile.of(codec, sample.pair().base(), shape, SIDE),
      Tile.of(codec, sample.pair().partner(), shape, SIDE),
      Tile.of(codec, sample.pair().image(), shape, SIDE)
    };
  }

  private static int rowHeight(PlannedSample sample, Tile[] tiles) {
    int bars =
        Stream.of(sample.baseLabel(), sample.partnerLabel(), sample.row().softLabel())
            .mapToInt(label -> largest(label).size())
            .max()
            .orElse(0);
    return LINE + MARK + tiles[0].height() + MARK + (1 + bars) * LINE;
  }

  private void draw(PlannedSample sample, Tile[] tiles, int top) {
    boolean mixed = sample.row().isMixed();
    line(sample.row().fileName(), MARGIN, top, canvas.width() - 2 * MARGIN, TEXT);
    String facts =
        mixed
            ? String.format(Locale.ROOT, "λ %.3f, box %s", sample.row().lam(), sample.row().bbox())
            : "not mixed";
    int right = canvas.width() - MARGIN - glyphs.width(facts);
    canvas.fill(right - GAP, top, canvas.width() - right + GAP, Glyphs.CELL, PAPER);
    canvas.text(glyphs, facts, right, top, FAINT);

    int pictures = top + LINE + MARK;
    int under = pictures + tiles[0].height() + MARK;
    for (int column = 0; column < (mixed ? 3 : 1); column++) {
      canvas.picture(tiles[column], left(column), pictures);
    }
    label("base: " + sample.row().source(), sample.baseLabel(), id -> BASE, 0, under);
    if (mixed) {
      label("partner: " + sample.row().partner(), sample.partnerLabel(), id -> PARTNER, 1, under);
      label("mixed", sample.row().softLabel(), id -> origin(sample, id), 2, under);
      Box box = tiles[0].placed(sample.row().bbox(), sample.pair().shape());
      outline(box, left(0), pictures);
      outline(box, left(1), pictures);
      marks(box, left(2), pictures, tiles[2]);
    }
  }

  private static int left(int column) {
    return MARGIN + column * (SIDE + GAP);
  }

  private void line(String text, int left, int top, int room, int colour) {
    canvas.text(glyphs, glyphs.cut(text, room), left, top, colour);
  }

  /** Of two colours, so that it shows on every ground. */
  private void outline(Box box, int left, int top) {
    if (box.area() > 0) {
      inset(box, 0, left, top, PARTNER);
      inset(box, 1, left, top, PARTNER);
      inset(box, 2, left, top, PAPER);
    }
  }

  private void inset(Box box, int by, int left, int top, int colour) {
    int x = left + box.x1() + by;
    int y = top + box.y1() + by;
    canvas.outline(x, y, box.width() - 2 * by, box.height() - 2 * by, colour);
  }

  /** Where the box begins and ends, on all four sides of the picture. */
  private void marks(Box box, int left, int top, Tile tile) {
    int x = left + box.x1();
    int y = top + box.y1();
    canvas.fill(x, top - MARK, box.width(), MARK - 2, PARTNER);
    canvas.fill(x, top + tile.height() + 2, box.width(), MARK - 2, PARTNER);
    canvas.fill(left - MARK, y, MARK - 2, box.height(), PARTNER);
    canvas.fill(left + tile.width() + 2, y, MARK - 2, box.height(), PARTNER);
  }

  /** By whose picture a class is there; neither colour if by both. */
  private static int origin(PlannedSample sample, int id) {
    if (sample.baseLabel()[id] != 0 && sample.partnerLabel()[id] != 0) {
      return FAINT;
    }
    return sample.baseLabel()[id] != 0 ? BASE : PARTNER;
  }

  /** The classes with the largest numbers. */
  private static List<Integer> largest(double[] label) {
    return IntStream.range(0, label.length)
        .filter(id -> label[id] != 0)
        .boxed()
        .sorted((a, b) -> Double.compare(Math.abs(label[b]), Math.abs(label[a])))
        .limit(BARS)
        .toList();
  }

  private void label(String title, double[] label, IntUnaryOperator colour, int column, int top) {
    line(title, left(column), top, SIDE, FAINT);
    List<Integer> largest = largest(label);
    double whole = Math.max(1, largest.isEmpty() ? 0 : Math.abs(label[largest.get(0)]));
    int y = top + LINE;
    for (int id : largest) {
      line(classes.get(id), left(column), y, NAMES - 8, TEXT);
      bar(label[id], Math.abs(label[id]) / whole, colour.applyAsInt(id), left(column), y);
      y += LINE;
    }
  }

  private void bar(double number, double share, int colour, int left, int top) {
    String value = String.format(Locale.ROOT, "%.3f", number);
    int length = SIDE - NAMES - NUMBERS;
    canvas.fill(left + NAMES, top + 6, length, 8, GROOVE);
    canvas.fill(left + NAMES, top + 6, (int) Math.round(share * length), 8, colour);
    canvas.text(glyphs, value, left + SIDE - glyphs.width(value), top, TEXT);
  }

  /** The sheet as a PNG. */
  public byte[] png() throws IOException {
    ImageShape shape = new ImageShape(canvas.height(), canvas.width(), 3);
    return codec.encode(ByteBuffer.wrap(canvas.rgb()), shape, Encoding.PNG);
  }
}
