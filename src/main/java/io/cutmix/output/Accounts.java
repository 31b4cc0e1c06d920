package io.cutmix.output;

import static io.cutmix.storage.WriteErrors.naming;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.detection.AnnotationsFile;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.RunRecord;
import io.cutmix.storage.Disk;
import io.cutmix.storage.PendingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is made of all units of a run, all of which are done: label files, detection boxes, the
 * report, and the record. To be used by one thread at a time.
 */
public final class Accounts {
  private static final JsonMapper JSON = new JsonMapper();

  private final OutputLayout layout;
  private final Job job;
  private final PartFiles parts;
  private final FileList list;
  private final long units;

  Accounts(OutputLayout layout, Job job, PartFiles parts, FileList list, long units) {
    this.layout = layout;
    this.job = job;
    this.parts = parts;
    this.list = list;
    this.units = units;
  }

  /**
   * Writes the label files in the order of the units.
   *
   * @param classes names of the soft labels' numbers
   * @param failures handed the samples that are missing, in the order of their file numbers
   */
  public Counts writeLabels(List<String> classes, Consumer<Failure> failures) throws IOException {
    return new LabelFiles(layout, classes, job).write(parts, units, failures);
  }

  /** Writes {@code annotations.json}. */
  public void writeAnnotations(AnnotationsFile content) throws IOException {
    try (PendingFile pending = layout.pending(layout.labels(OutputSpec.ANNOTATIONS))) {
      naming(
          layout.labels(OutputSpec.ANNOTATIONS),
          () ->
              content.write(
                  pending.path(), use -> parts.merge(units, row -> use.take(JSON.readTree(row)))));
      pending.publish();
    }
  }

  /**
   * Hands on the label rows, in the order of the units.
   *
   * @param classes how many there are
   */
  public void readRows(int classes, Consumer<LabelRow> use) throws IOException {
    parts.merge(units, row -> use.accept(LabelRow.of(JSON.readTree(row), classes)));
  }

  /** Writes {@code report.html}; it appears at once. */
  public void writeReport(OutputFolder.Content content) throws IOException {
    layout.write(layout.labels(OutputSpec.REPORT), content);
  }

  /**
   * Writes {@code run.json}, which makes the run finished, once all else is on the disk and listed.
   */
  public void finish(RunRecord record) throws IOException {
    naming(layout.list(), () -> list.write(parts, units, job.options().output().filesOfAll()));
    finishAgain(record);
  }

  /** Makes the run finished once more, after units were made again that {@link #areAsListed}. */
  public void finishAgain(RunRecord record) throws IOException {
    if (!Disk.flush(layout.root())) {
      list.force();
    }
    layout.put(layout.run(), record.toJson());
  }

  /** The record that {@link #finish} wrote, if it is whole. */
  public Optional<RunRecord> record() throws IOException {
    Optional<byte[]> json = EarlierRun.finished(layout.run());
    return json.isPresent()
        ? Optional.of(RunRecord.read(RunRecord.treeOf(json.get())))
        : Optional.empty();
  }

  /**
   * What is left of a run that was finished, and so was on the disk: what has another size, or was
   * written since and has other bytes, is broken.
   *
   * @return empty if it can't be made whole but from scratch
   */
  public Optional<Left> left(OutputFolder.Threads threads) throws IOException {
    if (list.isOfThisJob()) {
      Optional<FileTime> onDisk = Optional.empty();
      if (EarlierRun.finished(layout.run()).isPresent()) {
        onDisk = Optional.of(Files.getLastModifiedTime(layout.run()));
      }
      return list.check(new StoredFiles(layout, onDisk), threads);
    }
    return unlisted();
  }

  /** Without the list nothing says more than the names in the label files. */
  private Optional<Left> unlisted() throws IOException {
    RunRecord record = record().orElseThrow();
    OutputSpec output = job.options().output();
    long[] images = {0};
    for (String labels : output.filesOfAll()) {
      if (!isThere(labels)) {
        return Optional.empty();
      }
      RecordedNames.read(
          layout.labels(labels),
          name -> images[0] += output.recipesOnly() || isThere(fileOf(name)) ? 1 : 0);
    }
    long rows = record.counts().images() * output.labelFiles().size();
    return images[0] == rows || output.hasShards()
        ? Optional.of(new Left(new BitSet(), record.counts(), record.failures()))
        : Optional.empty();
  }

  private static String fileOf(String name) {
    return TarSink.Names.fileIn(name).orElse(name);
  }

  private boolean isThere(String name) throws IOException {
    Path file = layout.resolve(name);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > 0;
  }

  /**
   * Whether units that were made again have become what they were, so that all else still holds.
   */
  public boolean areAsListed(BitSet units) throws IOException {
    return list.agreesWith(parts, units);
  }

  /**
   * What is left of a run that was finished.
   *
   * @param broken units of which a file is missing or changed
   * @param counts what had become of all
   * @param failures samples that are missing, in the order of their file numbers
   */
  public record Left(BitSet broken, Counts counts, List<Failure> failures) {}
}
