package io.cutmix.detection;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.dataset.RowReader;
import io.cutmix.dataset.TextFile;
import io.cutmix.job.Place;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The detection boxes of a data set's images, from a file in COCO's JSON. Immutable and
 * thread-safe.
 */
public final class CocoFile {
  private final Path file;
  private final ObjectNode copied;
  private final Map<String, CocoImage> images;
  private final List<CocoFinding> findings;
  private @Nullable Map<String, String> byFile;

  CocoFile(
      Path file, ObjectNode copied, Map<String, CocoImage> images, List<CocoFinding> findings) {
    this.file = file;
    this.copied = copied;
    this.images = Map.copyOf(images);
    this.findings = List.copyOf(findings);
  }

  /**
   * What the file says of one image: its size, as it is seen upright, and its boxes, of each what
   * lies within the image.
   */
  public record CocoImage(int width, int height, List<CocoBox> boxes) {
    /** Takes the boxes as they are at this moment. */
    public CocoImage {
      boxes = List.copyOf(boxes);
    }
  }

  /**
   * A box around an object, in pixels and parts of them.
   *
   * @param category id of what it is
   * @param crowd 1 for several objects in one box, else 0
   * @param x1 left
   * @param y1 top
   * @param x2 right
   * @param y2 bottom
   */
  public record CocoBox(long category, int crowd, double x1, double y1, double x2, double y2) {
    /** The same elsewhere. */
    CocoBox at(double left, double top, double right, double bottom) {
      return new CocoBox(category, crowd, left, top, right, bottom);
    }

    /** Whether its sides are numbers above 0. */
    boolean isArea() {
      return x2 > x1 && y2 > y1 && DoubleStream.of(x1, y1, x2, y2).allMatch(Double::isFinite);
    }

    /** Whether some of it lies within an image of that size. */
    boolean isSeenIn(int width, int height) {
      return x1 < width && y1 < height && x2 > 0 && y2 > 0;
    }

    /** What of it lies within an image of that size. */
    CocoBox clippedTo(int width, int height) {
      return at(Math.max(x1, 0), Math.max(y1, 0), Math.min(x2, width), Math.min(y2, height));
    }
  }

  /**
   * Reads a file, a part at a time.
   *
   * @param images the folder that a {@code file_name} is relative to, or absolute in
   * @throws ProblemException if it is missing, no JSON, or not as COCO has it
   */
  public static CocoFile read(Path file, Path images) throws IOException {
    try (RowReader reader = TextFile.open(file, "--coco")) {
      return new CocoReader(file, ImageFolder.names(images)).read(reader);
    } catch (RowReader.TooLong e) {
      throw new ProblemException(RowReader.TOO_LONG.at(file), e);
    }
  }

  /** A text that is another if an annotation file of this one would be. */
  public String fingerprint() {
    InputDigest digest = new InputDigest().add(copied.toString());
    for (Map.Entry<String, CocoImage> image : new TreeMap<>(images).entrySet()) {
      digest.add(image.getKey()).add(image.getValue().toString());
    }
    return digest.toText();
  }

  /**
   * What isn't used of it, or isn't as it should be.
   *
   * @param isSample whether the data set has an image of that name
   */
  public List<CocoFinding> findings(Predicate<String> isSample) {
    List<String> others =
        images.keySet().stream().filter(isSample.negate()).filter(this::hasBoxes).sorted().toList();
    if (others.isEmpty()) {
      return findings;
    }
    long boxes = others.stream().mapToLong(name -> boxes(name).size()).sum();
    List<String> first = others.subList(0, Math.min(CocoFinding.NAMED, others.size()));
    List<CocoFinding> all = new ArrayList<>(findings);
    all.add(new CocoFinding(CocoFinding.Kind.NOT_IN_DATASET, boxes, first, Place.of(file)));
    return all;
  }

  /**
   * The {@code file_name} of an image whose file is named as that one, in another folder, case or
   * format, or with escapes as in URLs.
   */
  public synchronized Optional<String> namesake(String name) {
    if (byFile == null) {
      byFile =
          images.keySet().stream()
              .collect(toMap(CocoFile::file, any -> any, (a, b) -> a.compareTo(b) < 0 ? a : b));
    }
    return Optional.ofNullable(byFile.get(file(name)));
  }

  private static String file(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    try {
      file = URLDecoder.decode(file.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noEscapes) {
      // A percent sign is one.
    }
    return file.replaceFirst("(?<=.)\\.[^.]*$", "").toLowerCase(Locale.ROOT);
  }

  private boolean hasBoxes(String name) {
    return !boxes(name).isEmpty();
  }

  private List<CocoBox> boxes(String name) {
    return image(name).map(CocoImage::boxes).orElse(List.of());
  }

  /** How many boxes there are of each category. */
  public Map<Long, Long> boxesByCategory() {
    return images.values().stream()
        .flatMap(image -> image.boxes().stream())
        .collect(groupingBy(CocoBox::category, TreeMap::new, counting()));
  }

  /** How many images it lists. */
  public int images() {
    return images.size();
  }

  /** The list of categories, as it is in the file. */
  public JsonNode categories() {
    return copied.path("categories").deepCopy();
  }

  /** What is copied as it is in the file: {@code info}, {@code licenses} and the categories. */
  public ObjectNode copied() {
    return copied.deepCopy();
  }

  /**
   * What is said of an image.
   *
   * @param name its {@code file_name}
   */
  public Optional<CocoImage> image(String name) {
    return Optional.ofNullable(images.get(name));
  }
}
