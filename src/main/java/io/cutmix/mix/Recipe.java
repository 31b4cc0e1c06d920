package io.cutmix.mix;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that is random about one batch: the partner of each sample and the box that it takes from the
 * partner. Immutable and thread-safe.
 */
public final class Recipe {
  private final int[] partners;
  private final List<Box> boxes;

  private Recipe(int[] partners, List<Box> boxes) {
    this.partners = partners;
    this.boxes = boxes;
  }

  /**
   * A recipe from its parts.
   *
   * @param partners partner of each sample: a permutation of {@code 0..n-1}
   * @param boxes one box for each sample, or one for all; those without any pixel become {@link
   *     Box#EMPTY}
   * @throws IllegalArgumentException if partners is empty or no permutation, or the number of boxes
   *     doesn't fit
   */
  public static Recipe of(int[] partners, List<Box> boxes) {
    int samples = partners.length;
    requirePermutation(partners);
    if (boxes.size() != samples && boxes.size() != 1) {
      throw new IllegalArgumentException(
          "boxes must be 1 or %d, one for each sample, but were %d"
              .formatted(samples, boxes.size()));
    }
    List<Box> each = boxes.stream().map(box -> box.area() == 0 ? Box.EMPTY : box).toList();
    return new Recipe(
        partners.clone(),
        each.size() == samples ? each : Collections.nCopies(samples, each.get(0)));
  }

  /** The recipe that leaves {@code samples} samples as they are. */
  public static Recipe unmixed(int samples) {
    return of(IntStream.range(0, samples).toArray(), List.of(Box.EMPTY));
  }

  static void requirePermutation(int[] partners) {
    if (partners.length == 0) {
      throw new IllegalArgumentException("indices must name at least one sample, but was empty");
    }
    boolean[] seen = new boolean[partners.length];
    for (int partner : partners) {
      if (partner < 0 || partner >= seen.length || seen[partner]) {
        throw new IllegalArgumentException(
            "indices must be a permutation of 0..%d, but %d is %s"
                .formatted(
                    seen.length - 1,
                    partner,
                    partner < 0 || partner >= seen.length ? "outside" : "there twice"));
      }
      seen[partner] = true;
    }
  }

  /** Number of samples in the batch. */
  public int size() {
    return partners.length;
  }

  /**
   * The sample whose pixels {@code sample} takes, if its box holds any; {@code sample} itself if it
   * stays alone.
   */
  public int partner(int sample) {
    return partners[sample];
  }

  /** As {@link #partner}, but {@code sample} itself if it comes out as it went in. */
  public int mixedWith(int sample) {
    return box(sample).area() == 0 ? sample : partners[sample];
  }

  /** The pixels that {@code sample} takes from its partner. */
  public Box box(int sample) {
    return boxes.get(sample);
  }

  /** Whether a sample comes out as it went in, since it takes no pixel of another one. */
  public boolean leaves(int sample) {
    return mixedWith(sample) == sample;
  }

  /** Whether nobody takes any pixel. */
  boolean leavesAll() {
    return IntStream.range(0, partners.length).allMatch(this::leaves);
  }

  /** Partner of each sample; a fresh array. */
  public int[] partners() {
    return partners.clone();
  }

  /** Box of each sample. */
  public List<Box> boxes() {
    return boxes;
  }

  /**
   * The recipe for the same batch when some samples can't be read, or aren't to be mixed: whoever
   * had such a partner takes that one's partner, and so on along the permutation. A sample that is
   * or becomes its own partner is unmixed, as are the unreadable ones; everyone else keeps partner
   * and box.
   *
   * @param readable for each sample whether it is there
   * @throws IllegalArgumentException if it is for more or fewer samples
   */
  public Recipe without(boolean[] readable) {
    if (readable.length != size()) {
      throw new IllegalArgumentException(
          "readable must be for %d samples, but is for %d".formatted(size(), readable.length));
    }
    int[] next = partners.clone();
    Box[] remaining = boxes.toArray(Box[]::new);
    for (int i = 0; i < next.length; i++) {
      while (readable[i] && !readable[next[i]]) {
        next[i] = partners[next[i]];
      }
      if (!readable[i] || next[i] == i) {
        next[i] = i;
        remaining[i] = Box.EMPTY;
      }
    }
    return of(next, List.of(remaining));
  }

  /**
   * The recipe for a larger batch in which only the samples of this one are mixed.
   *
   * @param places where each of them stands in that batch; all different
   * @param samples size of that batch
   * @throws IllegalArgumentException if a place is outside of it, or there are more or fewer
   *     different ones than samples
   */
  public Recipe within(int[] places, int samples) {
    long different = IntStream.of(places).filter(at -> at >= 0 && at < samples).distinct().count();
    if (places.length != size() || different != size()) {
      throw new IllegalArgumentException(
          "places must be %d different ones in 0..%d, but were %s"
              .formatted(size(), samples - 1, Arrays.toString(places)));
    }
    int[] spread = IntStream.range(0, samples).toArray();
    Box[] spreadBoxes = new Box[samples];
    Arrays.fill(spreadBoxes, Box.EMPTY);
    for (int i = 0; i < partners.length; i++) {
      spread[places[i]] = places[partners[i]];
      spreadBoxes[places[i]] = box(i);
    }
    return of(spread, List.of(spreadBoxes));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recipe that
        && Arrays.equals(partners, that.partners)
        && boxes.equals(that.boxes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(partners) + boxes.hashCode();
  }

  @Override
  public String toString() {
    return "Recipe[partners=" + Arrays.toString(partners) + ", boxes=" + boxes + "]";
  }
}
