package io.cutmix.work;

import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.dataset.NotedFiles;
import io.cutmix.detection.CocoFile;
import io.cutmix.detection.CocoFile.CocoImage;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.Mask;
import io.cutmix.image.Rendering;
import io.cutmix.job.Problem;
import io.cutmix.storage.ReadAhead.Coming;
import io.cutmix.storage.Readers.Reading;
import io.cutmix.work.ImageLoader.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is mixed with the images: their masks, each a PNG of the image's path and name, and their
 * detection boxes.
 *
 * @param masks the folder of the masks, if there are any
 * @param maskFill class of what a mask gets around it
 * @param boxes those of all images, if there are any
 */
public record Companions(Optional<ImageFolder> masks, int maskFill, Optional<CocoFile> boxes) {
  /** More than most have. */
  private static final long MASK_BYTES = 1 << 16;

  /** Images alone. */
  public static final Companions NONE = new Companions(Optional.empty(), 0, Optional.empty());

  /** What of a sample can be wrong. */
  public enum Part {
    IMAGE,
    BOXES,
    MASK
  }

  /** Whether there are images alone. */
  public boolean isEmpty() {
    return masks.isEmpty() && boxes.isEmpty();
  }

  /** What is wrong with that of an image, as far as headers tell. */
  public Map<Part, IOException> problems(String sample, ImageHeader image) {
    Map<Part, IOException> problems = new EnumMap<>(Part.class);
    try {
      requireBoxes(sample, image);
    } catch (IOException e) {
      problems.put(Part.BOXES, e);
    }
    if (masks.isPresent()) {
      try {
        ofMask(
            masks.get(),
            sample,
            file -> {
              try (InputStream head = masks.get().stream(file)) {
                Mask.check(head, image);
                return true;
              }
            });
      } catch (IOException e) {
        problems.put(Part.MASK, e);
      }
    }
    return problems;
  }

  /**
   * Reads the mask of an image, if masks are wanted.
   *
   * @param mask reads its file, as {@link #coming} does
   * @throws IOException if that or the boxes are missing, broken, or don't fit the image
   */
  Optional<Loaded.SampleMask> read(
      String sample, ImageHeader image, Rendering rendering, Reading<byte[]> mask)
      throws IOException {
    requireBoxes(sample, image);
    return masks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ofMask(
                masks.get(),
                sample,
                file -> {
                  byte[] encoded = mask.read();
                  Mask stored = Mask.read(encoded, image);
                  return new Loaded.SampleMask(
                      stored.rendered(rendering, maskFill),
                      stored.isOf(rendering.shape()) ? Optional.of(encoded) : Optional.empty());
                }));
  }

  /**
   * The file of a sample's mask, to be read ahead.
   *
   * @param image bytes of the image, which a mask has hardly more of
   */
  static Coming coming(String sample, long image, NotedFiles masks) {
    return new Coming(Math.max(image, MASK_BYTES), () -> masks.bytes(maskName(sample)));
  }

  private void requireBoxes(String sample, ImageHeader image) throws ImageReadException {
    if (boxes.isEmpty()) {
      return;
    }
    CocoImage said =
        boxes
            .get()
            .image(sample)
            .orElseThrow(() -> new ImageReadException(unlisted(boxes.get(), sample)));
    image.requireSize(
        said.width(),
        said.height(),
        "boxes",
        () ->
            Problem.of(
                "is %dx%d (width x height), but --coco says %dx%d",
                image.width(), image.height(), said.width(), said.height()));
  }

  private static Problem unlisted(CocoFile coco, String sample) {
    Problem problem = Problem.of("no image of --coco has this path as its file_name");
    return coco.namesake(sample)
        .map(
            other ->
                problem.remedy("there is \"" + other + "\"; each must be the path below --images"))
        .orElse(problem);
  }

  private interface MaskFile<T> {
    T read(String file) throws IOException;
  }

  private static <T> T ofMask(ImageFolder folder, String sample, MaskFile<T> reading)
      throws IOException {
    String file = maskName(sample);
    try {
      return reading.read(file);
    } catch (NoSuchFileException e) {
      throw new ImageReadException(Problem.of("its mask %s is missing", folder.show(file)), e);
    } catch (IOException e) {
      String format = e instanceof ImageReadException ? "its mask %s %s" : "its mask %s: %s";
      String reason = ImageFolder.problem(e).reason();
      throw new ImageReadException(Problem.of(format, folder.show(file), reason), e);
    }
  }

  /** Adds what differs if the mask of an image was modified. */
  static void addState(String sample, NotedFiles masks, InputDigest digest) {
    masks.addState(maskName(sample), digest);
  }

  private static String maskName(String sample) {
    return sample.replaceFirst("\\.[^./]*$", "") + ".png";
  }
}
