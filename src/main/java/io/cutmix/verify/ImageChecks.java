package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import io.cutmix.finished.BrokenFile;
import io.cutmix.finished.Difference;
import io.cutmix.finished.LabelFile;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageShape;
import io.cutmix.job.OutputSpec.OutputFormat;
import io.cutmix.job.Parallel;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunSpec;
import io.cutmix.storage.ReadAhead;
import io.cutmix.storage.ReadAhead.Coming;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Readers.Reading;
import io.cutmix.verify.Subject.Differences;
import io.cutmix.verify.Subject.Item;
import io.cutmix.verify.Verification.Sampling;
import io.cutmix.verify.Verification.Watcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Checks images and masks, many at once, and keeps the order of the rows. Not thread-safe. */
final class ImageChecks {
  private static final int MOST = 256;

  private final Dataset dataset;
  private final PixelCheck pixels;
  private final Optional<MaskCheck> masks;
  private final Sampling sampling;
  private final Parallel workers;
  private final Watcher watcher;
  private final Differences differences;
  private final Readers readers = new Readers(RunSpec.READ_AHEAD);
  private final List<Found> waiting = new ArrayList<>();
  private final LongAdder compared = new LongAdder();
  private boolean any;

  /**
   * What waits to be checked.
   *
   * @param mask to be compared as well, if there are masks and the image is compared
   */
  private record Found(Item item, Compared image, Optional<Compared> mask, boolean whole) {
    Stream<Coming> needed() {
      return whole
          ? Stream.concat(Stream.of(image), mask.stream()).flatMap(files -> files.needed(item))
          : Stream.of(image.stored());
    }
  }

  /** A file, and those of the samples that it was made of. */
  record Compared(Coming stored, Coming source, Coming partner) {
    Stream<Coming> needed(Item item) {
      return Stream.of(stored, source, partner).limit(item.row().isMixed() ? 3 : 2);
    }
  }

  ImageChecks(
      ExpectedImages images,
      Optional<MaskCheck> masks,
      Subject subject,
      Sampling sampling,
      Parallel workers,
      Watcher watcher) {
    this.dataset = subject.dataset();
    this.pixels =
        new PixelCheck(images, subject.options().output().outputFormat() == OutputFormat.NPY);
    this.masks = masks;
    this.sampling = sampling;
    this.workers = workers;
    this.watcher = watcher;
    this.differences = subject.differences();
  }

  void add(Item item, LabelFile.Image stored) throws IOException {
    boolean whole = !any || sampling.takes(item.number());
    any |= whole;
    // At most, so that memory lasts whatever the format.
    Coming image = new Coming(pixels.images().shape(item).bytes(), stored::bytes);
    Compared files =
        new Compared(image, dataset.coming(item.source()), dataset.coming(item.partner()));
    waiting.add(
        new Found(
            item, files, masks.filter(check -> whole).map(check -> check.files(item)), whole));
    if (waiting.size() == MOST) {
      end();
    }
  }

  /** Checks what is waiting. */
  void end() throws IOException {
    List<List<Difference>> found = new ArrayList<>();
    waiting.forEach(one -> found.add(new ArrayList<>()));
    try (ReadAhead ahead = new ReadAhead(readers, List::of)) {
      ahead.expect(waiting.stream().flatMap(Found::needed).toList());
      workers.forEach(waiting.size(), i -> check(waiting.get(i), ahead, found.get(i)));
    }
    found.forEach(some -> some.forEach(differences::add));
    waiting.clear();
  }

  private void check(Found one, ReadAhead ahead, List<Difference> found) {
    try {
      byte[] bytes = ahead.take(one.image().stored());
      check(one, bytes, ahead).ifPresent(found::add);
    } catch (BrokenFile e) {
      found.add(e.difference());
    } catch (IOException e) {
      found.add(new Difference(one.item().name(), "file", "readable", PixelCheck.reason(e)));
    }
    masks.flatMap(check -> check.check(one.item(), one.mask(), ahead)).ifPresent(found::add);
    watcher.checked(1);
  }

  private Optional<Difference> check(Found one, byte[] bytes, ReadAhead ahead) {
    if (!one.whole()) {
      return pixels.checkHeader(one.item(), bytes);
    }
    compared.increment();
    return pixels.check(
        one.item(),
        bytes,
        () -> ahead.take(one.image().source()),
        () -> ahead.take(one.image().partner()));
  }

  /** How many images were compared with their sources. */
  long compared() {
    return compared.sum();
  }

  /**
   * Whether an image is what its row says. Thread-safe.
   *
   * @param arrays whether images are stored as plain numbers, one channel after the other
   */
  record PixelCheck(ExpectedImages images, boolean arrays) {

    /** Whether an image says of itself what it should. */
    Optional<Difference> checkHeader(Item item, byte[] found) {
      return arrays ? Optional.empty() : header(item, found);
    }

