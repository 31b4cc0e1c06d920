package io.cutmix.work;

import io.cutmix.dataset.InputDigest;
import io.cutmix.dataset.NotedFiles;
import io.cutmix.mix.Recipe;
import io.cutmix.storage.ReadAhead;
import io.cutmix.storage.ReadAhead.Coming;
import io.cutmix.storage.Readers;
import io.cutmix.work.BatchWalk.PartnerPieces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The units of a run as they come, whose files are read ahead where reading means waiting: those of
 * units that are under way, and of the next ones where their order is known. Thread-safe.
 */
final class ComingUnits implements AutoCloseable {
  private final ImageBatch.Source batches;
  private final Companions companions;
  private final ReadAhead ahead;
  private final NavigableMap<Long, List<ComingBatch>> prepared = new TreeMap<>();
  private final Queue<PrimitiveIterator.OfLong> expected = new ArrayDeque<>();
  private final BitSet begun = new BitSet();

  ComingUnits(ImageBatch.Source batches, Companions companions, Readers readers) {
    this.batches = batches;
    this.companions = companions;
    this.ahead = new ReadAhead(readers, this::more);
  }

  /** Takes note of units that will be begun in that order, beside those of other threads. */
  synchronized void expect(PrimitiveIterator.OfLong units) {
    expected.add(units);
  }

  /** Gives up those of the units {@code from..end-1} that haven't begun. */
  void giveUp(long from, long end) {
    List<List<ComingBatch>> left;
    synchronized (this) {
      begun.set((int) from, (int) end);
      Map<Long, List<ComingBatch>> known = prepared.subMap(from, end);
      left = List.copyOf(known.values());
      known.clear();
    }
    left.forEach(this::end); // not within: whoever reads ahead waits for this object
  }

  /** The batches of a unit that begins. */
  List<ComingBatch> begin(long unit) throws IOException {
    synchronized (this) {
      begun.set((int) unit);
      @Nullable List<ComingBatch> known = prepared.remove(unit);
      if (known != null) {
        return known;
      }
    }
    List<ComingBatch> wanted = batches(unit);
    ahead.expect(files(wanted));
    return wanted;
  }

  /** Gives up what wasn't needed of them. */
  void end(List<ComingBatch> unit) {
    for (ComingBatch batch : unit) {
      ahead.forget(batch.files());
      ahead.forget(batch.masks());
    }
  }

  /** The batches of a unit, of which nothing is read ahead. */
  List<ComingBatch> batches(long unit) throws IOException {
    return batches.of(unit).stream()
        .map(batch -> ComingBatch.of(batch, companions, ahead))
        .toList();
  }

  private static List<Coming> files(List<ComingBatch> batches) {
    return batches.stream().flatMap(batch -> batch.inOrder().stream()).toList();
  }

  /** The files of the next unit that hasn't begun; each thread has its turn. */
  private synchronized List<Coming> more() {
    for (PrimitiveIterator.OfLong units; (units = expected.poll()) != null; ) {
      while (units.hasNext()) {
        long unit = units.nextLong();
        if (!begun.get((int) unit)) {
          expected.add(units);
          return prepare(unit);
        }
      }
    }
    return List.of();
  }

  private List<Coming> prepare(long unit) {
    try {
      List<ComingBatch> batches = batches(unit);
      prepared.put(unit, batches);
      return files(batches);
    } catch (IOException e) {
      return List.of(); // The unit will meet it again.
    }
  }

  @Override
  public void close() {
    ahead.close();
  }

  /**
   * A batch whose files may be read before they are needed. Thread-safe.
   *
   * @param files those of its samples
   * @param masks those of the samples' masks; none if no masks are wanted
   * @param noted the same by their names
   */
  record ComingBatch(
      ImageBatch batch,
      List<Coming> files,
      List<Coming> masks,
      Optional<NotedFiles> noted,
      ReadAhead ahead) {
    /** One whose files are read when they are needed. */
    static ComingBatch of(ImageBatch batch, Companions companions) {
      return of(batch, companions, new ReadAhead(new Readers(0), List::of));
    }

    /** One whose files are read by that, which hasn't been told of them yet. */
    static ComingBatch of(ImageBatch batch, Companions companions, ReadAhead ahead) {
      List<Coming> files = new ArrayList<>(batch.size());
      List<Coming> masks = new ArrayList<>();
      Optional<NotedFiles> noted = companions.masks().map(NotedFiles::new);
      for (int i = 0; i < batch.size(); i++) {
        int sample = i;
        files.add(new Coming(batch.bytes(i), () -> batch.read(sample)));
        if (noted.isPresent()) {
          masks.add(Companions.coming(batch.name(i), batch.bytes(i), noted.get()));
        }
      }
      return new ComingBatch(batch, files, masks, noted, ahead);
    }

    /** Adds what differs if a file of the batch, or a mask, was modified. */
    void addState(InputDigest digest) throws IOException {
      batch.addState(digest);
      if (noted.isPresent()) {
        for (int i = 0; i < batch.size(); i++) {
          Companions.addState(batch.name(i), noted.get(), digest);
        }
      }
    }

    /** The bytes of a sample's file. */
    byte[] read(int i) throws IOException {
      return ahead.take(files.get(i));
    }

    /** The bytes of a sample's mask; only if masks are wanted. */
    byte[] readMask(int i) throws IOException {
      return ahead.take(masks.get(i));
    }

    /** The beginning of a sample's file, or all of it, where that is read ahead. */
    InputStream open(int i) throws IOException {
      return ahead.isWorthIt()
          ? new ByteArrayInputStream(read(i))
          : ahead.open(() -> batch.open(i));
    }

    /** Its files in the order in which {@link BatchWalk} needs them. */
    private List<Coming> inOrder() {
      boolean[] readable = new boolean[batch.size()];
      Arrays.fill(readable, true);
      Recipe recipe = batch.recipe(readable);
      List<Coming> inOrder = new ArrayList<>(files.size());
      List<int[]> pieces = PartnerPieces.of(recipe);
      for (int[] piece : pieces) {
        add(piece[0], inOrder);
      }
      for (int[] piece : pieces) {
        for (int k = 1; k < piece.length; k++) {
          add(piece[k], inOrder);
        }
      }
      return inOrder;
    }

    private void add(int sample, List<Coming> inOrder) {
      inOrder.add(files.get(sample));
      if (!masks.isEmpty()) {
        inOrder.add(masks.get(sample));
      }
    }
  }
}
