package io.cutmix.train;

import io.cutmix.dataset.ClassList;
import io.cutmix.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Samples that are rows of NumPy arrays. */
final class ArraySamples implements StoredSamples {
  private final List<Shard> shards;

  /** Number of each shard's first sample, and behind them that of all samples. */
  private final int[] firsts;

  private record Shard(NpyArray images, NpyArray labels) {
    static Shard open(Path images, Path labels) throws IOException {
      Shard shard = new Shard(NpyArray.open(images, "|u1", 4), NpyArray.open(labels, "<f8", 2));
      if (shard.images.rows() != shard.labels.rows()) {
        throw new FileSystemException(
            images.toString(),
            null,
            "has %d images, but %s has %d labels; take both from the same run"
                .formatted(shard.images.rows(), labels.getFileName(), shard.labels.rows()));
      }
      return shard;
    }

    StoredSample read(int row) throws IOException {
      int[] shape = images.shape();
      ByteBuffer numbers = ByteBuffer.wrap(labels.row(row)).order(ByteOrder.LITTLE_ENDIAN);
      double[] label = new double[labels.shape()[1]];
      numbers.asDoubleBuffer().get(label);
      return new StoredSample(new ImageShape(shape[2], shape[3], shape[1]), images.row(row), label);
    }
  }

  private final List<String> classes;

  private ArraySamples(List<Shard> shards, List<String> classes) {
    this.shards = shards;
    this.classes = classes;
    this.firsts = new int[shards.size() + 1];
    for (int i = 0; i < shards.size(); i++) {
      firsts[i + 1] = Math.addExact(firsts[i], shards.get(i).images().rows());
    }
  }

  /**
   * Opens the arrays of a run.
   *
   * @param images files in their order, named {@code images-….npy}, with labels beside them
   * @param classes which there are; an array says no more than how many
   */
  static ArraySamples open(List<Path> images, ClassList classes) throws IOException {
    Shard[] shards = new Shard[images.size()];
    for (int i = 0; i < shards.length; i++) {
      Path file = images.get(i);
      String name = file.getFileName().toString();
      shards[i] = Shard.open(file, file.resolveSibling(name.replaceFirst("images", "labels")));
    }
    int numbers = shards[0].labels().shape()[1];
    return new ArraySamples(
        List.of(shards),
        classes instanceof ClassList.Named named
            ? named.names()
            : IntStream.range(0, numbers).mapToObj(Integer::toString).toList());
  }

  @Override
  public int size() {
    return firsts[shards.size()];
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public StoredSample read(int number) throws IOException {
    int found = Arrays.binarySearch(firsts, number);
    int shard = found < 0 ? -found - 2 : found;
    return shards.get(shard).read(number - firsts[shard]);
  }
}
