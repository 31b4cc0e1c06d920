package io.cutmix.dataset.tar;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.Problems.Skipped;
import io.cutmix.dataset.ShardSource;
import io.cutmix.dataset.Source.Glance;
import io.cutmix.dataset.classes.LabelCollector;
import io.cutmix.dataset.tar.ShardImages.Sample;
import io.cutmix.dataset.tar.ShardMembers.ShardMember;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Storage;
import io.cutmix.storage.Strides;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads a data set from tar files that hold images and labels. */
public final class ShardReader {
  private static final String IMAGE = "image";

  /** How many shards are listed at once, at most; each takes 1 MB. */
  private static final int AT_ONCE = 16;

  private final ShardSource source;
  private final Predicate<String> isImage;
  private final Runnable seen;
  private final Glance glance;
  private final LongSupplier clock;
  private final AtomicLong kept = new AtomicLong();
  private final Problems problems;
  private final ShardLabels members;
  private final LabelCollector labels;
  private final List<Shard> shards = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final Skipped withoutImage =
      new Skipped(
          "label in the shards has no image and was skipped",
          "labels in the shards have no image and were skipped");

  private final Skipped unused =
      new Skipped(
          "file in the shards is neither image nor label of a sample and was skipped",
          "files in the shards are neither image nor label of a sample and were skipped");

  /**
   * Reads nothing yet.
   *
   * @param isImage whether a file is an image, by its name; thread-safe
   * @param seen told of each file
   * @param glance at the headers of images, where it takes long to read them again
   * @param clock of nanoseconds, which says what is slow
   */
  public ShardReader(
      ShardSource source,
      Predicate<String> isImage,
      Runnable seen,
      Glance glance,
      LongSupplier clock) {
    this.source = source;
    this.isImage = isImage;
    this.seen = seen;
    this.glance = glance;
    this.clock = clock;
    this.problems = new Problems(source.shards().get(0));
    this.members = new ShardLabels(source.rules());
    this.labels =
        LabelCollector.of(source.rules(), source.rules().classes(), source.rules().columns());
  }

