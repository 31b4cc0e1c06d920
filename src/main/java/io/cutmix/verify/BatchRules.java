package io.cutmix.verify;

import io.cutmix.dataset.Labels;
import io.cutmix.job.Options;
import io.cutmix.mix.BoxScope;
import io.cutmix.mix.Pairing;
import io.cutmix.plan.ProbScope;
import io.cutmix.verify.Subject.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may be whose partner: the rules of {@code --pairing}, {@code --box-scope}, {@code --prob} and
 * {@code --mix-classes} within each batch. Not thread-safe.
 */
final class BatchRules {
  private final Subject subject;
  private final Options options;
  private final Sizes.Batches batches;
  private final Set<Long> batchesWithGaps = new HashSet<>();
  private final Set<Integer> mixClasses = new HashSet<>();
  private final List<Item> batch = new ArrayList<>();
  private long number = -1;

  BatchRules(Subject subject) {
    this.subject = subject;
    this.options = subject.options();
    this.batches = subject.batches();
    for (String name : options.mix().mixClasses()) {
      mixClasses.add(subject.classes().indexOf(name));
    }
    subject
        .run()
        .record()
        .failures()
        .forEach(failure -> batchesWithGaps.add(batchOf(failure.file())));
  }

  private long batchOf(long file) {
    int size = subject.dataset().size();
    return file / size * batches.count() + batches.at((int) (file % size));
  }

  /** Takes in the next row. */
  void add(Item item) {
    long own = batchOf(item.number());
    if (own != number) {
      end();
      number = own;
    }
    batch.add(item);
  }

  /** Checks the batch that is complete. */
  void end() {
    if (!batch.isEmpty() && !subject.isPartial()) {
      List<Item> mixed = batch.stream().filter(item -> item.row().isMixed()).toList();
      boolean sound = eachIsOnesPartner(mixed);
      checkWhoIsMixed(mixed);
      if (sound) {
        checkBoxes(mixed);
      }
    }
    batch.clear();
  }

  /** Whether the partners are the sources in another order; names those who are too many. */
  private boolean eachIsOnesPartner(List<Item> mixed) {
    Map<Integer, Integer> left = new HashMap<>();
    batch.forEach(item -> left.merge(item.source(), 1, Integer::sum));
    boolean sound = true;
    for (Item item : mixed) {
      if (left.merge(item.partner(), -1, Integer::sum) < 0) {
        String expected = "each sample of the batch once";
        subject.differ(item.name(), "partner", expected, item.row().partner());
        sound = false;
      }
    }
    return sound;
  }

  private void checkWhoIsMixed(List<Item> mixed) {
    for (Item item : mixed) {
      if (!mayBeMixed(item.source()) || !mayBeMixed(item.partner())) {
        String classes = "samples of " + String.join(",", options.mix().mixClasses());
        subject.differ(item.name(), "source and partner", classes, item.row().partner());
      }
    }
    long able = batch.stream().filter(item -> mayBeMixed(item.source())).count();
    boolean someStay =
        batchesWithGaps.contains(number)
            || options.mix().balance()
            || options.mix().pairing() == Pairing.PERMUTATION
            || number >= (long) options.mix().copies() * batches.count();
    if (someStay || able < 2) {
      return;
    }
    // Without a box of its own a sample is mixed as all are, or none is as the box holds no pixel.
    boolean whole =
        options.mix().probScope() == ProbScope.BATCH && options.mix().boxScope() == BoxScope.BATCH;
    if (whole && !mixed.isEmpty() && mixed.size() != able) {
      subject.differ(batch.get(0).name(), "mixed images of the batch", able, mixed.size());
    }
    if (options.mix().pairing() == Pairing.DIFFERENT_CLASS) {
      checkClasses(mixed);
    }
  }

  private boolean mayBeMixed(int sample) {
    return options.mix().mixClasses().isEmpty()
        || (subject.dataset().labels().areClassIds()
            && mixClasses.contains(subject.dataset().labels().classId(sample)));
  }

  /** No more partners of the same class than the largest class makes necessary. */
  private void checkClasses(List<Item> mixed) {
    Labels labels = subject.dataset().labels();
    if (!labels.areClassIds()) {
      return;
    }
    Map<Integer, Integer> sizes = new HashMap<>();
    mixed.forEach(item -> sizes.merge(labels.classId(item.source()), 1, Integer::sum));
    int largest = sizes.values().stream().mapToInt(size -> size).max().orElse(0);
    int allowed = Math.max(0, 2 * largest - mixed.size());
    long alike =
        mixed.stream()
            .filter(item -> labels.classId(item.source()) == labels.classId(item.partner()))
            .count();
    if (alike > allowed) {
      subject.differ(
          batch.get(0).name(), "partners of the same class in the batch", allowed, alike);
    }
  }

  private void checkBoxes(List<Item> mixed) {
    switch (options.mix().boxScope()) {
      case BATCH -> requireOneBox(mixed);
      case PAIR -> checkPairs(mixed);
      default -> {}
    }
  }

  private void requireOneBox(List<Item> circle) {
    for (Item item : circle) {
      int[] first = circle.get(0).row().box();
      if (!Arrays.equals(item.row().box(), first)) {
        subject.differ(item.name(), "bbox", Arrays.toString(first), item.row().boxText());
      }
    }
  }

  /** Circles of two, and one of three if the number is odd. */
  private void checkPairs(List<Item> mixed) {
    Map<Integer, Item> bySource = new HashMap<>();
    mixed.forEach(item -> bySource.put(item.source(), item));
    if (bySource.size() < mixed.size()) {
      return; // With --balance a sample may be there twice, and who is meant isn't known.
    }
    int threes = 0;
    while (!bySource.isEmpty()) {
      List<Item> circle = new ArrayList<>();
      Item item = bySource.remove(bySource.keySet().iterator().next());
      while (item != null) {
        circle.add(item);
        item = bySource.remove(item.partner());
      }
      threes += circle.size() == 3 ? 1 : 0;
      if (circle.size() > 3 || threes > 1) {
        subject.differ(circle.get(0).name(), "partner", "pairs", "a circle of " + circle.size());
      }
      requireOneBox(circle);
    }
  }
}
