package io.cutmix.cli.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What other tools (timm, Composer, torchvision, img2dataset) and our drafts call our options. */
final class Synonyms {
  private static final Map<String, List<String>> OF_OPTIONS =
      Map.ofEntries(
          Map.entry(
              "--images", List.of("input", "input-dir", "data", "data-dir", "data-path", "root")),
          Map.entry("--labels", List.of("annotations", "csv", "label-file", "targets")),
          Map.entry("--classes", List.of("class-map", "class-names")),
          Map.entry("--out", List.of("output", "output-dir", "output-folder", "outdir", "dest")),
          Map.entry("--image-timeout", List.of("picture-timeout", "timeout")),
          Map.entry("--overwrite", List.of("force", "clobber")),
          Map.entry(
              "--threads",
              List.of("workers", "num-workers", "jobs", "processes-count", "thread-count")),
          Map.entry("--size", List.of("img-size", "image-size", "input-size", "resize", "imgsz")),
          Map.entry("--fit", List.of("resize-mode", "crop-mode")),
          Map.entry("--quality", List.of("encode-quality", "jpeg-quality")),
          Map.entry("--format", List.of("encode-format", "image-format")),
          Map.entry("--alpha", List.of("cutmix-alpha", "beta")),
          Map.entry("--prob", List.of("cutmix-prob", "mixup-prob", "mix-prob", "probability", "p")),
          Map.entry("--prob-scope", List.of("mixup-mode")),
          Map.entry("--min-box", List.of("cutmix-minmax")),
          Map.entry("--label-smoothing", List.of("smoothing")),
          Map.entry("--batch-size", List.of("batch", "bs")),
          Map.entry("--copies", List.of("epochs", "repeats", "num-copies", "multiplier")),
          Map.entry("--seed", List.of("random-seed", "manual-seed")),
          Map.entry("--shard-size", List.of("number-sample-per-shard", "maxcount")),
          Map.entry("--shard-bytes", List.of("maxsize")));

  /** What other tools have an option for and this one doesn't, and what to do instead. */
  private static final Map<List<String>, String> NONE =
      Map.of(
          List.of("limit", "max-samples", "max-images", "num-samples", "subset", "first"),
          "there is none: list those images in --labels, or draw a few with cutmix preview",
          List.of("device", "gpu", "gpus", "cuda"),
          "there is none: all work is done by the processor",
          List.of("mixup", "mixup-alpha", "mixup-off-epoch"),
          "there is none: cutmix makes no MixUp");

  private Synonyms() {}

  /** What to do instead where there is no such option of ours, by its name in other tools. */
  static Optional<String> none(String option) {
    String name = plain(option);
    return NONE.entrySet().stream()
        .filter(entry -> entry.getKey().contains(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String plain(String option) {
    return option.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^-+", "");
  }

  /** Our option for another tool's, with dashes or underscores between its words. */
  static Optional<String> of(String option) {
    String name = plain(option);
    return OF_OPTIONS.entrySet().stream()
        .filter(entry -> entry.getValue().contains(name) || entry.getKey().equals("--" + name))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
