package io.cutmix.preview;

import io.cutmix.image.Encoding;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.Box;
import io.cutmix.output.LabelRow;
import io.cutmix.work.MixedPair;
import io.cutmix.work.PlannedSample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One image of a few samples: base, partner and mixed image side by side, with the box and the
 * labels. The mixed image is left as it is; its box is marked around it.
 */
public final class ContactSheet {
  /** The longer side of an image, and least width of a column. */
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

  private final List<String> classes;
  private final Glyphs glyphs;
  private final Canvas canvas;

  private ContactSheet(List<String> classes, Glyphs glyphs, int height) {
    this.classes = classes;
    this.glyphs = glyphs;
    this.canvas = new Canvas(2 * MARGIN + 3 * SIDE + 2 * GAP, height, PAPER);
  }

  /**
   * Draws it.
   *
   * @param classes names of the labels' numbers
   * @param samples at least one
   * @return the sheet as a PNG
   */
  public static byte[] png(ImageCodec codec, List<String> classes, List<PlannedSample> samples)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    for (PlannedSample sample : samples) {
      rows.add(Row.of(codec, sample));
    }
    int height = MARGIN + rows.stream().mapToInt(row -> row.height() + MARGIN).sum();
    ContactSheet sheet = new ContactSheet(classes, Glyphs.load(), height);
    int top = MARGIN;
    for (Row row : rows) {
      sheet.draw(row, top);
      top += row.height() + MARGIN;
    }
    Canvas canvas = sheet.canvas;
    return codec.encode(
        ByteBuffer.wrap(canvas.rgb()), new ImageShape(height, canvas.width(), 3), Encoding.PNG);
  }

  private record Row(PlannedSample sample, Tile base, Tile partner, Tile image) {

    static Row of(ImageCodec codec, PlannedSample sample) throws IOException {
      MixedPair pair = sample.pair();
      return new Row(
          sample,
          Tile.of(codec, pair.base(), pair.shape(), SIDE),
          Tile.of(codec, pair.partner(), pair.shape(), SIDE),
          Tile.of(codec, pair.image(), pair.shape(), SIDE));
    }

    int height() {
      int bars =
          Stream.of(sample.baseLabel(), sample.partnerLabel(), sample.row().softLabel())
              .mapToInt(label -> largest(label).size())
              .max()
              .orElse(0);
      return LINE + MARK + base.height() + MARK + (1 + bars) * LINE;
    }

    /** By whose image a class is there; neither color if by both. */
    int origin(int id) {
      boolean isBase = sample.baseLabel()[id] != 0;
      return isBase && sample.partnerLabel()[id] != 0 ? FAINT : isBase ? BASE : PARTNER;
    }
  }

  private void draw(Row row, int top) {
    LabelRow label = row.sample.row();
    line(label.fileName(), MARGIN, top, canvas.width() - 2 * MARGIN, TEXT);
    String facts = facts(label);
    int right = canvas.width() - MARGIN - glyphs.width(facts);
    canvas.fill(right - GAP, top, canvas.width() - right + GAP, Glyphs.CELL, PAPER);
    canvas.text(glyphs, facts, right, top, FAINT);

    int images = top + LINE + MARK;
    int under = images + row.base.height() + MARK;
    canvas.image(row.base, left(0), images);
    label("base: " + label.source(), row.sample.baseLabel(), id -> BASE, 0, under);
    if (label.isMixed()) {
      canvas.image(row.partner, left(1), images);
      canvas.image(row.image, left(2), images);
      label("partner: " + label.partner(), row.sample.partnerLabel(), id -> PARTNER, 1, under);
      label("mixed", label.softLabel(), row::origin, 2, under);
      Box box = row.base.placed(label.bbox(), row.sample.pair().shape());
      outline(box, left(0), images);
      outline(box, left(1), images);
      marks(box, left(2), images, row.image);
    }
  }

  private static int left(int column) {
    return MARGIN + column * (SIDE + GAP);
  }

  private void line(String text, int left, int top, int room, int color) {
    canvas.text(glyphs, glyphs.cut(text, room), left, top, color);
  }

  /** Of two colors, so that it shows on every ground. */
  private void outline(Box box, int left, int top) {
    for (int inset = 0; inset < 3 && box.area() > 0; inset++) {
      int x = left + box.x1() + inset;
      int y = top + box.y1() + inset;
      int color = inset < 2 ? PARTNER : PAPER;
      canvas.outline(x, y, box.width() - 2 * inset, box.height() - 2 * inset, color);
    }
  }

  /** Where the box begins and ends, on all four sides of the image. */
  private void marks(Box box, int left, int top, Tile tile) {
    int x = left + box.x1();
    int y = top + box.y1();
    canvas.fill(x, top - MARK, box.width(), MARK - 2, PARTNER);
    canvas.fill(x, top + tile.height() + 2, box.width(), MARK - 2, PARTNER);
    canvas.fill(left - MARK, y, MARK - 2, box.height(), PARTNER);
    canvas.fill(left + tile.width() + 2, y, MARK - 2, box.height(), PARTNER);
  }

  /** In a few words, how an image was mixed. */
  public static String facts(LabelRow row) {
    return row.isMixed()
        ? String.format(Locale.ROOT, "λ %.3f, box %s", row.lam(), row.bbox())
        : "not mixed";
  }

  /** The few classes of a label with the largest numbers. */
  public static List<Integer> largest(double[] label) {
    return IntStream.range(0, label.length)
        .filter(id -> label[id] != 0)
        .boxed()
        .sorted((a, b) -> Double.compare(Math.abs(label[b]), Math.abs(label[a])))
        .limit(BARS)
        .toList();
  }

  private void label(String title, double[] label, IntUnaryOperator color, int column, int top) {
    line(title, left(column), top, SIDE, FAINT);
    List<Integer> largest = largest(label);
    double whole = Math.max(1, largest.isEmpty() ? 0 : Math.abs(label[largest.get(0)]));
    int y = top + LINE;
    for (int id : largest) {
      line(classes.get(id), left(column), y, NAMES - 8, TEXT);
      bar(label[id], Math.abs(label[id]) / whole, color.applyAsInt(id), left(column), y);
      y += LINE;
    }
  }

  private void bar(double number, double share, int color, int left, int top) {
    String value = String.format(Locale.ROOT, "%.3f", number);
    int length = SIDE - NAMES - NUMBERS;
    canvas.fill(left + NAMES, top + 6, length, 8, GROOVE);
    canvas.fill(left + NAMES, top + 6, (int) Math.round(share * length), 8, color);
    canvas.text(glyphs, value, left + SIDE - glyphs.width(value), top, TEXT);
  }
}
