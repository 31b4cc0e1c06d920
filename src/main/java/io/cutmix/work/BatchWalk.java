package io.cutmix.work;

import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec.Decoded;
import io.cutmix.image.Rendering;
import io.cutmix.image.Stage;
import io.cutmix.job.Failure;
import io.cutmix.job.Parallel;
import io.cutmix.job.Problem;
import io.cutmix.mix.Recipe;
import io.cutmix.output.LabelRow;
import io.cutmix.output.Sink;
import io.cutmix.output.Sink.MixedImage;
import io.cutmix.work.ComingUnits.ComingBatch;
import io.cutmix.work.ImageLoader.Loaded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way through {@link BatchTask}: from partner to partner, so that each image is
 * mixed, encoded and handed on as soon as its partner is decoded, while both are in the processor's
 * cache. Each sample is decoded once, unless one of the batch can't be read.
 *
 * <p>The circles of partners are cut into pieces for the threads. A piece has three places in
 * memory: one for the image at hand, one for its partner, and one where the first image is put
 * aside for whoever has that one as its partner, the last one of some piece. An image that is its
 * own partner is a piece with one place.
 */
final class BatchWalk {
  private static final int ASIDE = 2;

  private final ComingBatch files;
  private final ImageBatch batch;
  private final ImageSettings settings;
  private final ImageLoader loader;
  private final Sink.Unit sink;
  private final Rendering rendering;

  private final boolean[] readable;
  private final @Nullable Loaded[] loaded;
  private final Decoded[] decoded;
  private final @Nullable String[] fileNames;
  private final byte[][] written;
  private Recipe recipe;
  private volatile boolean isBroken;

  BatchWalk(ComingBatch files, ImageSettings settings, ImageLoader loader, Sink.Unit sink) {
    this.files = files;
    this.batch = files.batch();
    this.settings = settings;
    this.loader = loader;
    this.sink = sink;
    this.rendering = settings.rendering(batch.height(), batch.width());
    this.readable = new boolean[batch.size()];
    Arrays.fill(readable, true);
    this.loaded = new Loaded[batch.size()];
    this.decoded = new Decoded[batch.images()];
    Arrays.fill(decoded, Decoded.AS_IT_IS);
    this.fileNames = new String[batch.images()];
    this.written = new byte[batch.images()][];
    this.recipe = batch.recipe(readable);
  }

  /**
   * Makes the images from the samples that are readable as far as is known; for a sink that takes
   * none it looks at no more than the headers.
   *
   * @return whether they are; otherwise all samples were tried, and the next time it is known
   */
  boolean go(BatchTensor.Pool tensors, Parallel parallel) throws IOException {
    isBroken = false;
    if (!sink.takesImages()) {
      lookAtHeaders(parallel);
      return !isBroken;
    }
    recipe = batch.recipe(readable);
    sink.expect(this::possibleNames);
    Pieces pieces = new Pieces(PartnerPieces.of(recipe), recipe);
    BatchTensor tensor = tensors.take(pieces.places, rendering.shape());
    try {
      parallel.forEach(pieces.count(), piece -> begin(pieces, piece, tensor));
      parallel.forEach(pieces.count(), piece -> goOn(pieces, piece, tensor));
    } finally {
      tensors.giveBack(tensor);
    }
    return !isBroken;
  }

  private void lookAtHeaders(Parallel parallel) throws IOException {
    parallel.forEach(
        loaded.length,
        i -> {
          if (loaded[i] == null) {
            note(i, loader.loadHeader(files, i));
          }
        });
    recipe = batch.recipe(readable);
    for (int i = 0; i < fileNames.length; i++) {
      if (loaded[i] instanceof Loaded.Image image) {
        fileNames[i] = batch.fileName(i, recipe, encoding(image).format());
      }
    }
  }

  private Collection<String> possibleNames() {
    Collection<String> names = new LinkedHashSet<>();
    for (int i = 0; i < fileNames.length; i++) {
      for (FileFormat format : settings.formats()) {
        names.add(batch.fileName(i, recipe, format));
      }
    }
    return names;
  }

  /** Where the images of each piece are in memory. */
  private static final class Pieces {
    private final List<int[]> images;
    private final int[] firstPlace;

    /** For each image that a piece with others begins with, where it is put aside. */
    private final int[] aside;

    private final int places;

    Pieces(List<int[]> images, Recipe recipe) {
      this.images = images;
      this.firstPlace = new int[images.size()];
      this.aside = new int[recipe.size()];
      int place = 0;
      for (int piece = 0; piece < firstPlace.length; piece++) {
        int first = images.get(piece)[0];
        firstPlace[piece] = place;
        aside[first] = place + ASIDE;
        place += recipe.partner(first) == first ? 1 : ASIDE + 1;
      }
      this.places = place;
    }

    int count() {
      return firstPlace.length;
    }
  }

  /** Loads the first image of a piece and puts aside what another one will want of it. */
  private void begin(Pieces pieces, int piece, BatchTensor tensor) {
    int first = pieces.images.get(piece)[0];
    int place = pieces.firstPlace[piece];
    if (recipe.partner(first) != first && load(first, place, tensor)) {
      tensor.pixels(place + ASIDE).put(tensor.pixels(place));
    }
  }

  private void goOn(Pieces pieces, int piece, BatchTensor tensor) throws IOException {
    int[] images = pieces.images.get(piece);
    int place = pieces.firstPlace[piece];
    int other = place + 1;
    if (recipe.partner(images[0]) == images[0]) {
      load(images[0], place, tensor);
      hand(images[0], place, place, tensor);
      return;
    }
    for (int k = 0; k < images.length; k++) {
      int from = other;
      if (k == images.length - 1) {
        from = pieces.aside[recipe.partner(images[k])];
      } else {
        load(images[k + 1], other, tensor);
      }
      hand(images[k], place, from, tensor);
      other = place;
      place = from;
    }
  }

