package io.cutmix.inspect;

import java.util.List;
import java.util.Map;

/**
 * What is in a data set.
 *
 * @param samples how many there are
 * @param labels what they are labelled with
 * @param sizes of the upright images, the most frequent first
 * @param formats how many images have each, as the files say, not their names
 * @param channels {@code gray}, {@code rgb}, with {@code +alpha} where pixels can be transparent
 * @param orientations EXIF's 1 to 8, 1 being upright or none
 * @param profiles images with a color profile other than sRGB
 * @param animated images of several frames or pages, of which the first is taken
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

  /** Whether every image is there and can be read. */
  public boolean isSound() {
    return problems.missing().count() + problems.unreadable().count() == 0;
  }

  /** A size, and how many images have it. */
  public record Size(int width, int height, long images) {}

  /**
   * What is wrong with files.
   *
   * @param missing rows without a file
   * @param unreadable images that can't be decoded, with the reason
   * @param damaged images that can be decoded though their files are damaged, with the reason
   * @param duplicates images with the same bytes as one before them, with that one
   * @param contradictions those of them that have another label
   * @param unlabelled images without a row
   */
  public record FileProblems(
      FirstNames missing,
      FirstNames unreadable,
      FirstNames damaged,
      FirstNames duplicates,
      FirstNames contradictions,
      FirstNames unlabelled) {}
}
