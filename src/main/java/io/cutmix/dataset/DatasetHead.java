package io.cutmix.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * What is known of a data set as a whole, put together from what several processes have listed. Not
 * thread-safe.
 */
public final class DatasetHead {
  private static final int BLOCK = 1 << 20;

  private final Source source;
  private final List<String> classes;
  private final List<int[]> positions;
  private final List<String> warnings;
  private final InputDigest digest;

  private DatasetHead(
      Source source, List<String> classes, List<int[]> positions, List<String> warnings) {
    this.source = source;
    this.classes = classes;
    this.positions = positions;
    this.warnings = warnings;
    this.digest = Fingerprint.begin(classes);
  }

  /**
   * Puts together what was listed.
   *
   * @param parts of each process that listed, in any order
   * @throws DatasetException if anything is wrong with the user's files, with everything that is
   */
  public static DatasetHead of(Source source, List<ListedPart> parts) throws DatasetException {
    requireSound(parts);
    FolderNotes notes = new FolderNotes();
    LeftOut withoutPicture = new LeftOut();
    ClassIndex index = classes(source, parts);
    for (ListedPart part : parts) {
      notes.add(part.notes());
      withoutPicture.add(part.withoutPicture());
      part.classes().forEach(index::numberOf);
    }
    List<String> warnings =
        Stream.of(
                notes.warnings().stream(),
                ShardReader.warning(withoutPicture).stream(),
                haveLabels(parts) ? index.warnings().stream() : Stream.<String>of())
            .flatMap(sentences -> sentences)
            .toList();
    int[] all = index.positions();
    List<int[]> positions = new ArrayList<>();
    for (ListedPart part : parts) {
      positions.add(part.classes().stream().mapToInt(name -> all[index.numberOf(name)]).toArray());
    }
    return new DatasetHead(source, index.names(), positions, warnings);
  }

  /** Whether any has a label, without which there is nothing suspicious about them. */
  private static boolean haveLabels(List<ListedPart> parts) {
    return parts.stream().anyMatch(part -> !part.classes().isEmpty());
  }

  /** Throws what is wrong with any of them. */
  public static void requireSound(List<ListedPart> parts) throws DatasetException {
    if (!parts.isEmpty()) {
      Problems all = parts.get(0).problems().copy();
      parts.stream().skip(1).map(ListedPart::problems).forEach(all::add);
      all.throwIfAny();
    }
  }

  /** Those that a label file names itself, or those that the options say. */
  private static ClassIndex classes(Source source, List<ListedPart> parts) {
    ClassList given = source.classes();
    return given instanceof ClassList.Found && parts.stream().anyMatch(ListedPart::areKnown)
        ? KnownClasses.named(parts.get(0).classes())
        : ClassIndex.of(given);
  }

  /** Which class each number means that a sample of a part has as its label. */
  public int[] positions(int part) {
    return positions.get(part).clone();
  }

  /** What {@link #add} is to be told of some samples, whose labels are classes, in blocks. */
  public static Iterator<byte[]> describe(Iterator<SampleRow> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public byte[] next() {
        if (!rows.hasNext()) {
          throw new NoSuchElementException();
        }
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        while (rows.hasNext() && block.size() < BLOCK) {
          block.writeBytes(Fingerprint.bytes(rows.next()));
        }
        return block.toByteArray();
      }
    };
  }

  /** Adds a block of samples; all are to be added in the order of their names. */
  public void add(byte[] block) {
    digest.addRaw(block);
  }

  /**
   * The data set, of whose samples none is at hand.
   *
   * @param size how many samples were added
   * @throws DatasetException if there are none, or too many
   */
  public Dataset dataset(long size) throws IOException {
    if (size == 0) {
      throw withoutSamples();
    }
    if (size > Integer.MAX_VALUE) {
      throw new DatasetException(
          "a data set may have %,d samples, but this one has %,d; cut it into several runs"
              .formatted(Integer.MAX_VALUE, size));
    }
    return HeldSamples.of(source).dataset((int) size, classes, warnings, digest.toText());
  }

  private DatasetException withoutSamples() {
    if (source instanceof LabelFileSource file) {
      return LabelledSamples.withoutRows(file);
    }
    return source instanceof ShardSource shards
        ? ShardReader.withoutPictures(shards)
        : FolderReader.withoutPictures(((FolderSource) source).images(), warnings);
  }
}
