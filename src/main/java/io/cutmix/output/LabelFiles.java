package io.cutmix.output;

import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The label files of a run, written together in one pass over its part files.
 *
 * @param classes names of the soft labels' numbers
 * @param singleClasses whether each sample has one of them
 */
record LabelFiles(OutputLayout layout, List<String> classes, boolean singleClasses, Job job) {

  /** Writes them all; each appears at once. */
  Counts write(PartFiles parts, long units, Consumer<Failure> failures) throws IOException {
    List<LabelsWriter> writers = new ArrayList<>();
    Counts[] counts = {Counts.NONE};
    Storage.Write pass =
        () ->
            counts[0] =
                parts.merge(
                    units,
                    unit -> {
                      unit.failures().forEach(failures);
                      for (LabelsWriter writer : writers) {
                        writer.addShards(unit.index());
                      }
                    },
                    row -> {
                      for (LabelsWriter writer : writers) {
                        writer.add(row);
                      }
                    });
    write(output().labelFiles(), writers, pass);
    return counts[0];
  }

  OutputSpec output() {
    return job.options().output();
  }

  /** Opens one writer after another, so that each is closed whatever happens to the others. */
  private void write(List<String> names, List<LabelsWriter> open, Storage.Write pass)
      throws IOException {
    if (names.isEmpty()) {
      pass.run();
      return;
    }
    Path file = layout.labels(names.get(0));
    layout.publish(
        file,
        path -> {
          try (LabelsWriter writer = open(names.get(0), path)) {
            open.add(writer);
            write(names.subList(1, names.size()), open, pass);
          }
        });
  }

  /** Opens the label file of that name. */
  LabelsWriter open(String name, Path file) throws IOException {
    if (name.equals(OutputSpec.RECIPES)) {
      return new LabelsWriter.Lines(
          file, RecipeFile.Header.of(job, classes, singleClasses).toJson() + "\n");
    }
    if (name.equals(OutputSpec.INDEX)) {
      return LabelsWriter.Document.ofShards(file, 2, classes);
    }
    return switch (LabelsFormat.ofFile(name)) {
      case JSON -> LabelsWriter.Document.ofRows(file, classes);
      case JSONL -> new LabelsWriter.Lines(file, "");
      case CSV -> new CsvLabels(file, classes, output().labelEncoding());
      case PARQUET -> new ParquetLabels(file, this);
      case SHARDS -> LabelsWriter.Document.ofShards(file, 1, classes);
    };
  }
}
