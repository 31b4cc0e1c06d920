package io.cutmix.inspect;

import java.util.List;
import java.util.Map;

/**
 * What is in a data set.
 *
 * @param samples how many there are
 * @param labels what they are labelled with
 * @param sizes of the upright pictures, the most frequent first
 * @param formats how many pictures have each, as the files say, not their names
 * @param channels {@code gray}, {@code rgb}, with {@code +alpha} where pixels can be transparent
 * @param orientations EXIF's 1 to 8, 1 being upright or none
 * @param profiles pictures with a colour profile other than sRGB
 * @param animated pictures of several frames or pages, of which the first is taken
 * @param problems what is wrong with files
 * @param whole whether the files were read to their ends
 */
public record Inspection(
    int samples,
    LabelSummary labels,
    List<Size> sizes,
    Map<String, Long> formats,
    Map<String, Long> channels,
    Map<Integer, Long> orientations,
    long profiles,
    long animated,
    FileProblems problems,
    boolean whole) {

  /** Whether every picture is there and can be read. */
  public boolean isSound() {
    return problems.missing().count() + problems.unreadable().count() == 0;
  }

  /** A size, and how many pictures have it. */
  public record Size(int width, int height, long pictures) {}

  /**
   * What is wrong with files.
   *
   * @param missing rows without a file
   * @param unreadable pictures that can't be decoded, with the reason
   * @param duplicates pictures with the same bytes as one before them, with that one
   * @param contradictions those of them that have another label
   * @param unlabelled pictures without a row
   */
  public record FileProblems(
      FirstNames missing,
      FirstNames unreadable,
      FirstNames duplicates,
      FirstNames contradictions,
      FirstNames unlabelled) {}
}