  /** Lists several shards at once, since each makes its reader wait where storage is remote. */
  public Dataset read() throws IOException {
    int count = source.shards().size();
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(count, AT_ONCE));
    try {
      List<Future<Listed>> listed = new ArrayList<>(count);
      for (Path shard : source.shards()) {
        listed.add(threads.submit(() -> list(shard)));
      }
      for (int shard = 0; shard < count; shard++) {
        readShard(shard, listed.get(shard));
      }
    } finally {
      threads.shutdownNow();
    }
    problems.throwIfAny();
    if (samples.isEmpty()) {
      throw new ProblemException(
          Problem.of("no shard holds an image such as 0001.jpg beside its 0001.cls")
              .at(source.shards().get(0)));
    }
    List<Problem> warnings =
        Stream.of(withoutImage.warning(), members.warning(), unused.warning())
            .flatMap(Optional::stream)
            .toList();
    return ShardImages.dataset(shards, samples, labels, warnings);
  }

  /** A shard and what it holds, and what is wrong with that. */
  private record Listed(Shard.Contents shard, Problems problems) {}

  private Listed list(Path file) throws IOException {
    Problems own = new Problems(file);
    ShardMembers inside =
        new ShardMembers(own.at(file.toString()), (member, bytes) -> look(file, member, bytes));
    return new Listed(Shard.list(file, source.shards().size(), clock, inside), own);
  }

  /**
   * Keeps small labels always. Where it takes long to read images again it looks at their headers,
   * and keeps them as long as there is room; behind URIs it is other processes that read them.
   */
  private ShardMember look(Path shard, ShardMember member, Strides file) throws IOException {
    String name = member.name();
    int size = member.size();
    if (ShardLabels.isLabel(name, size)) {
      return member.with(file.read(member.offset(), size), Optional.empty());
    }
    boolean isRemote = Storage.remote(shard).isPresent();
    if (!(isRemote || file.isSlow()) || !isImage.test(name)) {
      return member;
    }
    boolean keeps = !isRemote && kept.addAndGet(size) <= Readers.MOST_BYTES;
    byte[] content = file.read(member.offset(), keeps ? size : Math.min(size, Glance.ENOUGH));
    return member.with(
        keeps ? content : member.content(), glance.at(sampleName(shard, member), content, size));
  }

  private void readShard(int shard, Future<Listed> listing) throws IOException {
    Path file = source.shards().get(shard);
    Problems.At at = problems.at(file.toString());
    try {
      Listed listed = Readers.result(listing);
      problems.add(listed.problems());
      shards.add(listed.shard().shard());
      Map<String, Map<String, ShardMember>> byStem = new LinkedHashMap<>();
      for (ShardMember member : listed.shard().members()) {
        addTo(byStem, member, at);
      }
      join(byStem, at);
      for (Map<String, ShardMember> sample : byStem.values()) {
        add(sample, shard);
      }
    } catch (IOException e) {
      ShardImages.add(e, at);
    }
  }

  /** Groups members by what stands before the last dot, since names have dots of their own. */
  private void addTo(
      Map<String, Map<String, ShardMember>> byStem, ShardMember member, Problems.At at) {
    String name = member.name();
    int base = name.lastIndexOf('/') + 1;
    int dot = name.lastIndexOf('.');
    boolean image = isImage.test(name);
    if (name.startsWith(".", base)) { // hidden, as those of some systems are
      if (image && !name.startsWith("._", base)) {
        unused.add(name);
      }
      return;
    }
    seen.run();
    String extension = ShardLabels.extension(name);
    if (dot < base || (!image && !ShardLabels.isLabel(name))) {
      unused.add(name);
      return;
    }
    ShardMember other =
        byStem
            .computeIfAbsent(name.substring(0, dot), stem -> new HashMap<>(2))
            .putIfAbsent(image ? IMAGE : extension, member);
    if (other != null) {
      at.add(
          () ->
              Problem.of("\"%s\" and \"%s\" can't both be of one sample", other.name(), name)
                  .remedy("keep one of them"));
    }
  }

  /**
   * Joins images without a label with the label whose name ends where theirs has its first dot, as
   * WebDataset does: {@code 3.left.jpg} with {@code 3.cls}.
   */
  private void join(Map<String, Map<String, ShardMember>> byStem, Problems.At at) {
    byStem.forEach(
        (stem, sample) -> {
          int dot = stem.indexOf('.', stem.lastIndexOf('/') + 1);
          Map<String, ShardMember> whole =
              dot < 0 ? Map.of() : byStem.getOrDefault(stem.substring(0, dot), Map.of());
          ShardMember image = sample.get(IMAGE);
          if (image != null && sample.size() == 1 && !whole.isEmpty()) {
            sample.remove(IMAGE);
            addImage(image, stem.substring(0, dot), whole, at);
          }
        });
  }

  private void addImage(
      ShardMember image, String stem, Map<String, ShardMember> sample, Problems.At at) {
    ShardMember other = sample.putIfAbsent(IMAGE, image);
    if (other == null) {
      return;
    }
    if (other.name().lastIndexOf('.') == stem.length()) {
      unused.add(image.name()); // beside the image that has the sample's own name
    } else {
      at.add(
          () ->
              Problem.of(
                      "the sample \"%s\" has two images, \"%s\" and \"%s\"",
                      stem, other.name(), image.name())
                  .remedy("keep one of them, or give each a label of its own name"));
    }
  }

  private void add(Map<String, ShardMember> sample, int shard) throws IOException {
    Path file = source.shards().get(shard);
    ShardMember image = sample.get(IMAGE);
    Optional<ShardMember> label = members.chosen(sample);
    if (image == null) {
      label.ifPresent(member -> withoutImage.add(file.getFileName() + "/" + member.name()));
    } else if (label.isEmpty()) {
      problems
          .at(file.toString())
          .add(
              () ->
                  Problem.of("\"%s\" has no label", image.name())
                      .remedy("add a .cls, .json or .txt of the same name"));
    } else {
      Problems.At at = problems.at(file + "/" + label.get().name());
      int number = labels.number(members.read(label.get(), at), at);
      samples.add(new Sample(sampleName(file, image), number, shard, image));
    }
  }

  private static String sampleName(Path shard, ShardMember image) {
    return shard.getFileName() + "/" + image.name();
  }
}
