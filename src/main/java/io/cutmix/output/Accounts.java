package io.cutmix.output;

import static io.cutmix.storage.Storage.naming;
import static io.cutmix.storage.Storage.refused;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.InputDigest;
import io.cutmix.detection.CocoFile.CocoBox;
import io.cutmix.detection.MixedBoxes;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.job.Parallel;
import io.cutmix.job.RunRecord;
import io.cutmix.storage.Disk;
import io.cutmix.storage.Storage;
import io.cutmix.storage.Use;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is made of all units of a run, all of which are done: label files, detection boxes, the
 * report, and the record. To be used by one thread at a time.
 */
public record Accounts(OutputLayout layout, Job job, PartFiles parts, FileList list, long units) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Bytes of a page that hold its title. */
  private static final int HEAD = 1024;

  /**
   * Writes the label files in the order of the units.
   *
   * @param classes names of the soft labels' numbers
   * @param singleClasses whether each sample has one of them
   * @param failures handed the samples that are missing, in the order of their file numbers
   */
  public Counts writeLabels(List<String> classes, boolean singleClasses, Consumer<Failure> failures)
      throws IOException {
    return new LabelFiles(layout, classes, singleClasses, job).write(parts, units, failures);
  }

  /**
   * Writes {@code annotations.json}.
   *
   * @param classes how many there are
   */
  public void writeAnnotations(MixedBoxes boxes, int classes) throws IOException {
    Path file = layout.labels(OutputSpec.ANNOTATIONS);
    AnnotationsFile content = new AnnotationsFile(boxes);
    layout.publish(file, path -> content.write(path, use -> readRows(classes, use)));
  }

  /**
   * Hands on the label rows, in the order of the units.
   *
   * @param classes how many there are
   */
  public void readRows(int classes, Use<LabelRow> use) throws IOException {
    parts.merge(units, row -> use.accept(LabelRow.of(JSON.readTree(row), classes)));
  }

  /**
   * Writes {@code report.html}; it appears at once.
   *
   * @return its hash
   * @throws io.cutmix.job.ProblemException if there is a page of that name that isn't ours
   */
  public String writeReport(byte[] html) throws IOException {
    if (isForeign(layout.labels(OutputSpec.REPORT))) {
      throw refused(layout.labels(OutputSpec.REPORT), "wasn't written by cutmix", "move it away");
    }
    layout.write(layout.labels(OutputSpec.REPORT), to -> to.write(html));
    return InputDigest.sha256Text(html);
  }

  /** One of ours that a power cut has torn is empty or begins with zeros. */
  private static boolean isForeign(Path page) throws IOException {
    if (!Files.isRegularFile(page, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream stream = Files.newInputStream(page, LinkOption.NOFOLLOW_LINKS)) {
      byte[] head = stream.readNBytes(HEAD);
      boolean torn = head.length == 0 || head[0] == 0;
      return !torn && !new String(head, StandardCharsets.UTF_8).contains("<title>cutmix: ");
    }
  }

  /** Whether {@code report.html} is the one that the record of a finished run tells of. */
  public boolean hasReport(RunRecord record) throws IOException {
    Optional<String> hash = record.run().report();
    return hash.isPresent()
        && isThere(OutputSpec.REPORT)
        && hash.get()
            .equals(InputDigest.sha256Text(Files.readAllBytes(layout.labels(OutputSpec.REPORT))));
  }

  /** Puts another record in the place of that of a finished run. */
  public void replace(RunRecord record) throws IOException {
    layout.put(layout.run(), record.toJson());
    flush();
  }

  /**
   * Writes {@code run.json}, which makes the run finished, once all else is on the disk and listed.
   */
  public void finish(RunRecord record) throws IOException {
    naming(layout.list(), () -> list.write(parts, units, listed()));
    flush();
    layout.put(layout.run(), record.toJson());
  }

  /**
   * Waits until all is on the disk. If that fails, what was written may look whole for as long as
   * the machine runs: then nothing counts as done any more.
   */
  public void flush() throws IOException {
    try {
      naming(
          layout.root(),
          () -> {
            if (!Disk.flush(layout.root())) {
              list.force();
            }
          });
    } catch (IOException e) {
      List<Storage.Write> undoing =
          List.of(
              () -> layout.put(layout.job(), job.toJson()), // as the record has said so far
              () -> Files.deleteIfExists(layout.run()),
              () -> parts.spoil(units));
      for (Storage.Write step : undoing) {
        try {
          step.run();
        } catch (IOException other) {
          e.addSuppressed(other);
        }
      }
      throw e;
    }
  }

  /** The record of a run that is finished. */
  public RunRecord record() throws IOException {
    return RunRecord.read(RunRecord.treeOf(Files.readAllBytes(layout.run())));
  }

  /**
   * The units of a finished run, which was on the disk, of which a file is missing, has another
   * size, or was written since and has other bytes, or whose input was modified since.
   *
   * @param states what they are made of now
   * @return empty if it can't be made whole but from scratch
   */
  public Optional<BitSet> broken(OutputFolder.UnitStates states, Parallel threads)
      throws IOException {
    if (list.isWhole()) {
      FileTime onDisk = Files.getLastModifiedTime(layout.run());
      return list.check(
          units,
          new FileList.Stored(layout, Optional.of(onDisk)),
          (line, unit) -> parts.isOfSame(line, unit, states),
          threads);
    }
    return unlisted();
  }

  /** The report isn't the same each time, and may be made anew by itself. */
  private List<String> listed() {
    List<String> names = job.options().output().filesOfAll();
    return names.stream().filter(name -> !name.equals(OutputSpec.REPORT)).toList();
  }

  /** Without the list nothing says more than the names in the label files. */
  private Optional<BitSet> unlisted() throws IOException {
    RunRecord record = record();
    OutputSpec output = job.options().output();
    long[] images = {0};
    for (String labels : output.filesOfAll()) {
      if (!isThere(labels)) {
        return Optional.empty();
      }
      if (List.of(LabelsFormat.SHARDS.fileName(), OutputSpec.INDEX).contains(labels)) {
        images[0] += indexed(layout.labels(labels));
      } else {
        RecordedNames.read(
            layout.labels(labels),
            name -> images[0] += output.recipesOnly() || hasFiles(name) ? 1 : 0);
      }
    }
    long rows = record.counts().images() * output.labelFiles().size();
    return images[0] == rows ? Optional.of(new BitSet()) : Optional.empty();
  }

  /** The images in those shards of an index that are there; none if it is torn. */
  private long indexed(Path index) throws IOException {
    long images = 0;
    try {
      for (JsonNode shard : JSON.readTree(Files.readAllBytes(index)).path("shards")) {
        String mds = shard.at("/raw_data/basename").asText();
        if (isThere(shard.path("file_name").asText(mds))) {
          images += shard.path("images").asLong(shard.path("samples").asLong());
        }
      }
      return images;
    } catch (JacksonException e) {
      return 0;
    }
  }

  private boolean hasFiles(String name) throws IOException {
    List<String> shard = ShardSink.filesOf(name);
    for (String file : shard.isEmpty() ? List.of(name) : shard) {
      if (!isThere(file)) {
        return false;
      }
    }
    return true;
  }

  private boolean isThere(String name) throws IOException {
    Path file = layout.resolve(name);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > 0;
  }

  /**
   * Whether units that were made again have become what they were, so that all else still holds;
   * then they are listed as made of what there is now.
   */
  public boolean areAsListed(BitSet units) throws IOException {
    boolean agree = list.agreesWith(parts, units);
    if (agree) {
      list.update(parts, units);
    }
    return agree;
  }

  /**
   * {@code annotations.json}: the detection boxes of all images, in COCO's JSON.
   *
   * @param boxes finds those of an image
   */
  private record AnnotationsFile(MixedBoxes boxes) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Streams it from the label rows, twice; images and boxes are counted from 1.
     *
     * @param rows hands on all of them in their order
     */
    void write(Path file, Use<Use<LabelRow>> rows) throws IOException {
      try (Writer writer = Files.newBufferedWriter(file);
          JsonGenerator json = JSON.createGenerator(writer)) {
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        json.writeStartObject();
        json.writeArrayFieldStart("images");
        long[] image = {0};
        rows.accept(row -> writeImage(json, row, ++image[0]));
        json.writeEndArray();
        json.writeArrayFieldStart("annotations");
        long[] next = {1, 1};
        rows.accept(row -> writeBoxes(json, row, next));
        json.writeEndArray();
        for (Map.Entry<String, JsonNode> part : boxes.coco().copied().properties()) {
          json.writeFieldName(part.getKey());
          json.writeTree(part.getValue());
        }
        json.writeEndObject();
      }
    }

    private void writeImage(JsonGenerator json, LabelRow row, long id) throws IOException {
      ObjectNode image = JSON.createObjectNode().put("id", id).put("file_name", row.fileName());
      image.put("width", boxes.width(row.source())).put("height", boxes.height(row.source()));
      json.writeTree(image);
    }

    /**
     * @param next the ids of this image and of its first box; then those of what follows
     */
    private void writeBoxes(JsonGenerator json, LabelRow row, long[] next) throws IOException {
      for (CocoBox box : boxes.of(row.source(), row.partner(), row.bbox())) {
        double width = rounded(box.x2() - box.x1());
        double height = rounded(box.y2() - box.y1());
        if (width > 0 && height > 0) {
          write(json, box, width, height, next);
        }
      }
      next[0]++;
    }

    private static void write(
        JsonGenerator json, CocoBox box, double width, double height, long[] next)
        throws IOException {
      ObjectNode annotation = JSON.createObjectNode().put("id", next[1]++);
      annotation.put("image_id", next[0]).put("category_id", box.category());
      ArrayNode sides = annotation.putArray("bbox").add(rounded(box.x1())).add(rounded(box.y1()));
      sides.add(width).add(height);
      annotation.put("area", area(width, height)).put("iscrowd", box.crowd());
      json.writeTree(annotation);
    }

    /** Of sides in thousandths, in the millionths that it has. */
    private static double area(double width, double height) {
      return Math.round(width * height * 1e6) / 1e6;
    }

    /** To thousandths, which rids sums of decimal fractions of their last digits. */
    private static double rounded(double value) {
      return Math.round(value * 1000) / 1000.0;
    }
  }
}
