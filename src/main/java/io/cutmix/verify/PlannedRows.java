package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import io.cutmix.finished.FinishedRow;
import io.cutmix.job.Failure;
import io.cutmix.job.MixSpec;
import io.cutmix.job.Options;
import io.cutmix.mix.Box;
import io.cutmix.mix.Recipe;
import io.cutmix.plan.Batch;
import io.cutmix.plan.Plan;
import io.cutmix.plan.Samples;
import io.cutmix.verify.Subject.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a row is what seed and options drew for its file number: who is mixed with whom, and by
 * which box; and whether what was skipped is. Holds one batch. Not thread-safe.
 */
final class PlannedRows {
  private final Subject subject;
  private final Set<Long> gaps = new HashSet<>();
  private @Nullable Batch batch;
  private Recipe recipe = Recipe.unmixed(1);
  private long index = -1;

  PlannedRows(Subject subject) {
    this.subject = subject;
    List<Failure> failures = subject.run().record().failures();
    for (Failure failure : failures) {
      if (!gaps.add(failure.file())) {
        subject.differ(RecordedRun.FILE, "failures of file " + failure.file(), 1, "more");
      }
    }
    failures.forEach(this::check);
  }

  /**
   * What the options of a run draw from its data set.
   *
   * @throws IllegalArgumentException if they don't fit it
   */
  static Plan plan(Options options, Dataset dataset, Sizes sizes) {
    List<String> classes = dataset.labels().classes();
    Plan mixed =
        new Plan(
            options.mix().planOptions(classes.size()),
            samples(options.mix(), dataset),
            sizes.buckets(dataset.size()));
    return options.output().includeOriginals() ? mixed.withOriginals() : mixed;
  }

  private static Samples samples(MixSpec mix, Dataset dataset) {
    List<String> classes = dataset.labels().classes();
    int count = dataset.size();
    Samples samples =
        mix.needingClasses().isEmpty() || !dataset.labels().areClassIds()
            ? Samples.unclassified(count)
            : Samples.ofClasses(IntStream.range(0, count).map(dataset.labels()::classId).toArray());
    if (!classes.containsAll(mix.mixClasses())) {
      throw new IllegalArgumentException("mix-classes " + String.join(",", mix.mixClasses()));
    }
    if (!mix.mixClasses().isEmpty()) {
      samples = samples.mixingOnly(mix.mixClasses().stream().mapToInt(classes::indexOf).toArray());
    }
    return mix.balance() ? samples.balanced(mix.seed()) : samples;
  }

  private void check(Failure failure) {
    long number = failure.file();
    String name = "failure of file " + number;
    if (number >= subject.files()) {
      subject.differ(RecordedRun.FILE, name, "none, as there are " + subject.files(), "one");
      return;
    }
    Batch drawn = batchOf(number);
    String source = subject.dataset().name(drawn.sample((int) (number - drawn.file(0))));
    subject.expect(RecordedRun.FILE, "source in " + name, source, failure.source());
    subject.expect(RecordedRun.FILE, "copy in " + name, drawn.copy(), failure.copy());
  }

  /** Names the first thing in which a row isn't what was drawn. */
  void check(Item item) {
    Batch drawn = batchOf(item.number());
    int place = (int) (item.number() - drawn.file(0));
    FinishedRow row = item.row();
    String source = subject.dataset().name(drawn.sample(place));
    String partner = subject.dataset().name(drawn.sample(recipe.mixedWith(place)));
    Box box = recipe.box(place);
    String text = List.of(box.x1(), box.y1(), box.x2(), box.y2()).toString();
    if (!source.equals(row.source())) {
      subject.differ(item.name(), "source by seed and options", source, row.source());
    } else if (!partner.equals(row.partner())) {
      subject.differ(item.name(), "partner by seed and options", partner, row.partner());
    } else if (!text.equals(row.boxText())) {
      subject.differ(item.name(), "bbox by seed and options", text, row.boxText());
    }
  }

  private Batch batchOf(long number) {
    long wanted = subject.plan().batchOf(number);
    if (batch == null || wanted != index) {
      index = wanted;
      Batch drawn = subject.plan().batch(wanted);
      boolean[] readable = new boolean[drawn.size()];
      for (int i = 0; i < readable.length; i++) {
        readable[i] = !gaps.contains(drawn.file(i));
      }
      recipe = drawn.recipe().without(readable);
      batch = drawn;
    }
    return batch;
  }
}
