package io.cutmix.detection;

import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import java.util.List;
import java.util.Locale;

/**
 * What of a COCO file isn't used, or isn't as it should be though the file can be used.
 *
 * @param count how many it is true of
 * @param first of them at most {@value #NAMED}: images, ids or names
 * @param place where the first of them stands
 */
public record CocoFinding(Kind kind, long count, List<String> first, Place place) {
  static final int NAMED = 10;

  public CocoFinding {
    first = List.copyOf(first);
  }

  /** What there is to find. */
  public enum Kind {
    /** Annotations with polygons or run lengths; named by their images. */
    SEGMENTATIONS("segmentations of annotations are dropped: %,d (in %s)", "give masks by --masks"),
    /** Annotations with keypoints; named by their images. */
    KEYPOINTS("keypoints of annotations are dropped: %,d (in %s)", ""),
    /** Annotations without a usable box; named by their ids. */
    NO_BOXES(
        "annotations are dropped whose bbox isn't four numbers, of which the last two (width and"
            + " height) are above 0: %,d (ids %s)",
        "correct the file"),
    /** Annotations of whose box nothing can be seen; named by their ids. */
    OUTSIDE("annotations are dropped whose bbox lies outside of the image: %,d (ids %s)", ""),
    /** Annotations of images that the file doesn't list; named by the images' ids. */
    WITHOUT_IMAGE(
        "annotations are dropped whose image_id none of \"images\" has: %,d (image ids %s)",
        "correct the file"),
    /** Annotations of categories that the file doesn't list; named by the categories' ids. */
    UNKNOWN_CATEGORIES(
        "annotations have a category_id that none of \"categories\" has: %,d (category ids %s)",
        "add the categories"),
    /** Categories whose id or name another has before; named by that. */
    DOUBLE_CATEGORIES(
        "categories have the id or name of another: %,d (%s)", "give each its own id and name"),
    /** Annotations of images that aren't in the data set; named by the images. */
    NOT_IN_DATASET("annotations are of images that are not in --images: %,d (of %s)", "");

    private final String what;
    private final String remedy;

    Kind(String what, String remedy) {
      this.what = what;
      this.remedy = remedy;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What to warn of. */
  public Problem problem() {
    boolean isCut = first.size() == NAMED && count > NAMED; // several can be of one name
    String names = String.join(", ", first) + (isCut ? ", …" : "");
    Problem problem = Problem.of(kind.what, count, names).value(first.get(0)).at(place);
    return kind.remedy.isEmpty() ? problem : problem.remedy(kind.remedy);
  }
}
