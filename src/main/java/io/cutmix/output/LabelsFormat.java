package io.cutmix.output;

import java.io.IOException;
import java.nio.file.Path;

/** The kinds of label files; each but {@link #SHARDS} holds the same rows. */
public enum LabelsFormat {
  /** The classes and all rows in one document. */
  JSON("labels.json"),
  /** A row a line, under the name by which Hugging Face's image folder finds it. */
  JSONL("metadata.jsonl"),
  /** A header, then a row a line. */
  CSV("labels.csv"),
  /** A row a row, under the name by which Hugging Face's image folder finds it. */
  PARQUET("metadata.parquet"),
  /** No rows, but the shards in which they stand. */
  SHARDS("shards.json"),
  /** A header with what rendering needs, then a row a line. */
  RECIPES("recipes.jsonl");

  private final String fileName;

  LabelsFormat(String fileName) {
    this.fileName = fileName;
  }

  /** Name of the file within the output folder. */
  String fileName() {
    return fileName;
  }

  /**
   * Opens such a file.
   *
   * @param run whose rows it will hold
   */
  LabelsWriter open(Path file, LabelFiles run) throws IOException {
    return switch (this) {
      case JSON -> new JsonLabels(file, run.classes());
      case JSONL -> new JsonLinesLabels(file, "");
      case RECIPES ->
          new JsonLinesLabels(file, RecipeHeader.of(run.job(), run.classes()).toJson() + "\n");
      case CSV -> new CsvLabels(file, run.classes(), run.settings().encoding());
      case PARQUET -> new ParquetLabels(file, run);
      case SHARDS -> new ShardManifest(file, run.classes());
    };
  }
}
