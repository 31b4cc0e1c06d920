package io.cutmix.output;

import static io.cutmix.storage.Storage.naming;
import static io.cutmix.storage.Storage.refused;

import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.Layout;
import io.cutmix.job.Parallel;
import io.cutmix.storage.Disk;
import io.cutmix.storage.FileHold;
import io.cutmix.storage.Folders;
import io.cutmix.storage.Use;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import java.util.function.Supplier;

/**
 * The folder that a run writes: {@code images/}, maybe {@code masks/}, label files, {@code
 * run.json}, a hidden list of these, and while it isn't finished a hidden {@code .cutmix/} with the
 * part files. Held by one process at a time; a process that dies lets go of it. Writing images and
 * finishing units is thread-safe for different files and units.
 */
public final class OutputFolder implements AutoCloseable {
  /** What the path of every image begins with. */
  public static final String IMAGES = "images/";

  private final OutputLayout layout;
  private final Job job;
  private final OutputSpec output;
  private final ImageFiles images;
  private final PartFiles parts;
  private final FileList list;
  private final FileHold hold;

  private OutputFolder(OutputLayout layout, Job job, FileHold hold) {
    this.layout = layout;
    this.job = job;
    this.output = job.options().output();
    this.images = new ImageFiles(layout, job.options().image().masks().isPresent());
    this.parts = new PartFiles(layout, output.labelEncoding(), job.key());
    this.list = new FileList(layout);
    this.hold = hold;
  }

