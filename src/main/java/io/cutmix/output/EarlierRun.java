package io.cutmix.output;

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
record EarlierRun(OutputLayout layout, JobRecord job) {

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
    List<Path> labels = job.labelsFormats().stream().map(layout::labels).toList();
    ImageFiles images = new ImageFiles(layout, job.hasMasks());
    if (job.hasPlainNames()) {
      images.removePlain(job.isSharded());
    } else {
      List<Path> records = new ArrayList<>(labels);
      records.addAll(Folders.list(layout.undone(), Folders.ALL));
      images.removeRecorded(records);
      Folders.removeIfEmpty(layout.shards());
    }
    for (Path file : labels) {
      Files.deleteIfExists(file);
    }
    if (job.hasBoxes()) {
      Files.deleteIfExists(layout.annotations());
    }
    if (job.hasReport()) {
      Files.deleteIfExists(layout.report());
    }
    Folders.removeTree(layout.undone());
  }
}
