package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes once through the rows of a run, and hands each to all checks. Not thread-safe. */
final class RowPass implements Closeable {
  private final RecordedRun run;
  private final Dataset dataset;
  private final ImageChecks images;
  private final FolderCheck folder;
  private final Differences differences;
  private final Watcher watcher;
  private final RowFile rows;
  private final List<Follower> followers = new ArrayList<>();
  private final Naming naming;
  private final Numbering numbering;
  private final RowCheck rowCheck;
  private final BatchRules batchRules;
  private final SampleCounts samples;
  private final ImageStore store;
  private final @Nullable BoxesCheck boxes;
  private final RunTotals totals = new RunTotals();

  RowPass(
      RecordedRun run,
      Dataset dataset,
      Sizes sizes,
      ImageChecks images,
      Optional<ImageBoxes> boxes,
      FolderCheck folder,
      Differences differences,
      Watcher watcher)
      throws IOException {
    this.run = run;
    this.dataset = dataset;
    this.images = images;
    this.folder = folder;
    this.differences = differences;
    this.watcher = watcher;
    RecordedOptions options = run.options();
    boolean partial = run.isRendered();
    Batches batches = new Batches(sizes.pictures(), options.whole("batch-size", 64));
    this.naming = new Naming(options, dataset, batches);
    int classes = dataset.labels().classes().size();
    List<String> names = RowFile.names(options);
    this.rows = open(names.get(0), classes);
    for (String name : names.subList(1, names.size())) {
      follow(name, classes);
    }
    long files = (long) options.copies() * dataset.size();
    this.numbering = new Numbering(rows.name(), run, files, partial, differences);
    this.rowCheck = new RowCheck(options, dataset, sizes, batches, naming, differences);
    this.batchRules = new BatchRules(run, dataset, batches, partial, differences);
    this.samples = new SampleCounts(run, dataset, partial, differences);
    this.store = ImageStore.of(run, classes, differences);
    this.boxes = boxes(boxes);
  }

  private RowFile open(String name, int classes) throws IOException {
    RowFile file = RowFile.open(run, name, classes);
    List<String> expected = dataset.labels().classes();
    if (!file.classes().orElse(expected).equals(expected)) {
      differences.add(name, "classes", expected, file.classes().orElse(List.of()));
    }
    return file;
  }

  private void follow(String name, int classes) throws IOException {
    try {
      followers.add(new Follower(open(name, classes), differences));
    } catch (BrokenFile e) {
      differences.add(e.difference());
    }
  }

  private @Nullable BoxesCheck boxes(Optional<ImageBoxes> expected) throws IOException {
    try {
      return expected.isEmpty() ? null : new BoxesCheck(run.out(), expected.get(), differences);
    } catch (BrokenFile e) {
      differences.add(e.difference());
      return null;
    }
  }

  /** Returns how many rows there are. */
  long run() throws IOException {
    for (Row row = rows.next(); row != null; row = rows.next()) {
      totals.add(row);
      String name = expect(row);
      for (Follower follower : followers) {
        follower.follow(row, name);
      }
      if (!check(row, name)) {
        watcher.checked(1);
      }
    }
    images.end();
    numbering.end();
    batchRules.end();
    samples.end();
    store.end();
    store.files().forEach(folder::expect);
    for (Follower follower : followers) {
      follower.end();
    }
    if (boxes != null) {
      boxes.end();
    }
    totals.check(run, differences);
    return totals.images();
  }

  /** Takes note of the files that go with a row, and returns the name of its image. */
  private String expect(Row row) throws IOException {
    try {
      if (run.options().outputFormat().equals("files") && !run.options().isRecipes()) {
        folder.expect(row.fileName());
        if (run.options().has("masks")) {
          folder.expect(MaskCheck.name(row));
        }
      }
      return store.name(row);
    } catch (BrokenFile e) {
      differences.add(e.difference());
      return row.fileName();
    }
  }

  /** Checks a row, and says whether its image is now being checked too. */
  private boolean check(Row row, String name) throws IOException {
    long number = numbering.of(naming.numberIn(row), name);
    int source = sample(row.source(), "source", name);
    int partner = sample(row.partner(), "partner", name);
    if (number < 0 || source < 0 || partner < 0) {
      return false;
    }
    Item item = new Item(row, name, number, source, partner);
    boolean sound = rowCheck.check(item);
    samples.add(item);
    batchRules.add(item);
    if (sound && boxes != null) {
      boxes.check(item);
    }
    return sound && !run.options().isRecipes() && checkImage(item);
  }

  private int sample(String sample, String what, String name) {
    int number = Names.find(dataset, sample);
    if (number < 0) {
      differences.add(name, what, "a picture of the data set", sample);
    }
    return number;
  }

  private boolean checkImage(Item item) throws IOException {
    try {
      Stored stored = store.find(item.row());
      byte[] embedded = embedded();
      if (embedded != null && !Arrays.equals(embedded, stored.bytes())) {
        differences.add(item.name(), "image in metadata.parquet", "the file's bytes", "others");
      }
      images.add(item, stored);
      return true;
    } catch (BrokenFile e) {
      differences.add(e.difference());
      return false;
    }
  }

  private byte @Nullable [] embedded() {
    byte[] own = rows.embedded();
    for (Follower follower : followers) {
      own = own == null ? follower.embedded() : own;
    }
    return own;
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
