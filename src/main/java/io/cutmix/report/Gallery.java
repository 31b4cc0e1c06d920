package io.cutmix.report;

import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Parallel;
import io.cutmix.mix.Box;
import io.cutmix.output.LabelRow;
import io.cutmix.preview.ContactSheet;
import io.cutmix.preview.Tile;
import io.cutmix.report.HtmlReport.ReportSource;
import io.cutmix.work.MixedPair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The images that a report shows, small, with what each is made of. */
record Gallery(ReportSource source) {
  private static final int SIDE = 144;
  private static final int SMALL = 64;
  private static final Encoding JPEG = new Encoding(FileFormat.JPEG, 75);

  /**
   * What the page shows of an image.
   *
   * @param small whether pixels are to be seen
   * @param image a data URI, as those of its base and partner
   * @param outline markup
   */
  record Card(
      LabelRow row,
      int width,
      int height,
      boolean small,
      String image,
      String base,
      String partner,
      String outline,
      String facts,
      List<Share> label) {}

  /** A class in a label; {@code origin} is a CSS class. */
  record Share(String name, String number, String percent, String origin) {}

  /** A card for each row whose images can still be read. */
  List<Card> cards(List<LabelRow> rows, Parallel parallel) throws IOException {
    @Nullable Card[] cards = new Card[rows.size()];
    parallel.forEach(cards.length, i -> cards[i] = card(rows.get(i)));
    return Arrays.stream(cards).filter(Objects::nonNull).map(Card.class::cast).toList();
  }

  private @Nullable Card card(LabelRow row) throws IOException {
    MixedPair pair;
    try {
      pair = source.pairs().of(row);
    } catch (IOException e) {
      // It was there when the run read it; the image is, and the report goes on without it.
      return null;
    }
    Tile image = tile(pair.image(), pair);
    return new Card(
        row,
        image.width(),
        image.height(),
        isSmall(image),
        dataUri(image),
        dataUri(tile(pair.base(), pair)),
        row.isMixed() ? dataUri(tile(pair.partner(), pair)) : "",
        row.isMixed() ? outline(row.bbox(), pair.shape()) : "",
        ContactSheet.facts(row),
        label(row));
  }

  private Tile tile(byte[] encoded, MixedPair pair) throws IOException {
    return Tile.shrunk(source.codec(), encoded, pair.shape(), SIDE);
  }

  private static boolean isSmall(Tile tile) {
    return Math.max(tile.width(), tile.height()) <= SMALL;
  }

  private String dataUri(Tile tile) throws IOException {
    ImageCodec codec = source.codec();
    ImageShape shape = new ImageShape(tile.height(), tile.width(), 3);
    Encoding encoding = isSmall(tile) ? Encoding.PNG : JPEG;
    byte[] bytes = codec.encode(ByteBuffer.wrap(tile.rgb()), shape, encoding);
    return "data:image/%s;base64,%s"
        .formatted(isSmall(tile) ? "png" : "jpeg", Base64.getEncoder().encodeToString(bytes));
  }

  private static String outline(Box box, ImageShape shape) {
    return String.format(
        Locale.ROOT,
        "<i style=\"left:%.2f%%;top:%.2f%%;width:%.2f%%;height:%.2f%%\"></i>",
        100.0 * box.x1() / shape.width(),
        100.0 * box.y1() / shape.height(),
        100.0 * box.width() / shape.width(),
        100.0 * box.height() / shape.height());
  }

  /** The classes with the largest numbers; which image each is from can be told for two. */
  private List<Share> label(LabelRow row) {
    double[] label = row.softLabel();
    double whole = Math.max(1, Arrays.stream(label).map(Math::abs).max().orElse(1));
    return ContactSheet.largest(label).stream()
        .map(
            id ->
                new Share(
                    source.classes().get(id),
                    String.format(Locale.ROOT, "%.3f", label[id]),
                    String.format(Locale.ROOT, "%.1f", 100 * Math.abs(label[id]) / whole),
                    origin(label[id], row.lam())))
        .toList();
  }

  private static String origin(double number, double lam) {
    if (lam == 0.5 || lam == 1) {
      return lam == 1 ? "base" : "both";
    }
    if (Math.abs(number - lam) < 1e-9) {
      return "base";
    }
    return Math.abs(number - (1 - lam)) < 1e-9 ? "partner" : "both";
  }
}
