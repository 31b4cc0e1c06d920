package io.cutmix.output;

import static io.cutmix.storage.Storage.refused;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import com.fasterxml.jackson.core.JacksonException;
import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.Layout;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunRecord;
import io.cutmix.storage.Folders;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run, finished or not, has left in its folder.
 *
 * @param job which run it was
 */
record EarlierRun(OutputLayout layout, Job job) {
  private static final Set<String> FOLDERS = Set.of("images", "masks", "shards", ".cutmix");

  /**
   * Finds it. A record that a power cut has left empty, cut off, or garbled counts as absent; if
   * there is no other, but the hidden files say that a run was here, it is taken for the one that
   * is asked for.
   *
   * @throws ProblemException if there is something else
   */
  static Optional<EarlierRun> find(OutputLayout layout, Job asked) throws IOException {
    Optional<Job> recorded = recorded(layout);
    if (recorded.isPresent() || hasHiddenFiles(layout)) {
      return Optional.of(new EarlierRun(layout, recorded.orElse(asked)));
    }
    requireEmpty(layout);
    return Optional.empty();
  }

  private static Optional<Job> recorded(OutputLayout layout) throws IOException {
    for (Path file : List.of(layout.run(), layout.job())) {
      Optional<byte[]> record = record(file);
      if (record.isPresent()) {
        try {
          return Optional.of(Job.read(record.get()));
        } catch (JacksonException e) {
          throw refused(file, "wasn't written by this version of cutmix", "choose another --out");
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether {@link #remove} may remove a file, or what is in a folder.
   *
   * @param path in the output folder
   */
  static boolean owns(OutputLayout layout, Path path) throws IOException {
    String name = path.toString();
    String first = path.getName(0).toString();
    if (name.isEmpty() || FOLDERS.contains(first) || !ShardSink.filesOf(name).isEmpty()) {
      return true;
    }
    Optional<Job> job = recorded(layout);
    return job.isPresent()
        ? job.get().options().output().filesOfAll().contains(name)
        : hasHiddenFiles(layout);
  }

  /** The record in a file, if it is there and whole. */
  static Optional<byte[]> record(Path file) throws IOException {
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    byte[] content = Storage.bytes(file);
    return Job.isRecord(content) ? Optional.of(content) : Optional.empty();
  }

  /** The same of a run that is finished. */
  static Optional<byte[]> finished(Path file) throws IOException {
    Optional<byte[]> record = record(file);
    try {
      if (record.isPresent()) {
        RunRecord.read(RunRecord.treeOf(record.get()));
      }
      return record;
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static boolean hasHiddenFiles(OutputLayout layout) {
    boolean hasBegun =
        Files.isDirectory(layout.work(), NOFOLLOW_LINKS)
            && (Files.isRegularFile(layout.job(), NOFOLLOW_LINKS)
                || Files.isDirectory(layout.parts(), NOFOLLOW_LINKS));
    return hasBegun || Files.isRegularFile(layout.list(), NOFOLLOW_LINKS);
  }

  private static void requireEmpty(OutputLayout layout) throws IOException {
    if (Files.exists(layout.run())) {
      throw refused(layout.run(), "wasn't written by cutmix", "choose another --out");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.root())) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".")) {
          throw refused(
              layout.root(), "isn't empty and holds no cutmix run", "choose another --out");
        }
      }
    }
  }

  /** Refuses to go on with another job. */
  void requireSame(Job other) throws IOException {
    List<String> differences = other.differencesFrom(job);
    if (!differences.isEmpty()) {
      throw refused(
          layout.root(),
          "holds another run: " + String.join(", ", differences),
          "resume with the same options, choose another --out, or replace it with --overwrite");
    }
  }

  /** Refuses files that a new run would replace and no run has written. */
  static void requireNoForeignFiles(
      OutputLayout layout, Optional<EarlierRun> earlier, OutputSpec output) throws IOException {
    Optional<OutputSpec> written = earlier.map(run -> run.job().options().output());
    List<String> ours = written.map(OutputSpec::filesOfAll).orElse(List.of());
    for (String name : output.filesOfAll()) {
      if (!ours.contains(name) && Files.exists(layout.labels(name))) {
        throw refused(
            layout.labels(name), "wasn't written by the run in this folder", "move it away");
      }
    }
    if (!written.map(OutputSpec::outputFormat).equals(Optional.of(output.outputFormat()))) {
      for (Path folder : List.of(layout.root(), layout.root().resolve("shards"))) {
        Folders.forEach(folder, Folders.ALL, file -> requireNoShard(layout, file, output));
      }
    }
  }

  private static void requireNoShard(OutputLayout layout, Path file, OutputSpec output)
      throws IOException {
    String name = layout.root().relativize(file).toString();
    boolean isOfFormat =
        switch (output.outputFormat()) {
          case FILES -> false;
          case NPY -> name.endsWith(".npy");
          case WEBDATASET -> name.endsWith(".tar");
          case MDS -> name.endsWith(".mds");
        };
    if (isOfFormat && !ShardSink.filesOf(name).isEmpty()) {
      throw refused(file, "wasn't written by the run in this folder", "move it away");
    }
  }

  /**
   * Removes it and nothing else; the lock and the job stay. Should it be stopped in the middle,
   * what is left is a run that isn't whole, and doing it again goes on.
   */
  void remove() throws IOException {
    layout.put(layout.job(), job.toJson());
    Files.deleteIfExists(layout.run());
    OutputSpec output = job.options().output();
    List<Path> all = output.filesOfAll().stream().map(layout::labels).toList();
    ImageFiles images = new ImageFiles(layout, job.options().image().masks().isPresent());
    if (output.hasPlainNames()) {
      images.removePlain(output.layout() == Layout.SHARDED);
    } else {
      List<Path> records = new ArrayList<>(all);
      records.add(layout.list());
      records.addAll(Folders.list(layout.parts(), Folders.ALL));
      images.removeRecorded(records);
    }
    for (Path folder : List.of(layout.images(), layout.masks(), layout.root().resolve("shards"))) {
      Folders.removeIfEmpty(folder);
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(layout.list());
    Folders.removeTree(layout.parts());
  }
}
