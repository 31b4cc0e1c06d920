package io.cutmix.verify;

import io.cutmix.finished.Difference;
import io.cutmix.finished.LabelFile;
import io.cutmix.job.Parallel;
import io.cutmix.verify.Subject.Differences;
import io.cutmix.verify.Subject.Item;
import io.cutmix.verify.Verification.Sampling;
import io.cutmix.verify.Verification.Watcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks images and masks, many at once, and keeps the order of the rows. Not thread-safe. */
final class ImageChecks {
  private static final int MOST = 256;

  private final PixelCheck pixels;
  private final @Nullable MaskCheck masks;
  private final Sampling sampling;
  private final Parallel workers;
  private final Watcher watcher;
  private final Differences differences;
  private final List<Found> waiting = new ArrayList<>();
  private long compared;

  private record Found(Item item, LabelFile.Image stored, boolean whole) {}

  /**
   * @param arrays whether images are rows of arrays, which have no header
   */
  ImageChecks(
      ExpectedImages images,
      Optional<MaskCheck> masks,
      boolean arrays,
      Sampling sampling,
      Parallel workers,
      Watcher watcher,
      Differences differences) {
    this.pixels = new PixelCheck(images, arrays);
    this.masks = masks.orElse(null);
    this.sampling = sampling;
    this.workers = workers;
    this.watcher = watcher;
    this.differences = differences;
  }

  void add(Item item, LabelFile.Image stored) throws IOException {
    boolean whole = compared == 0 || sampling.takes(item.number());
    compared += whole ? 1 : 0;
    waiting.add(new Found(item, stored, whole));
    if (waiting.size() == MOST) {
      end();
    }
  }

  /** Checks what is waiting. */
  void end() throws IOException {
    List<List<Difference>> found = new ArrayList<>();
    waiting.forEach(one -> found.add(new ArrayList<>()));
    workers.forEach(waiting.size(), i -> check(waiting.get(i), found.get(i)));
    found.forEach(some -> some.forEach(differences::add));
    waiting.clear();
  }

  private void check(Found one, List<Difference> found) {
    try {
      byte[] bytes = one.stored().bytes();
      pixels.check(one.item(), bytes, one.whole()).ifPresent(found::add);
    } catch (IOException e) {
      found.add(new Difference(one.item().name(), "file", "readable", PixelCheck.reason(e)));
    }
    if (masks != null) {
      masks.check(one.item(), one.whole()).ifPresent(found::add);
    }
    watcher.checked(1);
  }

  /** How many images were compared with their sources. */
  long compared() {
    return compared;
  }
}
