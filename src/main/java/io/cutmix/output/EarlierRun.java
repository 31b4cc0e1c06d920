package io.cutmix.output;

import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run, finished or not, has left in its folder.
 *
 * @param job which run it was
 */
record EarlierRun(OutputLayout layout, Job job) {

  /**
   * Removes it and nothing else; the lock and the job stay. Should it be stopped in the middle,
   * what is left is a run that isn't finished, and doing it again goes on.
   */
  void remove() throws IOException {
    if (Files.exists(layout.run())) {
      Files.move(layout.run(), layout.job(), StandardCopyOption.ATOMIC_MOVE);
    }
    for (Path part : Folders.list(layout.parts(), Folders.ALL)) {
      layout.undo(part);
    }
    OutputSpec output = job.options().output();
    List<Path> labels = output.labelFiles().stream().map(layout::labels).toList();
    ImageFiles images = new ImageFiles(layout, job.options().image().masks().isPresent());
    if (output.hasPlainNames()) {
      images.removePlain(output.layout() == Layout.SHARDED);
    } else {
      List<Path> records = new ArrayList<>(labels);
      records.addAll(Folders.list(layout.undone(), Folders.ALL));
      images.removeRecorded(records);
      Folders.removeIfEmpty(layout.shards());
    }
    for (Path file : labels) {
      Files.deleteIfExists(file);
    }
    if (output.coco().isPresent()) {
      Files.deleteIfExists(layout.annotations());
    }
    if (output.report()) {
      Files.deleteIfExists(layout.report());
    }
    Folders.removeTree(layout.undone());
  }
}
