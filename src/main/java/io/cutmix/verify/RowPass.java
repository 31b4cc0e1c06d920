package io.cutmix.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.finished.BrokenFile;
import io.cutmix.finished.FinishedRow;
import io.cutmix.finished.LabelFile;
import io.cutmix.job.Counts;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.job.OutputSpec.OutputFormat;
import io.cutmix.verify.ImageChecks.PixelCheck;
import io.cutmix.verify.Subject.Item;
import io.cutmix.verify.Verification.Watcher;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes once through the rows of a run, and hands each to all checks. Not thread-safe. */
final class RowPass implements Closeable {
  /** Of a mean over all rows. */
  private static final double TOLERANCE = 1e-9;

  private static final Set<String> VERSIONED =
      Set.of(LabelsFormat.JSON.fileName(), LabelsFormat.SHARDS.fileName());

  /** Beside classes and rows these hold nothing else. */
  private static final JsonNode FORMAT = JsonNodeFactory.instance.objectNode().put("version", 1);

  private final Subject subject;
  private final ImageChecks images;
  private final FolderCheck folder;
  private final Watcher watcher;
  private final LabelFile rows;
  private final List<Follower> followers = new ArrayList<>();
  private final ExpectedNames naming;
  private final Numbering numbering;
  private final RowCheck rowCheck;
  private final Optional<PlannedRows> planned;
  private final ImageStore store;
  private final @Nullable BoxesCheck boxes;
  private long count;
  private long mixed;
  private double lamSum;

  RowPass(
      Subject subject,
      Optional<PlannedRows> planned,
      ImageChecks images,
      Optional<ImageBoxes> boxes,
      FolderCheck folder,
      Watcher watcher)
      throws IOException {
    this.subject = subject;
    this.images = images;
    this.folder = folder;
    this.watcher = watcher;
    List<String> names = subject.options().output().labelFiles();
    this.rows = open(names.get(0));
    // The rows in shards are compared shard by shard.
    names.stream().skip(1).filter(name -> !name.equals(OutputSpec.INDEX)).forEach(this::follow);
    this.naming = new ExpectedNames(subject);
    this.numbering = new Numbering(subject, rows.name());
    this.rowCheck = new RowCheck(subject, naming);
    this.planned = planned;
    this.store = ImageStore.of(subject);
    this.boxes = boxes.isPresent() ? boxes(boxes.get()) : null;
  }

  private LabelFile open(String name) throws IOException {
    List<String> classes = subject.classes();
    boolean sparse = subject.options().output().labelEncoding() == LabelEncoding.SPARSE;
    LabelFile file = LabelFile.open(subject.folder(), name, classes.size(), sparse);
    file.classes().ifPresent(found -> subject.expect(name, "classes", classes, found));
    if (name.equals(OutputSpec.RECIPES) && !isOfTheRun(file.header())) {
      throw new BrokenFile(name, "line 1", "options and data set of run.json", "others");
    }
    if (VERSIONED.contains(name)) {
      ObjectNode format = ((ObjectNode) file.header()).deepCopy().without("classes");
      subject.expect(name, "format", FORMAT, format);
    }
    if (name.equals(LabelsFormat.PARQUET.fileName())) {
      JsonNode header = ParquetHeader.of(subject.options().output(), classes);
      subject.expect(name, "metadata", header, file.header());
    }
    return file;
  }

  private boolean isOfTheRun(JsonNode header) {
    RecordedRun run = subject.run();
    return unreported(header.path("options")).equals(unreported(run.optionsJson()))
        && header.path("samples").asInt() == run.record().input().samples()
        && header.path("fingerprint").asText().equals(run.record().input().fingerprint())
        && header.path("cutmix").asText().equals(run.record().version());
  }

  /** A report may be asked for later. */
  private static JsonNode unreported(JsonNode options) {
    return options instanceof ObjectNode json ? json.deepCopy().without("report") : options;
  }

  private void follow(String name) {
    try {
      followers.add(new Follower(open(name), subject));
    } catch (BrokenFile e) {
      subject.differ(e.difference());
    } catch (IOException e) {
      subject.differ(name, "content", "readable", PixelCheck.reason(e));
    }
  }

