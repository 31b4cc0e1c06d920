package io.cutmix.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.dataset.Dataset;
import io.cutmix.detection.CocoFile;
import io.cutmix.detection.CocoFinding;
import io.cutmix.work.ImageSurvey.SizeCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

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
 * @param boxes what is known of detection boxes, if there are any
 * @param masks whether there are masks
 * @param whole whether the files were read to their ends
 */
public record Inspection(
    int samples,
    LabelSummary labels,
    List<SizeCount> sizes,
    Map<String, Long> formats,
    Map<String, Long> channels,
    Map<Integer, Long> orientations,
    long profiles,
    long animated,
    FileProblems problems,
    Optional<BoxFacts> boxes,
    boolean masks,
    boolean whole) {

  /** Whether every image is there and can be read, with what is to be mixed with it. */
  public boolean isSound() {
    return lost() == 0;
  }

  /** How many images can't be used; those that lack boxes and mask count for both. */
  long lost() {
    return problems.missing().count()
        + problems.unreadable().count()
        + problems.boxes().count()
        + problems.masks().count();
  }

  /**
   * What is known of detection boxes.
   *
   * @param images that the file lists
   * @param boxes that they have
   * @param categories those that the file lists
   * @param findings what of the file isn't used
   */
  public record BoxFacts(
      int images, long boxes, List<Category> categories, List<CocoFinding> findings) {
    static BoxFacts of(CocoFile coco, Dataset dataset) {
      Map<Long, Long> boxes = coco.boxesByCategory();
      List<Category> categories = new ArrayList<>();
      for (JsonNode category : coco.categories()) {
        long id = category.path("id").asLong();
        String name = category.path("name").asText();
        categories.add(new Category(id, name, boxes.getOrDefault(id, 0L)));
      }
      return new BoxFacts(
          coco.images(),
          boxes.values().stream().mapToLong(Long::longValue).sum(),
          categories,
          coco.findings(dataset::has));
    }
  }

  /** What boxes are around, and how many have it. */
  public record Category(long id, String name, long boxes) {}

  /**
   * What is wrong with files.
   *
   * @param missing rows without a file
   * @param unreadable images that can't be decoded, with the reason
   * @param damaged images that can be decoded though their files are damaged, with the reason
   * @param boxes readable images without detection boxes that fit, with the reason
   * @param masks readable images without a mask that fits, with the reason
   * @param duplicates images with the same bytes as one before them, with that one
   * @param contradictions those of them that have another label
   * @param unlabelled images without a row
   */
  public record FileProblems(
      FirstNames missing,
      FirstNames unreadable,
      FirstNames damaged,
      FirstNames boxes,
      FirstNames masks,
      FirstNames duplicates,
      FirstNames contradictions,
      FirstNames unlabelled) {}

  /**
   * How many images something is true of, and the first of them by name.
   *
   * @param first at most {@value #KEPT}, more than anybody reads
   */
  public record FirstNames(long count, List<String> first) {
    private static final int KEPT = 100_000;

    public FirstNames {
      first = List.copyOf(first);
    }

    /** Counts names in any order. Thread-safe. */
    static final class Counter {
      private final TreeSet<String> first = new TreeSet<>();
      private long count;

      synchronized void add(String name) {
        count++;
        first.add(name);
        if (first.size() > KEPT) {
          first.pollLast();
        }
      }

      void addIf(boolean isOne, String name) {
        if (isOne) {
          add(name);
        }
      }

      synchronized FirstNames names() {
        return new FirstNames(count, new ArrayList<>(first));
      }
    }
  }
}
