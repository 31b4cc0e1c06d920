package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.ImageSpec.Size;
import io.cutmix.job.Options;
import io.cutmix.job.Parallel;
import io.cutmix.job.RunSpec;
import io.cutmix.plan.Buckets;
import io.cutmix.verify.Verification.Watcher;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape of the image that is made of each sample: one for all, or that of the sample. Immutable
 * and thread-safe.
 *
 * @param shapeOf where the shape of each sample stands; empty if there is one shape
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sizes(List<ImageShape> shapes, int[] shapeOf) {
  private static final Size UNKNOWN = new Size(-1, -1);

  /** Those of a run; for {@code --size bucket} it reads the header of each sample. */
  static Sizes of(
      Options options, Dataset dataset, ImageCodec codec, Parallel workers, Watcher watcher)
      throws IOException {
    if (!options.image().hasBuckets()) {
      return new Sizes(List.of(fixed(options)), new int[0]);
    }
    Size[] sides = new Size[dataset.size()];
    watcher.begins("surveying", "images", sides.length);
    workers.inChunks(
        sides.length,
        i -> {
          sides[i] =
              side(dataset, codec, i, options.image().maxPixels().orElse(RunSpec.MAX_PIXELS));
          watcher.checked(1);
        });
    return of(options, sides);
  }

  /** The shape that all images have. */
  static ImageShape fixed(Options options) {
    return shape(options, options.image().size().orElseThrow());
  }

  private static ImageShape shape(Options options, Size size) {
    return Rendering.of(options.image(), size.height(), size.width()).shape();
  }

  private static Sizes of(Options options, Size... sides) {
    Map<Size, Integer> counts = new HashMap<>();
    for (Size side : sides) {
      counts.merge(side, 1, Integer::sum);
    }
    counts.remove(UNKNOWN);
    List<Size> order = new ArrayList<>(counts.keySet());
    order.sort(
        Comparator.comparing((Size side) -> -counts.getOrDefault(side, 0))
            .thenComparing(Size::height)
            .thenComparing(Size::width));
    Map<Size, Integer> places = new HashMap<>();
    order.forEach(side -> places.put(side, places.size()));
    int[] shapeOf = new int[sides.length];
    for (int i = 0; i < sides.length; i++) {
      // Samples that can't be read count to the first size.
      shapeOf[i] = places.getOrDefault(sides[i], 0);
    }
    List<ImageShape> shapes = order.stream().map(side -> shape(options, side)).toList();
    return new Sizes(shapes, shapeOf);
  }

  private static Size side(Dataset dataset, ImageCodec codec, int sample, long maxPixels) {
    try (InputStream encoded = dataset.open(sample)) {
      ImageHeader header = codec.header(encoded);
      return (long) header.height() * header.width() > maxPixels
          ? UNKNOWN
          : new Size(header.height(), header.width());
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  ImageShape of(int sample) {
    return shapes.get(shapeOf.length == 0 ? 0 : shapeOf[sample]);
  }

  /** The same of so many samples, as the plan takes it. */
  Buckets buckets(int samples) {
    return shapeOf.length == 0
        ? Buckets.one(samples, shapes.get(0).height(), shapes.get(0).width())
        : Buckets.of(
            shapeOf,
            shapes.stream().mapToInt(ImageShape::height).toArray(),
            shapes.stream().mapToInt(ImageShape::width).toArray());
  }
}
