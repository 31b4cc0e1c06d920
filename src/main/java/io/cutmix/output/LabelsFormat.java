package io.cutmix.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The kinds of label files; each holds the same rows. */
public enum LabelsFormat {
  /** The classes and all rows in one document. */
  JSON("labels.json"),
  /** A row a line, under the name by which Hugging Face's image folder finds it. */
  JSONL("metadata.jsonl"),
  /** A header, then a row a line. */
  CSV("labels.csv"),
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

  LabelsWriter open(Path file, List<String> classes, LabelEncoding encoding, JobRecord job)
      throws IOException {
    return switch (this) {
      case JSON -> new JsonLabels(file, classes);
      case JSONL -> new JsonLinesLabels(file, "");
      case RECIPES -> new JsonLinesLabels(file, RecipeHeader.of(job, classes).toJson() + "\n");
      case CSV -> new CsvLabels(file, classes, encoding);
    };
  }
}
