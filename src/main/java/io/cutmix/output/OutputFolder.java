package io.cutmix.output;

import static io.cutmix.output.WriteErrors.naming;
import static io.cutmix.output.WriteErrors.refused;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.detection.AnnotationsFile;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.Layout;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.FileHold;
import io.cutmix.storage.PendingFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The folder that a run writes: {@code images/}, maybe {@code masks/}, label files, {@code
 * run.json}, and while it isn't finished a hidden {@code .cutmix/} with the part files. Held by one
 * process at a time; a process that dies lets go of it. Writing images and finishing units is
 * thread-safe for different files and units.
 */
public final class OutputFolder implements AutoCloseable {
  /** What the path of every image begins with. */
  public static final String IMAGES = "images/";

  private static final JsonMapper JSON = new JsonMapper();

  private final OutputLayout layout;
  private final Job job;
  private final OutputSpec output;
  private final ImageFiles images;
  private final PartFiles parts;
  private final FileHold hold;

  private OutputFolder(OutputLayout layout, Job job, FileHold hold) {
    this.layout = layout;
    this.job = job;
    this.output = job.options().output();
    this.images = new ImageFiles(layout, job.options().image().masks().isPresent());
    this.parts = new PartFiles(layout, output.labelEncoding());
    this.hold = hold;
  }

