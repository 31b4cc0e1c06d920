package io.cutmix.dataset.tar;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Dataset.Glimpse;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.ShardSource;
import io.cutmix.dataset.Source.Glance;
import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.dataset.classes.LabelCollector;
import io.cutmix.dataset.tar.ImageRows.ImageRow;
import io.cutmix.dataset.tar.ShardImages.Sample;
import io.cutmix.dataset.tar.ShardMembers.ShardMember;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a data set from files of rows that hold images and labels. Images that lie in a file as
 * they are, as Hugging Face writes them, are read there; if any is packed, the whole column is
 * unpacked first, since a page would have to be unpacked for each image.
 */
public final class TableShards {
  private final ShardSource source;
  private final Runnable seen;
  private final Glance glance;
  private final Problems problems;
  private final List<Shard> shards = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private @Nullable LabelCollector labels;
  private @Nullable ClassList classes;
  private List<String> columns = List.of();

  /**
   * Reads nothing yet.
   *
   * @param seen told of each row
   * @param glance at the headers of images
   */
  public TableShards(ShardSource source, Runnable seen, Glance glance) {
    this.source = source;
    this.seen = seen;
    this.glance = glance;
    this.problems = new Problems(source.shards().get(0));
  }

  public Dataset read() throws IOException {
    for (Path file : source.shards()) {
      try {
        readShard(file);
      } catch (IOException e) {
        ShardImages.add(e, problems.at(file.toString()));
      }
    }
    problems.throwIfAny();
    if (samples.isEmpty() || labels == null) {
      throw new ProblemException(Problem.of("no row has an image").at(source.shards().get(0)));
    }
    return ShardImages.dataset(shards, samples, labels, List.of());
  }

  private void readShard(Path file) throws IOException {
    Shard shard = Shard.ofTable(file, source.shards().size());
    int first = samples.size();
    String column = shard.use(channel -> readRows(file, channel));
    List<Sample> own = samples.subList(first, samples.size());
    if (own.stream().allMatch(sample -> sample.image().offset() >= 0)) {
      shards.add(shard);
      return;
    }
    shards.add(shard.unpacked(column));
    long offset = 0;
    for (int i = 0; i < own.size(); i++) {
      Sample sample = own.get(i);
      ShardMember image = sample.image();
      own.set(i, new Sample(sample.name(), sample.label(), sample.shard(), image.at(offset)));
      offset += image.size();
    }
  }

  /** Adds the rows of a file; the column of their images. */
  private String readRows(Path file, SeekableByteChannel channel) throws IOException {
    try (ImageRows rows = ImageRows.open(file, channel, source)) {
      LabelCollector collector = collector(file, rows.classes());
      for (int row = 0; ; row++) {
        Problems.At at = new Problems.At(problems, new Place(file.toString(), row + 1));
        ImageRow image = rows.next(at);
        if (image == null) {
          return rows.columns().get(0);
        }
        if (row == 0) {
          requireSame(rows.columns(), file);
        }
        int label = collector.number(image.label(), at);
        if (image.size() < 0) {
          at.add(
              () ->
                  Problem.of("no image in the column \"%s\"", rows.columns().get(0))
                      .remedy("write its bytes, or give files and --labels"));
        } else {
          String name = "%s/%06d".formatted(file.getFileName(), row);
          Optional<Glimpse> glimpse = glance.at(name, image.beginning(), image.size());
          ShardMember member =
              new ShardMember(name, image.offset(), image.size(), ShardMember.NOT_KEPT, glimpse);
          samples.add(new Sample(name, label, shards.size(), member));
        }
        seen.run();
      }
    }
  }

  /** Refuses a file with other columns than those before, lest one label is taken for another. */
  private void requireSame(List<String> own, Path file) throws ProblemException {
    if (columns.isEmpty()) {
      columns = own;
    } else if (!String.join(",", own).equalsIgnoreCase(String.join(",", columns))) {
      throw new ProblemException(
          Problem.of(
                  "the columns of images and labels are %s, and in the files before %s",
                  KnownClasses.shown(own), KnownClasses.shown(columns))
              .remedy("give them the same names, or give files of one data set")
              .at(file));
    }
  }

  /** One for all files, which must name the same classes. */
  private LabelCollector collector(Path file, ClassList named) throws ProblemException {
    if (labels == null || classes == null) {
      classes = named;
      labels = LabelCollector.of(source.rules(), named, source.rules().columns());
    } else if (!classes.names().equals(named.names())) {
      throw new ProblemException(
          Problem.of("names other classes than %s", source.shards().get(0))
              .remedy("give files of one data set")
              .at(file));
    }
    return labels;
  }
}