    /**
     * The first difference between the pixels or bytes of an image and those of its sources.
     *
     * @param base the file of its base
     * @param partner that of the sample that filled its box
     */
    Optional<Difference> check(
        Item item, byte[] found, Reading<byte[]> base, Reading<byte[]> partner) {
      byte[] source;
      byte[] expected;
      try {
        source = base.read();
        expected = images.mixed(item, source, partner);
      } catch (IOException e) {
        String names = item.row().source() + " and " + item.row().partner();
        return difference(item, "sources " + names, "readable", reason(e));
      }
      ImageShape shape = images.shape(item);
      if (arrays) {
        return pixels(item, expected, channelsLast(found, shape), shape);
      }
      try {
        return file(item, source, expected, found);
      } catch (IOException e) {
        return difference(item, "image", "readable", reason(e));
      }
    }

    private Optional<Difference> file(Item item, byte[] source, byte[] expected, byte[] found)
        throws IOException {
      ImageShape shape = images.shape(item);
      Encoding encoding = images.encoding(source, shape);
      Optional<Difference> head = header(item, found);
      if (head.isPresent()) {
        return head;
      }
      if (!item.row().fileName().endsWith("." + encoding.format().extension())) {
        return difference(item, "format", encoding.format(), item.row().fileName());
      }
      if (item.row().isUnchanged() && images.keepsFile(source, shape, encoding.format())) {
        return bytes(item, source, found);
      }
      // Bytes and not pixels alone, as a file may hold more than its pixels.
      return bytes(item, images.encoded(expected, shape, encoding), found);
    }

    /** Whether a file says of itself what it should, without a look at its pixels. */
    private Optional<Difference> header(Item item, byte[] found) {
      try {
        return header(item, images.header(found));
      } catch (IOException e) {
        return difference(item, "image", "readable", reason(e));
      }
    }

    private Optional<Difference> header(Item item, ImageHeader header) {
      String name = item.row().fileName();
      String extension = name.substring(name.lastIndexOf('.') + 1);
      if (!header.format().extension().equals(extension)) {
        return difference(item, "format", extension, header.format().extension());
      }
      ImageShape shape = images.shape(item);
      String expected = size(shape.width(), shape.height());
      String size = size(header.width(), header.height());
      if (!expected.equals(size)) {
        return difference(item, "size", expected, size);
      }
      // WebP has no gray, and its encoder drops an alpha that is opaque throughout.
      boolean webp = header.format() == FileFormat.WEBP;
      String channels =
          channels(
              shape.channels() == 1 && !webp, shape.channels() == 4 && (header.alpha() || !webp));
      String own = channels(header.gray(), header.alpha());
      return channels.equals(own) ? Optional.empty() : difference(item, "channels", channels, own);
    }

    static String size(int width, int height) {
      return "%dx%d (width x height)".formatted(width, height);
    }

    private static String channels(boolean gray, boolean alpha) {
      return (gray ? "gray" : "rgb") + (alpha ? "a" : "");
    }

    /** Names the pixel if bytes and pixels differ. */
    private Optional<Difference> bytes(Item item, byte[] expected, byte[] found)
        throws IOException {
      if (Arrays.equals(expected, found)) {
        return Optional.empty();
      }
      ImageShape shape = images.shape(item);
      Optional<Difference> seen =
          pixels(item, images.read(expected, shape), images.read(found, shape), shape);
      int at = Arrays.mismatch(expected, found);
      return seen.isPresent()
          ? seen
          : difference(
              item,
              "byte " + at,
              at < expected.length ? expected[at] & 0xff : "the end",
              at < found.length ? found[at] & 0xff : "the end");
    }

    private static Optional<Difference> pixels(
        Item item, byte[] expected, byte[] found, ImageShape shape) {
      int at = Arrays.mismatch(expected, found);
      if (at < 0) {
        return Optional.empty();
      }
      int pixelBytes = shape.channels() * shape.depth() / 8;
      int pixel = at / pixelBytes;
      return difference(
          item,
          "pixel x=%d y=%d".formatted(pixel % shape.width(), pixel / shape.width()),
          pixel(expected, pixel * pixelBytes, pixelBytes),
          pixel(found, pixel * pixelBytes, pixelBytes));
    }

    private static String pixel(byte[] pixels, int from, int count) {
      int[] values = new int[count];
      Arrays.setAll(values, i -> pixels[from + i] & 0xff);
      return Arrays.toString(values);
    }

    private static byte[] channelsLast(byte[] planes, ImageShape shape) {
      byte[] pixels = new byte[planes.length];
      int channels = shape.channels();
      int plane = planes.length / channels;
      for (int i = 0; i < pixels.length; i++) {
        pixels[i % plane * channels + i / plane] = planes[i];
      }
      return pixels;
    }

    private static Optional<Difference> difference(
        Item item, String what, Object expected, Object found) {
      return Optional.of(Difference.of(item.name(), what, expected, found));
    }

    static String reason(IOException e) {
      return ProblemException.of(e).problems().get(0).what();
    }
  }
}
