package io.cutmix.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The label files of a run, written together in one pass over its part files.
 *
 * @param classes names of the soft labels' numbers
 */
record LabelFiles(
    OutputLayout layout, LabelsSettings settings, List<String> classes, JobRecord job) {

  /** Writes them all; each appears at once. */
  RunCounts write(PartFiles parts, long units) throws IOException {
    RunCounts counts = new RunCounts();
    write(
        settings.formats(),
        new ArrayList<>(),
        writers ->
            parts.merge(
                units,
                counts,
                row -> {
                  for (LabelsWriter writer : writers) {
                    writer.add(row);
                  }
                }));
    for (LabelsFormat format : settings.formats()) {
      Files.move(temporary(format), layout.labels(format), StandardCopyOption.ATOMIC_MOVE);
    }
    return counts;
  }

  /** Opens one writer after another, so that each is closed whatever happens to the others. */
  private void write(List<LabelsFormat> toOpen, List<LabelsWriter> open, Pass pass)
      throws IOException {
    if (toOpen.isEmpty()) {
      pass.over(open);
      return;
    }
    LabelsFormat format = toOpen.get(0);
    WriteErrors.naming(
        layout.labels(format),
        () -> {
          try (LabelsWriter writer = format.open(temporary(format), this)) {
            open.add(writer);
            write(toOpen.subList(1, toOpen.size()), open, pass);
          }
        });
  }

  private Path temporary(LabelsFormat format) {
    return layout.work().resolve(format.fileName() + ".tmp");
  }

  private interface Pass {
    void over(List<LabelsWriter> writers) throws IOException;
  }
}
