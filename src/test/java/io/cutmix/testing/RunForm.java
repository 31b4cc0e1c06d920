package io.cutmix.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a run writes, and by which options. */
public enum RunForm {
  FLAT(""),
  SHARDED("--layout sharded --copies 2"),
  TREE("--layout tree --format png"),
  NAMED("--name-pattern {index}-{source}-{partner}"),
  NPY("--output-format npy --shard-size 64"),
  WEBDATASET("--output-format webdataset --shard-size 64 --shard-bytes 100000"),
  MDS("--output-format mds --shard-size 64 --shard-bytes 100000"),
  PARQUET("--labels-format parquet --embed-images"),
  ROWS("--labels-format json,jsonl,csv --label-encoding sparse --copies 2"),
  MASKS("--masks MASKS"),
  BOXES("--coco COCO"),
  RECIPES("--recipes-only --copies 20"),
  RENDERED(""),
  ORIGINALS("--include-originals --prob 0.5"),
  OVERWRITTEN("--overwrite --layout tree");

  private final String options;

  RunForm(String options) {
    this.options = options;
  }

  /** The command that writes it to a folder, in batches of 16. */
  public List<Object> words(FormInputs inputs, Path out) {
    List<Object> words = new ArrayList<>();
    if (this == RENDERED) {
      words.addAll(List.of("render", inputs.recipes()));
    } else {
      words.addAll(List.of("augment", "--labels", inputs.input().labels(), "--batch-size", 16));
    }
    words.addAll(List.of("--images", inputs.input().images(), "--out", out, "--threads", 2));
    for (String word : options.isEmpty() ? new String[0] : options.split(" ")) {
      words.add(
          word.equals("MASKS") ? inputs.masks() : word.equals("COCO") ? inputs.boxes() : word);
    }
    return words;
  }
}
