package io.cutmix.output;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The folder that a run writes: {@code images/} and maybe {@code masks/}, {@code labels.json},
 * {@code run.json}, and while it isn't finished a hidden {@code .cutmix/} with the part files. Held
 * by one process at a time; a process that dies lets go of it. Writing images and finishing units
 * is thread-safe for different files and units.
 */
public final class OutputFolder implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final OutputLayout layout;
  private final PartFiles parts;
  private final FileChannel lock;

  private OutputFolder(OutputLayout layout, FileChannel lock) {
    this.layout = layout;
    this.parts = new PartFiles(layout.parts());
    this.lock = lock;
  }

  /**
   * Opens a folder for a run: a new one, or one in which the same run was begun or finished.
   *
   * @param overwrite whether an earlier run's files are removed first; other files never are
   * @throws FileSystemException if the folder holds another run or something else, another process
   *     is writing to it, or it can't be written
   */
  public static OutputFolder open(Path root, JobRecord job, boolean overwrite) throws IOException {
    OutputLayout layout = new OutputLayout(root);
    createFolder(root);
    if (layout.earlierJob().isEmpty() && layout.isInUse()) {
      throw refused(root, "isn't empty and holds no cutmix run; choose another --out");
    }
    createFolder(layout.work());
    OutputFolder folder = new OutputFolder(layout, lock(layout));
    try {
      folder.prepare(job, overwrite);
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private void prepare(JobRecord job, boolean overwrite) throws IOException {
    Optional<JobRecord> earlier = layout.earlierJob();
    if (overwrite) {
      layout.removeRun();
    } else if (earlier.isPresent()) {
      requireSame(job, earlier.get());
    }
    if (!isFinished()) {
      // First of all files, since a folder without it is refused as a foreign one.
      if (overwrite || earlier.isEmpty()) {
        publish(layout.job(), JSON.writeValueAsBytes(job));
      }
      createFolder(layout.images());
      createFolder(layout.parts());
    }
  }

  private void requireSame(JobRecord job, JobRecord earlier) throws IOException {
    List<String> differences = job.differencesFrom(earlier);
    if (!differences.isEmpty()) {
      throw refused(
          layout.root(),
          "holds another run: %s; go on with the same options, choose another --out, or replace"
                  .formatted(String.join(", ", differences))
              + " it with --overwrite");
    }
  }

  private static FileChannel lock(OutputLayout layout) throws IOException {
    FileChannel channel =
        FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process: as much in use as if it were another.
    }
    channel.close();
    throw refused(layout.root(), "another cutmix run is writing to it; wait for that one to end");
  }

  /** Whether the run is complete. */
  public boolean isFinished() {
    return Files.exists(layout.run());
  }

  /**
   * Writes an image.
   *
   * @param name its file name within {@code images/}
   * @return its path relative to the output folder, with {@code /}
   */
  public String writeImage(String name, byte[] encoded) throws IOException {
    Path file = layout.images().resolve(name);
    naming(file, () -> Files.write(file, encoded));
    return "images/" + name;
  }

  /**
   * Writes the mask of an image.
   *
   * @param name its file name within {@code masks/}
   */
  public void writeMask(String name, byte[] encoded) throws IOException {
    createFolder(layout.masks());
    Path file = layout.masks().resolve(name);
    naming(file, () -> Files.write(file, encoded));
  }

  /**
   * The units whose images are all there, from this process or an earlier one.
   *
   * @param units how many there are in all
   */
  public BitSet doneUnits(long units) {
    return parts.done(units);
  }

  /** Marks a unit as done; its images must have been written. */
  public void finishUnit(long unit, UnitCounts counts, List<LabelRow> rows) throws IOException {
    naming(layout.parts(), () -> parts.write(unit, counts, rows));
  }

  /**
   * Writes {@code labels.json} in the order of the units.
   *
   * @param classes names of the soft labels' numbers
   * @param units how many there are, all done
   */
  public RunCounts writeLabels(List<String> classes, long units) throws IOException {
    Path temporary = layout.work().resolve("labels.json.tmp");
    RunCounts counts = new RunCounts();
    naming(layout.labels(), () -> LabelsFile.write(temporary, classes, parts, units, counts));
    Files.move(temporary, layout.labels(), StandardCopyOption.ATOMIC_MOVE);
    return counts;
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
    lock.close();
    if (isFinished()) {
      layout.removeWork();
    }
  }

  private void publish(Path file, byte[] content) throws IOException {
    Path temporary = layout.work().resolve(file.getFileName() + ".tmp");
    naming(file, () -> Files.write(temporary, content));
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Says where it was that writing failed: "No space left on device" alone doesn't. */
  private static void naming(Path file, Write write) throws IOException {
    try {
      write.run();
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw refused(file, e.getMessage() + "; mend that, and the same command goes on from there");
    }
  }

  private interface Write {
    void run() throws IOException;
  }

  private static void createFolder(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw refused(folder, "is a file, but a folder is needed; choose another --out");
    }
    try {
      Files.createDirectories(folder);
    } catch (FileSystemException e) {
      throw refused(folder, "can't be made (" + why(e) + "); choose another --out");
    }
  }

  private static String why(FileSystemException e) {
    if (e.getReason() != null) {
      return e.getReason();
    }
    return e instanceof AccessDeniedException
        ? "permission denied"
        : "no folder can be made in " + Path.of(e.getFile()).getParent();
  }

  private static FileSystemException refused(Path path, String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }
}
