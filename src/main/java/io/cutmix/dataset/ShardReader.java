package io.cutmix.dataset;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads a data set from tar files that hold pictures and labels. */
final class ShardReader {
  private record Sample(String name, int label, int shard, ShardMember picture) {}

  private final ShardSource source;
  private final Predicate<String> isPicture;
  private final Problems problems;
  private final ShardLabels members;
  private final LabelCollector labels;
  private final FileStates states;
  private final List<Sample> samples = new ArrayList<>();
  private final LeftOut withoutPicture = new LeftOut();

  ShardReader(ShardSource source, Predicate<String> isPicture) {
    this.source = source;
    this.isPicture = isPicture;
    this.problems = new Problems(source.shards().get(0));
    this.members = new ShardLabels(source.rules());
    this.labels =
        LabelCollector.of(source.rules(), source.rules().classes(), source.rules().columns());
    this.states = new FileStates(source.shards().size());
  }

  Dataset read() throws IOException {
    for (int shard = 0; shard < source.shards().size(); shard++) {
      readShard(shard);
    }
    problems.throwIfAny();
    if (samples.isEmpty()) {
      throw new DatasetException(
          source.shards().get(0)
              + " and the other shards hold no picture such as 0001.jpg beside its 0001.cls");
    }
    samples.sort(Comparator.comparing(Sample::name));
    return dataset();
  }

  private Dataset dataset() throws DatasetException {
    long[] sizes = samples.stream().mapToLong(sample -> sample.picture().size()).toArray();
    return new Dataset(
        new ShardPictures(
            source.shards(),
            states,
            samples.stream().mapToInt(Sample::shard).toArray(),
            samples.stream().mapToLong(sample -> sample.picture().offset()).toArray(),
            sizes),
        samples.stream().map(Sample::name).toArray(String[]::new),
        labels.labels(samples.stream().mapToInt(Sample::label).toArray()),
        sizes,
        Stream.concat(warning(withoutPicture).stream(), labels.warnings().stream()).toList());
  }

  static Optional<String> warning(LeftOut withoutPicture) {
    return withoutPicture.sentence(
        "label in the shards has no picture and was left out",
        "labels in the shards have no picture and were left out");
  }

  private void readShard(int shard) throws IOException {
    Path file = source.shards().get(shard);
    try (SeekableByteChannel channel = ShardPictures.open(file)) {
      states.set(shard, FileState.of(Files.readAttributes(file, BasicFileAttributes.class)));
      Map<String, Map<String, ShardMember>> byKey = new LinkedHashMap<>();
      for (ShardMember member : new ShardMembers(file, problems).in(channel)) {
        addTo(byKey, member, file);
      }
      for (Map<String, ShardMember> sample : byKey.values()) {
        add(sample, shard, channel);
      }
    } catch (IOException e) {
      if (e instanceof DatasetException) {
        throw e;
      }
      problems.at(file.toString()).problem(() -> ImageFolder.reason(e) + "; correct --images");
    }
  }

  /** Groups members by what stands before the first dot of the file name. */
  private void addTo(Map<String, Map<String, ShardMember>> byKey, ShardMember member, Path file) {
    String name = member.name();
    int base = name.lastIndexOf('/') + 1;
    int dot = name.indexOf('.', base);
    if (dot <= base) {
      return; // without a name before the dot the file is hidden, as those of some systems are
    }
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    boolean picture = extension.indexOf('.') < 0 && isPicture.test(name);
    if (picture || ShardLabels.isLabel(extension)) {
      ShardMember other =
          byKey
              .computeIfAbsent(name.substring(0, dot), key -> new HashMap<>(2))
              .putIfAbsent(picture ? "picture" : extension, member);
      if (other != null) {
        problems
            .at(file.toString())
            .problem(
                () ->
                    "\"%s\" and \"%s\" can't both be of one sample; keep one of them"
                        .formatted(other.name(), name));
      }
    }
  }

  private void add(Map<String, ShardMember> sample, int shard, SeekableByteChannel channel)
      throws IOException {
    Path file = source.shards().get(shard);
    ShardMember picture = sample.get("picture");
    Optional<ShardMember> label = members.chosen(sample);
    if (picture == null) {
      label.ifPresent(member -> withoutPicture.add(file.getFileName() + "/" + member.name()));
    } else if (label.isEmpty()) {
      problems
          .at(file.toString())
          .problem(
              () ->
                  "\"%s\" has no label; add a .cls, .json or .txt of the same name"
                      .formatted(picture.name()));
    } else {
      String name = file + "/" + label.get().name();
      Problems.Place place = problems.at(name);
      int number = labels.number(members.read(label.get(), channel, name, place), place);
      samples.add(new Sample(file.getFileName() + "/" + picture.name(), number, shard, picture));
    }
  }
}
