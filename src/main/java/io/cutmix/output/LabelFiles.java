package io.cutmix.output;

import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.storage.PendingFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The label files of a run, written together in one pass over its part files.
 *
 * @param classes names of the soft labels' numbers
 */
record LabelFiles(
    OutputLayout layout, LabelsSettings settings, List<String> classes, JobRecord job) {

  /** Writes them all; each appears at once. */
  Counts write(PartFiles parts, long units, Consumer<Failure> failures) throws IOException {
    Map<LabelsFormat, PendingFile> files = new EnumMap<>(LabelsFormat.class);
    for (LabelsFormat format : settings.formats()) {
      files.put(format, layout.pending(layout.labels(format)));
    }
    Counts[] counts = {Counts.NONE};
    write(
        List.copyOf(files.entrySet()),
        new ArrayList<>(),
        writers ->
            counts[0] =
                parts.merge(
                    units,
                    failures,
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

  /** Opens one writer after another, so that each is closed whatever happens to the others. */
  private void write(
      List<Map.Entry<LabelsFormat, PendingFile>> toOpen, List<LabelsWriter> open, Pass pass)
      throws IOException {
    if (toOpen.isEmpty()) {
      pass.over(open);
      return;
    }
    LabelsFormat format = toOpen.get(0).getKey();
    PendingFile file = toOpen.get(0).getValue();
    WriteErrors.naming(
        layout.labels(format),
        () -> {
          try (LabelsWriter writer = format.open(file.path(), this)) {
            open.add(writer);
            write(toOpen.subList(1, toOpen.size()), open, pass);
          }
        });
  }

  private interface Pass {
    void over(List<LabelsWriter> writers) throws IOException;
  }
}