  private @Nullable BoxesCheck boxes(ImageBoxes expected) throws IOException {
    try {
      return new BoxesCheck(subject, expected);
    } catch (BrokenFile e) {
      subject.differ(e.difference());
      return null;
    }
  }

  /** Returns how many rows there are. */
  long run() throws IOException {
    for (Optional<FinishedRow> next = rows.next(); next.isPresent(); next = rows.next()) {
      FinishedRow row = next.get();
      count++;
      mixed += row.isMixed() ? 1 : 0;
      lamSum += row.lam();
      String name = expect(row);
      followers.forEach(follower -> follower.follow(row, name));
      if (!check(row, name)) {
        watcher.checked(1);
      }
    }
    end();
    return count;
  }

  private void end() throws IOException {
    images.end();
    numbering.end();
    store.end();
    store.files().forEach(folder::expect);
    followers.forEach(Follower::end);
    if (boxes != null) {
      boxes.end();
    }
    checkCounts();
  }

  /** Takes note of the files that go with a row, and returns the name of its image. */
  private String expect(FinishedRow row) throws IOException {
    try {
      if (subject.options().output().outputFormat() == OutputFormat.FILES
          && !subject.options().output().recipesOnly()) {
        folder.expect(row.fileName());
        if (subject.options().image().masks().isPresent()) {
          folder.expect(MaskCheck.name(row));
        }
      }
      return subject.options().output().recipesOnly() ? row.fileName() : store.name(row);
    } catch (BrokenFile e) {
      subject.differ(e.difference());
      return row.fileName();
    }
  }

  /** Checks a row, and says whether its image is now being checked too. */
  private boolean check(FinishedRow row, String name) throws IOException {
    long number = numbering.of(naming.numberIn(row), name);
    int source = sample(row.source(), "source", name);
    int partner = sample(row.partner(), "partner", name);
    if (number < 0 || source < 0 || partner < 0) {
      return false;
    }
    Item item = new Item(row, name, number, source, partner);
    boolean sound = rowCheck.check(item);
    planned.ifPresent(rows -> rows.check(item));
    if (sound && boxes != null) {
      boxes.check(item);
    }
    return sound && !subject.options().output().recipesOnly() && checkImage(item);
  }

  private int sample(String sample, String what, String name) {
    int number = subject.dataset().find(sample);
    if (number < 0) {
      subject.differ(name, what, "an image of the data set", sample);
    }
    return number;
  }

  private boolean checkImage(Item item) throws IOException {
    try {
      LabelFile.Image stored = store.find(item.row());
      Optional<LabelFile.Image> embedded =
          rows.image()
              .or(() -> followers.stream().flatMap(file -> file.image().stream()).findFirst());
      if (embedded.isPresent()
          && subject.options().output().embedImages()
          && !Arrays.equals(embedded.get().bytes(), stored.bytes())) {
        subject.differ(item.name(), "image in metadata.parquet", "the file's bytes", "others");
      }
      images.add(item, stored);
      return true;
    } catch (BrokenFile e) {
      subject.differ(e.difference());
      return false;
    }
  }

  /** The sums over all rows that {@code run.json} holds too. */
  private void checkCounts() {
    Counts recorded = subject.run().record().counts();
    long skipped = subject.run().record().failures().size();
    List<String> names = subject.run().record().classes();
    subject.expect(RecordedRun.FILE, "classes", subject.classes(), names);
    subject.expect(RecordedRun.FILE, "images", count, recorded.images());
    subject.expect(RecordedRun.FILE, "mixed", mixed, recorded.mixed());
    subject.expect(RecordedRun.FILE, "skipped", skipped, recorded.skipped());
    double mean = count == 0 ? 1 : lamSum / count;
    if (!(Math.abs(mean - recorded.meanLam()) <= TOLERANCE)) {
      subject.differ(RecordedRun.FILE, "mean_lam", mean, recorded.meanLam());
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
    for (Follower follower : followers) {
      follower.close();
    }
    if (boxes != null) {
      boxes.close();
    }
  }
}
