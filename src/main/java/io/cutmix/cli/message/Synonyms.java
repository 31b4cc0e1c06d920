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

  private Synonyms() {}

  /** Our option for another tool's, with dashes or underscores between its words. */
  static Optional<String> of(String option) {
    String name = option.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^-+", "");
    return OF_OPTIONS.entrySet().stream()
        .filter(entry -> entry.getValue().contains(name) || entry.getKey().equals("--" + name))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