  /**
   * Opens a folder for a run: a new one, or one in which the same run was begun or finished.
   *
   * @param overwrite whether an earlier run's files are removed first; other files never are
   * @throws io.cutmix.job.ProblemException if the folder holds another run or something else,
   *     another process is writing to it, it isn't this user's, or it can't be written
   */
  public static OutputFolder open(Path root, Job job, boolean overwrite) throws IOException {
    OutputLayout layout = new OutputLayout(root, "");
    Folders.create(root);
    Folders.requireNoLink(layout.work());
    Optional<EarlierRun> earlier = EarlierRun.find(layout, job);
    OutputFolder folder = new OutputFolder(layout, job, hold(layout));
    try {
      folder.prepare(earlier, overwrite);
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * Whether a file or folder is one of the run in a folder, or may be, so that it goes with it.
   *
   * @param root without links, as {@code path} is
   */
  public static boolean owns(Path root, Path path) throws IOException {
    return path.startsWith(root)
        && EarlierRun.owns(new OutputLayout(root, ""), root.relativize(path));
  }

  /**
   * Joins a run whose folder another process has opened and holds, to do units of it.
   *
   * @param writer of this process alone, so that its temporary files are those of no other
   */
  public static OutputFolder join(Path root, Job job, String writer) {
    return new OutputFolder(new OutputLayout(root, writer), job, FileHold.none());
  }

  /** Nobody writes where nothing can be written, and a finished run is known without that. */
  private static FileHold hold(OutputLayout layout) throws IOException {
    if (Disk.isReadOnly(layout.root())) {
      return FileHold.none();
    }
    layout.requireOwn();
    Folders.requireNoLink(layout.lock());
    return FileHold.of(layout.lock())
        .orElseThrow(
            () ->
                refused(
                    layout.root(),
                    "another cutmix run is writing to it",
                    "wait for that one to end"));
  }

  private void prepare(Optional<EarlierRun> earlier, boolean overwrite) throws IOException {
    if (overwrite || !isFinished()) {
      Folders.create(layout.work());
    }
    if (overwrite) {
      EarlierRun.requireNoForeignFiles(layout, earlier, output);
      if (earlier.isPresent()) {
        earlier.get().remove();
        layout.put(layout.job(), job.toJson());
      }
    } else if (earlier.isPresent()) {
      earlier.get().requireSame(job);
    }
    if (!isFinished()) {
      begin();
    }
  }

  /** The job comes first of all files, since a folder without it is refused as a foreign one. */
  private void begin() throws IOException {
    if (EarlierRun.record(layout.job()).isEmpty()) {
      if (Files.exists(layout.list())) {
        images.removeRecorded(List.of(layout.list())); // of a finished run, whose record is lost
      }
    }
    layout.put(layout.job(), job.toJson());
    beginUnits();
  }

  /** Prepares for units, some of which may be done. */
  public void beginUnits() throws IOException {
    if (output.hasImageFolder()) {
      Folders.create(layout.root(), layout.images());
    }
    Folders.create(layout.root(), layout.parts());
    if (output.hasPlainNames()) {
      images.find(output.layout() == Layout.SHARDED);
    }
  }

  /** Whether the run is complete, as far as its records say. */
  public boolean isFinished() throws IOException {
    return EarlierRun.finished(layout.run()).isPresent();
  }

  /** Makes again what an earlier run has finished, of which not all is left. */
  public void restart() throws IOException {
    EarlierRun.find(layout, job).orElseThrow().remove();
    layout.put(layout.job(), job.toJson());
    images.forgetFolders();
    beginUnits();
  }

  /**
   * What is made of all units.
   *
   * @param units how many there are
   */
  public Accounts accounts(long units) {
    return new Accounts(layout, job, parts, list, units);
  }

  /** Where each image becomes a file. */
  public Sink images(ImageCodec codec) {
    return unit -> images.unit(codec, fileNames -> expect(unit, fileNames));
  }

  /**
   * Where images go that aren't files of their own.
   *
   * @param shape of every image, asked for where it must be known
   * @param classes numbers of every label
   * @param images most that a unit has
   */
  public Sink shards(
      ImageCodec codec, Supplier<ImageShape> shape, int classes, LongToIntFunction images) {
    ShardSink.Format format =
        switch (output.outputFormat()) {
          case FILES -> throw new IllegalStateException("no shards");
          case NPY -> new NpyShards(shape.get(), classes);
          case WEBDATASET -> new TarShards(output.labelEncoding(), codec, output.shardBytes());
          case MDS -> new MdsShards(output, codec, classes, images);
        };
    return unit -> new ShardSink(layout, format, unit, names -> beginUnit(unit, names));
  }

  /**
   * Takes note of the files that a unit is going to have, so that even those of a run that is
   * stopped can be told from other files.
   */
  private void beginUnit(long unit, Collection<String> fileNames) throws IOException {
    naming(layout.parts(), () -> images.begin(parts.begun(unit), fileNames));
  }

  /** Images with plain names are known by these. */
  private void expect(long unit, Supplier<Collection<String>> fileNames) throws IOException {
    if (output.hasPlainNames()) {
      naming(layout.images(), () -> images.removeFound(fileNames));
    } else {
      beginUnit(unit, fileNames.get());
    }
  }

  /** Writes what processes that {@link #join} need to know of the samples; it appears at once. */
  public void writeSamples(Use<OutputStream> content) throws IOException {
    layout.write(layout.samples(), content);
  }

  /** Opens what {@link #writeSamples} wrote. */
  public InputStream samples() throws IOException {
    return Files.newInputStream(layout.samples());
  }

  /** Tells whether the input of a unit was modified between two runs. */
  @FunctionalInterface
  public interface UnitStates {
    /** A short text that differs if a file was modified that the unit is made of. */
    String of(long unit) throws IOException;
  }

  /**
   * What a run that was stopped has left.
   *
   * @param done units that need no more work
   * @param modified how many are to be made again, since files were modified that they are made of
   * @param broken how many are, since not all that they wrote is there and whole
   */
  public record Resumed(BitSet done, int modified, int broken) {
    /** Whether it has left something. */
    public boolean isAny() {
      return modified + broken + done.cardinality() > 0;
    }
  }

  /**
   * Finds the units that an earlier process has done. Of those whose input was modified, or whose
   * files aren't as they were written, what is left is removed. A run that was stopped may have
   * been so by a power cut, so that sizes say too little, and all is read.
   *
   * @param units how many there are in all
   * @param states what they are made of now
   */
  public Resumed resume(long units, UnitStates states, Parallel threads) throws IOException {
    return parts.resume(units, states, threads, images);
  }

  /** What became of a unit, if it is done. */
  public Optional<Counts> countsOf(long unit) throws IOException {
    return parts.read(unit).map(PartFiles.Unit::counts);
  }

  /**
   * A unit of work whose images are where they belong.
   *
   * @param state what it was made of
   * @param counts of its images
   * @param failures samples that are missing or damaged, in the order of their file numbers
   * @param published what holds its images
   * @param rows of its images
   */
  public record FinishedUnit(
      long unit,
      String state,
      Counts counts,
      List<Failure> failures,
      Sink.Published published,
      List<LabelRow> rows) {}

  /** Marks a unit as done. */
  public void finish(FinishedUnit done) throws IOException {
    naming(layout.parts(), () -> parts.write(done));
  }

  /** Lets go of the folder. */
  @Override
  public void close() throws IOException {
    if (!layout.isShared() && isFinished() && !Disk.isReadOnly(layout.root())) {
      Folders.removeTree(layout.work(), layout.lock());
      hold.remove();
      Folders.removeIfEmpty(layout.work());
    } else {
      hold.close();
    }
  }
}
