package io.cutmix.dataset.tar;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.FileState;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.SampleList;
import io.cutmix.dataset.classes.LabelCollector;
import io.cutmix.dataset.tar.ShardMembers.ShardMember;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.utils.BoundedArchiveInputStream;

/**
 * Images that are members of shards, read where they lie there. Takes arrays over.
 *
 * @param shard for each sample the number of its shard
 * @param offsets where in it the image is
 * @param sizes in bytes, of each image
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record ShardImages(List<Shard> shards, int[] shard, long[] offsets, long[] sizes)
    implements Dataset.ImageStore {
  public ShardImages {
    shards = List.copyOf(shards);
  }

  /** An image of a shard, by the number of that, and the number of its label. */
  record Sample(String name, int label, int shard, ShardMember image) {}

  /** The data set of these samples, which are sorted by their names here. */
  static Dataset dataset(
      List<Shard> shards, List<Sample> samples, LabelCollector labels, List<Problem> warnings)
      throws ProblemException {
    samples.sort(Comparator.comparing(Sample::name));
    long[] sizes = samples.stream().mapToLong(sample -> sample.image().size()).toArray();
    Dataset dataset =
        new Dataset(
            new ShardImages(
                shards,
                samples.stream().mapToInt(Sample::shard).toArray(),
                samples.stream().mapToLong(sample -> sample.image().offset()).toArray(),
                sizes),
            samples.stream().map(Sample::name).toArray(String[]::new),
            labels.labels(samples.stream().mapToInt(Sample::label).toArray()),
            Stream.concat(warnings.stream(), labels.warnings(samples.size()).stream()).toList());
    for (int i = 0; i < sizes.length; i++) {
      int sample = i;
      ShardMember image = samples.get(i).image();
      image.glimpse().ifPresent(seen -> dataset.note(sample, seen));
      if (image.content().length > 0) {
        dataset.keep(i, image.content());
      }
    }
    return dataset;
  }

  /** Adds why a shard can't be read; throws what says itself where something is wrong. */
  static void add(IOException e, Problems.At shard) throws IOException {
    if (e instanceof ProblemException known
        && !known.problems().get(0).place().equals(Place.NONE)) {
      throw e;
    }
    Problem problem = ImageFolder.problem(e);
    shard.add(() -> problem.remedy(problem.remedy().orElse("correct --images")));
  }

  @Override
  public byte[] bytes(int sample) throws IOException {
    return shards.get(shard[sample]).read(offsets[sample], (int) sizes[sample]);
  }

  @Override
  public InputStream stream(int sample) throws IOException {
    Shard file = shards.get(shard[sample]);
    return file.isArray()
        ? new ByteArrayInputStream(bytes(sample))
        : new BoundedArchiveInputStream(offsets[sample], sizes[sample]) {
          @Override
          protected int read(long position, ByteBuffer to) throws IOException {
            int count = file.read(position, to);
            to.flip();
            return count;
          }
        };
  }

  @Override
  public void addState(int sample, InputDigest digest) {
    shards.get(shard[sample]).state().addTo(digest);
  }

  @Override
  public Shards listed() {
    return new Shards(shards.stream().map(Shard::listed).toList(), shard, offsets, sizes);
  }

  /** The same by absolute paths. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Shards(List<Shard.Listed> shards, int[] shard, long[] offsets, long[] sizes)
      implements Dataset.Listed {
    @Override
    public ShardImages open(String[] names) throws IOException {
      List<Shard> opened = new ArrayList<>();
      for (Shard.Listed listed : shards) {
        opened.add(listed.open(shards.size()));
      }
      Path first = opened.get(0).file();
      FileState now = FileState.of(Files.readAttributes(first, BasicFileAttributes.class));
      SampleList.requireSame(now, opened.get(0).state(), first.toString());
      return new ShardImages(opened, shard, offsets, sizes);
    }
  }
}
