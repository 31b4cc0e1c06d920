package io.cutmix.train;

import io.cutmix.finished.BrokenFile;
import io.cutmix.finished.FinishedFolder;
import io.cutmix.finished.StoredArray;
import io.cutmix.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Samples that are rows of NumPy arrays. */
final class ArraySamples implements StoredSamples {
  private final List<String> classes;
  private final List<Shard> shards;

  /** Number of each shard's first sample, and behind them that of all samples. */
  private final int[] firsts;

  private record Shard(StoredArray images, StoredArray labels) {
    static Shard open(FinishedFolder folder, String name) throws IOException {
      StoredArray images = StoredArray.ofBytes(folder, name, 4);
      String beside = name.replaceFirst("images", "labels");
      StoredArray labels = StoredArray.ofDoubles(folder, beside, 2);
      if (images.rows() != labels.rows()) {
        throw new BrokenFile(
            name, "images", labels.rows() + " as " + beside + " has", images.rows() + "");
      }
      return new Shard(images, labels);
    }

    int classes() {
      return labels.rowShape()[0];
    }

    ImageShape shape() {
      int[] axes = images.rowShape();
      return new ImageShape(axes[1], axes[2], axes[0]);
    }
  }

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
   * @param classes their names; if there are none, an array says how many there are
   */
  static ArraySamples open(FinishedFolder folder, List<String> images, List<String> classes)
      throws IOException {
    Shard[] shards = new Shard[images.size()];
    for (int i = 0; i < shards.length; i++) {
      shards[i] = Shard.open(folder, images.get(i));
    }
    return new ArraySamples(
        List.of(shards), classes.isEmpty() ? numbers(shards[0].classes()) : classes);
  }

  /** Names for classes of which only the number is known. */
  static List<String> numbers(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
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
  public boolean areInPlanes() {
    return true;
  }

  @Override
  public ImageShape shape(int number) {
    return shards.get(shard(number)).shape();
  }

  @Override
  public double[] label(int number) throws IOException {
    int shard = shard(number);
    return shards.get(shard).labels().numbers(number - firsts[shard]);
  }

  @Override
  public void read(int number, ImageShape shape, ByteBuffer pixels) throws IOException {
    StoredSamples.requireShape(shape(number), shape);
    int shard = shard(number);
    pixels.put(0, shards.get(shard).images().row(number - firsts[shard]));
  }

  private int shard(int number) {
    int found = Arrays.binarySearch(firsts, number);
    return found < 0 ? -found - 2 : found;
  }
}
