package io.cutmix.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.image.Background;
import io.cutmix.image.CodecChoice;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.Fit;
import io.cutmix.image.Icc;
import io.cutmix.image.ImageLimits;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The options of a run as {@code run.json} has them. */
record RecordedOptions(ObjectNode json) {
  /** Those that change nothing which is checked without drawing anything. */
  private static final Set<String> DRAWN = Set.of("alpha", "uniform", "seed");

  private static final Set<String> CHECKED =
      Set.of(
          "length",
          "bbox",
          "box-scope",
          "pairing",
          "prob",
          "batch-size",
          "copies",
          "min-box",
          "max-box",
          "prob-scope",
          "mix-classes",
          "balance",
          "label-smoothing",
          "size",
          "fit",
          "channels",
          "background",
          "format",
          "quality",
          "codec",
          "icc",
          "subsampling",
          "depth",
          "masks",
          "coco",
          "min-visible",
          "labels-format",
          "embed-images",
          "recipes-only",
          "label-encoding",
          "layout",
          "name-pattern",
          "include-originals",
          "output-format",
          "shard-size",
          "shard-bytes",
          "range",
          "max-pixels",
          "report");

  /** Those whose meaning isn't known here. */
  Set<String> unknown() {
    Set<String> unknown = new TreeSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(DRAWN);
    unknown.removeAll(CHECKED);
    return unknown;
  }

  /**
   * Looks at each value that not any text or number can be.
   *
   * @throws IllegalArgumentException if one of them makes no sense
   */
  void requireSense() {
    codec();
    encoding(FileFormat.PNG);
    rendering(isBucket() ? new ImageShape(1, 1, 3, whole("depth", 8)) : Sizes.fixed(this));
    if (whole("batch-size", 64) < 1) {
      throw new IllegalArgumentException("batch-size " + text("batch-size", ""));
    }
  }

  /** The choice decides bytes. */
  CodecChoice codec() {
    return CodecChoice.valueOf(upper("codec", "opencv"));
  }

  /** How sources become images of that shape. */
  Rendering rendering(ImageShape shape) {
    return new Rendering(
        shape,
        has("fit") ? Optional.of(Fit.valueOf(upper("fit", ""))) : Optional.empty(),
        Background.parse(text("background", "black")),
        Icc.valueOf(upper("icc", "convert")));
  }

  /**
   * How images are written.
   *
   * @param auto the format where no other was wanted
   */
  Encoding encoding(FileFormat auto) {
    FileFormat format =
        text("format", "auto").equals("auto") ? auto : FileFormat.valueOf(upper("format", ""));
    return new Encoding(format, whole("quality", 95), whole("subsampling", 420));
  }

  private String upper(String name, String otherwise) {
    return text(name, otherwise).toUpperCase(Locale.ROOT);
  }

  boolean has(String name) {
    return json.has(name);
  }

  String text(String name, String otherwise) {
    return json.path(name).asText(otherwise);
  }

  Optional<Double> number(String name) {
    return has(name) ? Optional.of(json.path(name).asDouble()) : Optional.empty();
  }

  /** More pixels than this and a picture had no size of its own. */
  long maxPixels() {
    return json.path("max-pixels").asLong(ImageLimits.MAX_PIXELS);
  }

  int whole(String name, int otherwise) {
    return json.path(name).asInt(otherwise);
  }

  /** What stands between commas. */
  List<String> list(String name, String otherwise) {
    return List.of(text(name, otherwise).split(",", -1));
  }

  boolean isRecipes() {
    return has("recipes-only");
  }

  boolean isBucket() {
    return text("size", "").equals("bucket");
  }

  /** {@code files}, {@code npy} or {@code webdataset}. */
  String outputFormat() {
    return text("output-format", "files");
  }

  /** Copies of the data set, that of the originals included. */
  int copies() {
    return whole("copies", 1) + (has("include-originals") ? 1 : 0);
  }
}
