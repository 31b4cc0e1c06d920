package io.cutmix.report;

import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.Box;
import io.cutmix.output.LabelRow;
import io.cutmix.pipeline.MixedPair;
import io.cutmix.pipeline.Parallel;
import io.cutmix.preview.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The images that a report shows, small, with what each is made of. */
record Gallery(ReportSource source) {
  private static final int SIDE = 144;
  private static final int SMALL = 64;
  private static final int CLASSES = 3;
  private static final Encoding JPEG = new Encoding(FileFormat.JPEG, 75);

  /** A card for each row whose pictures can still be read. */
  List<Map<String, Object>> cards(List<LabelRow> rows, Parallel parallel) throws IOException {
    @Nullable Card[] cards = new Card[rows.size()];
    parallel.forEach(cards.length, i -> cards[i] = card(rows.get(i)));
    return Arrays.stream(cards).filter(Objects::nonNull).map(Card::values).toList();
  }

  private record Card(Map<String, Object> values) {}

  private @Nullable Card card(LabelRow row) throws IOException {
    MixedPair pair;
    try {
      pair = source.pairs().of(row);
    } catch (IOException e) {
      // It was there when the run read it; the image is, and the report goes on without it.
      return null;
    }
    Map<String, Object> card = new HashMap<>();
    Tile image = Tile.shrunk(source.codec(), pair.image(), pair.shape(), SIDE);
    card.put("file", row.fileName());
    card.put("image", dataUri(image));
    card.put("small", Math.max(image.width(), image.height()) <= SMALL);
    card.put("width", image.width());
    card.put("height", image.height());
    card.put("base", dataUri(Tile.shrunk(source.codec(), pair.base(), pair.shape(), SIDE)));
    card.put("source", row.source());
    card.put("mixed", row.isMixed());
    if (row.isMixed()) {
      Tile partner = Tile.shrunk(source.codec(), pair.partner(), pair.shape(), SIDE);
      card.put("partnerImage", dataUri(partner));
    }
    card.put("partner", row.partner());
    card.put("box", row.isMixed() ? outline(row.bbox(), pair.shape()) : "");
    card.put(
        "facts",
        row.isMixed()
            ? String.format(Locale.ROOT, "λ %.3f, box %s", row.lam(), row.bbox())
            : "not mixed");
    card.put("label", label(row));
    return new Card(card);
  }

  private String dataUri(Tile tile) throws IOException {
    ImageCodec codec = source.codec();
    boolean small = Math.max(tile.width(), tile.height()) <= SMALL;
    ImageShape shape = new ImageShape(tile.height(), tile.width(), 3);
    byte[] bytes = codec.encode(ByteBuffer.wrap(tile.rgb()), shape, small ? Encoding.PNG : JPEG);
    return "data:image/%s;base64,%s"
        .formatted(small ? "png" : "jpeg", Base64.getEncoder().encodeToString(bytes));
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

  /** The classes with the largest numbers; which picture each is from can be told for two. */
  private List<Map<String, Object>> label(LabelRow row) {
    double[] label = row.softLabel();
    double whole = Math.max(1, Arrays.stream(label).map(Math::abs).max().orElse(1));
    return IntStream.range(0, label.length)
        .filter(id -> label[id] != 0)
        .boxed()
        .sorted((a, b) -> Double.compare(Math.abs(label[b]), Math.abs(label[a])))
        .limit(CLASSES)
        .map(
            id ->
                Map.<String, Object>of(
                    "name", source.classes().get(id),
                    "number", String.format(Locale.ROOT, "%.3f", label[id]),
                    "percent",
                        String.format(Locale.ROOT, "%.1f", 100 * Math.abs(label[id]) / whole),
                    "origin", origin(label[id], row.lam())))
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