  /**
   * Opens a folder for a run: a new one, or one in which the same run was begun or finished.
   *
   * @param overwrite whether an earlier run's files are removed first; other files never are
   * @throws ProblemException if the folder holds another run or something else, another process is
   *     writing to it, or it can't be written
   */
  public static OutputFolder open(Path root, Job job, boolean overwrite) throws IOException {
    OutputLayout layout = new OutputLayout(root, "");
    Folders.create(root);
    if (layout.earlierJob().isEmpty() && layout.isInUse()) {
      throw refused(root, "isn't empty and holds no cutmix run", "choose another --out");
    }
    Folders.create(layout.work());
    OutputFolder folder = new OutputFolder(layout, job, hold(layout));
    try {
      folder.prepare(overwrite);
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * Joins a run whose folder another process has opened and holds, to do units of it.
   *
   * @param writer of this process alone, so that its temporary files are those of no other
   */
  public static OutputFolder join(Path root, Job job, String writer) {
    return new OutputFolder(new OutputLayout(root, writer), job, FileHold.none());
  }

  private void prepare(boolean overwrite) throws IOException {
    Optional<Job> earlier = layout.earlierJob();
    if (overwrite) {
      requireNoForeignLabels(earlier);
      if (earlier.isPresent()) {
        new EarlierRun(layout, earlier.get()).remove();
      }
    } else if (earlier.isPresent()) {
      requireSame(earlier.get());
    }
    if (!isFinished()) {
      // First of all files, since a folder without it is refused as a foreign one.
      if (overwrite || earlier.isEmpty()) {
        publish(layout.job(), job.toJson());
      }
      if (output.hasImageFolder()) {
        Folders.create(layout.images());
      }
      Folders.create(layout.parts());
      images.removeUndone();
      if (output.hasPlainNames()) {
        images.find(output.layout() == Layout.SHARDED);
      }
    }
  }

  /** A label file that no run has written may be someone's own. */
  private void requireNoForeignLabels(Optional<Job> earlier) throws IOException {
    Optional<OutputSpec> earlierOutput = earlier.map(job -> job.options().output());
    List<String> ours = earlierOutput.map(OutputSpec::labelFiles).orElse(List.of());
    for (String name : output.labelFiles()) {
      if (!ours.contains(name)) {
        requireMissing(layout.labels(name));
      }
    }
    if (output.coco().isPresent() && earlierOutput.flatMap(OutputSpec::coco).isEmpty()) {
      requireMissing(layout.annotations());
    }
    if (output.report() && !earlierOutput.map(OutputSpec::report).orElse(false)) {
      requireMissing(layout.report());
    }
  }

  private static void requireMissing(Path file) throws IOException {
    if (Files.exists(file)) {
      throw refused(file, "wasn't written by the run in this folder", "move it away");
    }
  }

  private void requireSame(Job earlier) throws IOException {
    List<String> differences = job.differencesFrom(earlier);
    if (!differences.isEmpty()) {
      throw refused(
          layout.root(),
          "holds another run: " + String.join(", ", differences),
          "resume with the same options, choose another --out, or replace it with --overwrite");
    }
  }

  private static FileHold hold(OutputLayout layout) throws IOException {
    return FileHold.of(layout.lock())
        .orElseThrow(
            () ->
                refused(
                    layout.root(),
                    "another cutmix run is writing to it",
                    "wait for that one to end"));
  }

  /** Whether the run is complete. */
  public boolean isFinished() {
    return Files.exists(layout.run());
  }

  /** Where each image becomes a file. */
  public Sink images(ImageCodec codec) {
    return unit -> new ImageSink(this, codec, unit);
  }

  /**
   * Where the images of a unit become the rows of a NumPy array, and their labels another.
   *
   * @param shape of every image
   * @param classes numbers of every label
   */
  public Sink arrays(ImageShape shape, int classes) {
    return unit -> new ArraySink(shards(unit), unit, shape, classes);
  }

  /**
   * Where the images of a unit become the members of tar files.
   *
   * @param mostBytes how long each may become; without it there is one
   */
  public Sink tars(ImageCodec codec, Optional<Long> mostBytes) {
    return unit ->
        new TarSink(
            shards(unit), new TarSink.Names(unit, mostBytes), output.labelEncoding(), codec);
  }

  private PendingShards shards(long unit) {
    return new PendingShards(layout, fileNames -> beginUnit(unit, fileNames));
  }

  /**
   * Takes note of the files that a unit is going to have, so that even those of a run that is
   * stopped can be told from other files.
   */
  void beginUnit(long unit, Collection<String> fileNames) throws IOException {
    naming(layout.parts(), () -> images.begin(parts.begun(unit), fileNames));
  }

  /**
   * Prepares for the images of a unit. Those with plain names are known by these, so that only what
   * an attempt that was stopped has left of them is removed.
   *
   * @param fileNames all that they may get, relative to the output folder, with {@code /}
   */
  void beginImages(long unit, Supplier<Collection<String>> fileNames) throws IOException {
    if (output.hasPlainNames()) {
      naming(layout.images(), () -> images.removeFound(fileNames));
    } else {
      beginUnit(unit, fileNames.get());
    }
  }

  /** Writes what processes that {@link #join} need to know of the samples; it appears at once. */
  public void writeSamples(SampleContent content) throws IOException {
    try (PendingFile pending = layout.pending(layout.samples())) {
      naming(
          layout.samples(),
          () -> {
            try (OutputStream list = Files.newOutputStream(pending.path())) {
              content.write(list);
            }
          });
      pending.publish();
    }
  }

  /** What is written of the samples. */
  @FunctionalInterface
  public interface SampleContent {
    void write(OutputStream to) throws IOException;
  }

  /** Opens what {@link #writeSamples} wrote. */
  public InputStream samples() throws IOException {
    return Files.newInputStream(layout.samples());
  }

  /**
   * Writes an image.
   *
   * @param fileName its path relative to the output folder, with {@code /}
   */
  void writeImage(String fileName, byte[] encoded) throws IOException {
    Path file = layout.resolve(fileName);
    naming(file, () -> images.write(file, encoded));
  }

  /**
   * Writes the mask of an image, a PNG, to the same place below {@code masks/}.
   *
   * @param fileName the image's path
   */
  void writeMask(String fileName, byte[] encoded) throws IOException {
    Path file = layout.mask(fileName);
    naming(file, () -> images.write(file, encoded));
  }

  /** Removes an image and its mask. */
  void removeImage(String fileName) throws IOException {
    naming(layout.images(), () -> images.remove(fileName));
  }

  /**
   * The units whose images are all there, from this process or an earlier one.
   *
   * @param units how many there are in all
   */
  public BitSet doneUnits(long units) throws IOException {
    return parts.done(units);
  }

  /** What became of a unit, if it is done. */
  public Optional<Counts> countsOf(long unit) throws IOException {
    return parts.counts(unit);
  }

  /**
   * Removes what was made of files that were modified since, so that those units are done no more.
   *
   * @param done the units that are done; they are taken out of it
   * @param states what units are made of now
   * @return how many those are
   */
  public int removeModified(BitSet done, UnitStates states) throws IOException {
    int modified = 0;
    for (int unit = done.nextSetBit(0); unit >= 0; unit = done.nextSetBit(unit + 1)) {
      if (!parts.isOf(unit, states.of(unit))) {
        images.removeUnit(parts.undo(unit));
        done.clear(unit);
        modified++;
      }
    }
    return modified;
  }

  /**
   * Marks a unit as done; its images must have been written.
   *
   * @param state what it was made of
   * @param failures samples that are missing, in the order of their file numbers
   */
  public Counts finishUnit(long unit, String state, List<LabelRow> rows, List<Failure> failures)
      throws IOException {
    Counts counts = Counts.NONE.plusSkipped(failures.size());
    for (LabelRow row : rows) {
      counts = counts.plus(Counts.ofImage(row.isMixed(), row.lam()));
    }
    Counts sum = counts;
    naming(layout.parts(), () -> parts.write(unit, state, sum, rows, failures));
    return sum;
  }

  /**
   * Writes the label files in the order of the units.
   *
   * @param classes names of the soft labels' numbers
   * @param units how many there are, all done
   * @param failures handed the samples that are missing, in the order of their file numbers
   */
  public Counts writeLabels(List<String> classes, long units, Consumer<Failure> failures)
      throws IOException {
    return new LabelFiles(layout, classes, job).write(parts, units, failures);
  }

  /**
   * Writes {@code annotations.json}.
   *
   * @param units how many there are, all done
   */
  public void writeAnnotations(AnnotationsFile content, long units) throws IOException {
    try (PendingFile pending = layout.pending(layout.annotations())) {
      naming(
          layout.annotations(),
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
   * @param units how many there are, all done
   */
  public void readRows(int classes, long units, Consumer<LabelRow> use) throws IOException {
    parts.merge(units, row -> use.accept(LabelRow.of(JSON.readTree(row), classes)));
  }

  /** Writes {@code report.html}; it appears at once. */
  public void writeReport(Content content) throws IOException {
    try (PendingFile pending = layout.pending(layout.report())) {
      naming(
          layout.report(),
          () -> {
            try (Writer writer = Files.newBufferedWriter(pending.path())) {
              content.write(writer);
            }
          });
      pending.publish();
    }
  }

  /** Writes a text. */
  @FunctionalInterface
  public interface Content {
    void write(Writer to) throws IOException;
  }

  /** Writes {@code run.json}, which makes the run finished, and removes the part files. */
  public void finish(byte[] runJson) throws IOException {
    publish(layout.run(), runJson);
  }

  /** The record that {@link #finish} wrote. */
  public byte[] runJson() throws IOException {
    return Files.readAllBytes(layout.run());
  }

  /** Lets go of the folder. */
  @Override
  public void close() throws IOException {
    if (!layout.isShared() && isFinished()) {
      Folders.removeTree(layout.work(), layout.lock());
      hold.remove();
      Folders.removeIfEmpty(layout.work());
    } else {
      hold.close();
    }
  }

  private void publish(Path file, byte[] content) throws IOException {
    naming(file, () -> PendingFile.put(file, content, layout.temporary(file)));
  }

  /** Tells whether the input of a unit was modified between two runs. */
  @FunctionalInterface
  public interface UnitStates {
    /** A short text that differs if a file was modified that the unit is made of. */
    String of(long unit) throws IOException;
  }
}
