package io.cutmix.verify;

import io.cutmix.finished.Difference;
import io.cutmix.finished.FinishedRow;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Mask;
import io.cutmix.image.Rendering;
import io.cutmix.storage.ReadAhead;
import io.cutmix.storage.ReadAhead.Coming;
import io.cutmix.verify.ImageChecks.PixelCheck;
import io.cutmix.verify.Subject.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether the mask of an image is mixed as the image is. Thread-safe.
 *
 * @param masks the folder of the samples' masks
 * @param out the output folder
 */
record MaskCheck(Path masks, Path out, ExpectedImages images) {

  /** The name of the mask that belongs to an image. */
  static String name(FinishedRow row) {
    return "masks/" + png(row.fileName().replaceFirst("^images/", ""));
  }

  private static String png(String name) {
    return name.replaceFirst("\\.[^./]*$", "") + ".png";
  }

  /**
   * The first difference.
   *
   * @param files those of {@link #files}, if pixels are compared; else it need only be there
   */
  Optional<Difference> check(Item item, Optional<ImageChecks.Compared> files, ReadAhead ahead) {
    String name = name(item.row());
    Path file = out.resolve(name);
    if (!Files.isRegularFile(file)) {
      return differs(name, "file", "there", "missing");
    }
    if (files.isEmpty()) {
      return Optional.empty();
    }
    try {
      return compare(name, item, files.get(), ahead);
    } catch (ImageReadException e) {
      return differs(name, "mask", "readable", PixelCheck.reason(e));
    } catch (IOException e) {
      return differs(name, "masks of its sources", "readable", PixelCheck.reason(e));
    }
  }

  /** What is to be read of the mask of an image and of those that it is made of. */
  ImageChecks.Compared files(Item item) {
    FinishedRow row = item.row();
    return new ImageChecks.Compared(
        coming(item, out.resolve(name(row))),
        coming(item, masks.resolve(png(row.source()))),
        coming(item, masks.resolve(png(row.partner()))));
  }

  private Coming coming(Item item, Path file) {
    return new Coming(images.shape(item).bytes(), () -> Files.readAllBytes(file));
  }

  private Optional<Difference> compare(
      String name, Item item, ImageChecks.Compared files, ReadAhead ahead) throws IOException {
    FinishedRow row = item.row();
    byte[] found = ahead.take(files.stored());
    byte[] ownFile = ahead.take(files.source());
    Rendering rendering = images.rendering(images.shape(item));
    Mask stored = Mask.read(ownFile);
    Mask other = row.isMixed() ? Mask.read(ahead.take(files.partner())) : stored;
    ImageShape shape = rendering.shape();
    for (Mask source : List.of(stored, other)) {
      if (rendering.fit().isEmpty() && !source.isOf(shape)) {
        return differs(
            name,
            "size of the masks of its sources",
            PixelCheck.size(shape.width(), shape.height()),
            PixelCheck.size(source.width(), source.height()));
      }
    }
    int fill = images.options().image().maskFill().orElse(0);
    Mask own = stored.rendered(rendering, fill);
    if (row.isUnchanged() && stored.isOf(rendering.shape())) {
      return Arrays.equals(ownFile, found)
          ? Optional.empty()
          : differs(name, "bytes", "those of its source", "others");
    }
    Mask mask = Mask.read(found);
    Optional<Difference> difference =
        compare(name, row.box(), own, other.rendered(rendering, fill), mask);
    // A file may hold more than its pixels.
    return difference.isPresent() || Arrays.equals(mask.encode(), found)
        ? difference
        : differs(name, "bytes", "those of its pixels alone", "others");
  }

  private static Optional<Difference> compare(
      String name, int[] box, Mask own, Mask other, Mask found) {
    if (found.width() != own.width() || found.height() != own.height()) {
      return differs(
          name,
          "size",
          PixelCheck.size(own.width(), own.height()),
          PixelCheck.size(found.width(), found.height()));
    }
    int depth = Math.max(own.depth(), other.depth());
    if (found.depth() != depth) {
      return differs(name, "bits", depth, found.depth());
    }
    for (int y = 0; y < own.height(); y++) {
      for (int x = 0; x < own.width(); x++) {
        boolean pasted = x >= box[0] && x < box[2] && y >= box[1] && y < box[3];
        int expected = (pasted ? other : own).at(x, y);
        if (expected != found.at(x, y)) {
          String place = "class at x=%d y=%d".formatted(x, y);
          return differs(name, place, expected, found.at(x, y));
        }
      }
    }
    byte[] palette = palette(own.palette(), other.palette());
    byte[] transparency = palette.length == 0 ? palette : own.transparency();
    return Arrays.equals(palette, found.palette())
            && Arrays.equals(transparency, found.transparency())
        ? Optional.empty()
        : differs(name, "colors", palette.length / 3 + " of the sources", "others");
  }

  /** The partner's colors stand behind the last of the own ones; gray if one of them is. */
  private static byte[] palette(byte[] own, byte[] other) {
    byte[] expected = own.length == 0 || other.length == 0 ? new byte[0] : own;
    if (expected.length > 0 && other.length > own.length) {
      expected = other.clone();
      System.arraycopy(own, 0, expected, 0, own.length);
    }
    return expected;
  }

  private static Optional<Difference> differs(
      String name, String what, Object expected, Object found) {
    return Optional.of(Difference.of(name, what, expected, found));
  }
}
