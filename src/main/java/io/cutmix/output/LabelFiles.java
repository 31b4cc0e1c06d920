package io.cutmix.output;

import static io.cutmix.storage.Storage.naming;

import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.storage.PendingFile;
import io.cutmix.storage.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, PendingFile> files = new LinkedHashMap<>();
    for (String name : output().labelFiles()) {
      files.put(name, layout.pending(layout.labels(name)));
    }
    Counts[] counts = {Counts.NONE};
    write(
        List.copyOf(files.entrySet()),
        new ArrayList<>(),
        writers ->
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
                    }));
    for (PendingFile file : files.values()) {
      try (file) {
        file.publish();
      }
    }
    return counts[0];
  }

  OutputSpec output() {
    return job.options().output();
  }

  /** Opens one writer after another, so that each is closed whatever happens to the others. */
  private void write(
      List<Map.Entry<String, PendingFile>> toOpen,
      List<LabelsWriter> open,
      Use<List<LabelsWriter>> pass)
      throws IOException {
    if (toOpen.isEmpty()) {
      pass.accept(open);
      return;
    }
    String name = toOpen.get(0).getKey();
    PendingFile file = toOpen.get(0).getValue();
    naming(
        layout.labels(name),
        () -> {
          try (LabelsWriter writer = open(name, file.path())) {
            open.add(writer);
            write(toOpen.subList(1, toOpen.size()), open, pass);
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
      return new LabelsWriter.Index(new LabelsWriter.Document(file, 2, classes, "shards"));
    }
    return switch (LabelsFormat.ofFile(name)) {
      case JSON -> new LabelsWriter.Document(file, 1, classes, "samples");
      case JSONL -> new LabelsWriter.Lines(file, "");
      case CSV -> new CsvLabels(file, classes, output().labelEncoding());
      case PARQUET -> new ParquetLabels(file, this);
      case SHARDS -> new LabelsWriter.Manifest(file, classes);
    };
  }
}