  /** Whether the pixels of a sample are there then. */
  private boolean load(int i, int place, BatchTensor tensor) {
    boolean keepsFile = recipe.leaves(i);
    return readable[i]
        && note(i, loader.load(files, i, rendering, tensor.pixels(place), keepsFile));
  }

  private boolean note(int i, Loaded found) {
    loaded[i] = found;
    if (found instanceof Loaded.Unreadable) {
      readable[i] = false;
      isBroken = true;
    } else if (found instanceof Loaded.Image image && i < decoded.length) {
      decoded[i] = image.decoded();
    }
    return readable[i];
  }

  /** Mixes an image and hands it to the sink. */
  private void hand(int i, int place, int from, BatchTensor tensor) throws IOException {
    if (!isBroken && isMade(i) && loaded[i] instanceof Loaded.Image image) {
      if (from != place) {
        long start = System.nanoTime();
        tensor.mixer().paste(from, place, recipe.box(i));
        Stage.MIXING.since(start);
      }
      Encoding encoding = encoding(image);
      String fileName = batch.fileName(i, recipe, encoding.format());
      forget(i, fileName);
      boolean same = recipe.leaves(i) && image.format() == encoding.format();
      MixedImage mixed =
          new MixedImage(
              tensor.pixels(place),
              rendering.shape(),
              encoding,
              same ? Optional.of(image.file()) : Optional.empty(),
              mask(i, image));
      long start = System.nanoTime();
      written[i] = sink.write(fileName, mixed);
      Stage.WRITING.since(start);
      fileNames[i] = fileName;
      if (from == place) {
        loaded[i] = null; // whose file may be large
      }
    }
  }

  private Encoding encoding(Loaded.Image image) {
    return settings.encodingFor(image.format());
  }

  /** Its mask, mixed by the same box. */
  private Optional<byte[]> mask(int i, Loaded.Image image) {
    if (image.mask().isEmpty()) {
      return Optional.empty();
    }
    Loaded.SampleMask own = image.mask().get();
    return !recipe.leaves(i)
            && loaded[recipe.partner(i)] instanceof Loaded.Image partner
            && partner.mask().isPresent()
        ? Optional.of(own.encodeWithBox(partner.mask().get(), recipe.box(i)))
        : Optional.of(own.encode());
  }

  /** Of an earlier attempt, in which the image had another partner, or any. */
  private void forget(int i, String fileName) throws IOException {
    String earlier = fileNames[i];
    if (earlier != null && !earlier.equals(fileName)) {
      sink.remove(earlier);
      fileNames[i] = null;
    }
  }

  /** Whether the image can be made, as far as is known. */
  private boolean isMade(int i) {
    return i < fileNames.length && readable[i] && readable[recipe.partner(i)];
  }

  /** The samples that can't be read, as far as that is known. */
  List<Problem> unreadable() {
    Map<String, Problem> problems = new LinkedHashMap<>();
    for (int i = 0; i < loaded.length; i++) {
      if (loaded[i] instanceof Loaded.Unreadable unreadable) {
        problems.put(batch.name(i), SampleException.problem(batch.name(i), unreadable.why()));
      }
    }
    return List.copyOf(problems.values());
  }

  /** Hands the rows of what was made to the sink. */
  BatchTask.Made end() throws IOException {
    List<LabelRow> rows = new ArrayList<>(fileNames.length);
    List<Failure> failures = new ArrayList<>();
    int flattened = 0;
    for (int i = 0; i < fileNames.length; i++) {
      String fileName = fileNames[i];
      if (isMade(i) && fileName != null) {
        LabelRow row = batch.row(i, recipe, fileName);
        long start = System.nanoTime();
        rows.add(sink.add(row, written[i]));
        Stage.WRITING.since(start);
        flattened += decoded[i].flattened() ? 1 : 0;
      } else {
        if (fileName != null) {
          sink.remove(fileName);
        }
        failures.add(failure(i));
      }
      Optional<String> damage = decoded[i].damage();
      if (damage.isPresent()) {
        failures.add(batch.failure(i, i, damage.get()).ofUsed());
      }
    }
    return new BatchTask.Made(rows, failures, flattened);
  }

  private Failure failure(int i) {
    int unreadable = readable[i] ? recipe.partner(i) : i;
    String reason = loaded[unreadable] instanceof Loaded.Unreadable found ? found.reason() : "";
    return batch.failure(i, unreadable, reason);
  }

  /** The circles of partners in a batch, cut into pieces. */
  static final class PartnerPieces {
    /** Enough pieces for many threads, and few of them: the start of each is loaded ahead. */
    private static final int LONGEST = 8;

    private PartnerPieces() {}

    /**
     * Each piece holds images of which each next one is the partner of the one before; the partner
     * of the last one begins a piece. All images are in one piece each.
     */
    static List<int[]> of(Recipe recipe) {
      List<int[]> pieces = new ArrayList<>();
      boolean[] done = new boolean[recipe.size()];
      for (int first = 0; first < done.length; first++) {
        int image = first;
        while (!done[image]) {
          int[] piece = new int[LONGEST];
          int length = 0;
          while (length < LONGEST && !done[image]) {
            piece[length++] = image;
            done[image] = true;
            image = recipe.partner(image);
          }
          pieces.add(Arrays.copyOf(piece, length));
        }
      }
      return pieces;
    }
  }
}
