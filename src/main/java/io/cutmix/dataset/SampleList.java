package io.cutmix.dataset;

import io.cutmix.dataset.classes.ClassIds;
import io.cutmix.dataset.classes.TargetRows;
import io.cutmix.dataset.classes.TargetRows.SparseRow;
import io.cutmix.dataset.tar.ShardImages;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Storage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set as bytes, by which other processes know its samples though only one has looked for
 * them: names, labels, and where each image lies in which state. About 20 bytes a sample and its
 * name; images aren't in it.
 */
public final class SampleList {
  private static final int BUFFER = 1 << 16;

  /** Characters that surely fit into one text of {@link DataOutputStream}. */
  private static final int PIECE = 20_000;

  private SampleList() {}

  /** Writes all but the warnings. */
  public static void write(Dataset dataset, OutputStream list) throws IOException {
    DataOutputStream to = new DataOutputStream(new BufferedOutputStream(list, BUFFER));
    to.writeInt(dataset.size());
    for (int sample = 0; sample < dataset.size(); sample++) {
      writeText(dataset.name(sample), to);
    }
    writeLabels(dataset.labels(), dataset.size(), to);
    dataset.images().write(to);
    to.flush();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ProblemException if this process doesn't find the images that were listed
   */
  public static Dataset read(InputStream list) throws IOException {
    DataInputStream from = new DataInputStream(new BufferedInputStream(list, BUFFER));
    String[] names = new String[from.readInt()];
    for (int sample = 0; sample < names.length; sample++) {
      names[sample] = readText(from);
    }
    Labels labels = readLabels(names.length, from);
    if (from.readBoolean()) {
      ShardImages shards = ShardImages.read(names.length, from);
      return new Dataset(shards, names, labels, shards.sizes(), List.of());
    }
    FolderImages files = FolderImages.read(names, from);
    return new Dataset(files, names, labels, files.sizes(), List.of());
  }

  private static void writeLabels(Labels labels, int samples, DataOutputStream to)
      throws IOException {
    to.writeInt(labels.classes().size());
    for (String name : labels.classes()) {
      writeText(name, to);
    }
    to.writeBoolean(labels.areNumbers());
    to.writeBoolean(labels.areClassIds());
    for (int sample = 0; sample < samples; sample++) {
      if (labels.areClassIds()) {
        to.writeInt(labels.classId(sample));
      } else {
        writeRow(SparseRow.of(labels.row(sample)), to);
      }
    }
  }

  private static Labels readLabels(int samples, DataInputStream from) throws IOException {
    List<String> classes = new ArrayList<>();
    for (int left = from.readInt(); left > 0; left--) {
      classes.add(readText(from));
    }
    boolean areNumbers = from.readBoolean();
    if (from.readBoolean()) {
      int[] ids = new int[samples];
      for (int sample = 0; sample < samples; sample++) {
        ids[sample] = from.readInt();
      }
      return new ClassIds(classes, ids);
    }
    SparseRow[] rows = new SparseRow[samples];
    for (int sample = 0; sample < samples; sample++) {
      rows[sample] = readRow(from);
    }
    return new TargetRows(classes, rows, areNumbers);
  }

  private static void writeRow(SparseRow row, DataOutputStream to) throws IOException {
    to.writeInt(row.positions().length);
    for (int i = 0; i < row.positions().length; i++) {
      to.writeInt(row.positions()[i]);
      to.writeDouble(row.values()[i]);
    }
  }

  private static SparseRow readRow(DataInputStream from) throws IOException {
    int[] positions = new int[from.readInt()];
    double[] values = new double[positions.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = from.readInt();
      values[i] = from.readDouble();
    }
    return new SparseRow(positions, values);
  }

  /** Writes a path, absolute. */
  public static void writePath(Path path, DataOutputStream to) throws IOException {
    writeText(path.toAbsolutePath().toString(), to);
  }

  /** What {@link #writePath} wrote. */
  public static Path readPath(DataInputStream from) throws IOException {
    return Storage.path(readText(from));
  }

  /** Writes numbers, but not how many. */
  public static void writeAll(long[] numbers, DataOutputStream to) throws IOException {
    for (long number : numbers) {
      to.writeLong(number);
    }
  }

  /** So many of what {@link #writeAll} wrote. */
  public static long[] readAll(int count, DataInputStream from) throws IOException {
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = from.readLong();
    }
    return numbers;
  }

  /** Any text, even one that UTF-8 can't hold. */
  private static void writeText(String text, DataOutputStream to) throws IOException {
    int pieces = text.length() / PIECE + 1;
    to.writeByte(pieces);
    for (int i = 0; i < pieces; i++) {
      to.writeUTF(text.substring(i * PIECE, Math.min((i + 1) * PIECE, text.length())));
    }
  }

  private static String readText(DataInputStream from) throws IOException {
    int pieces = from.readByte();
    String text = from.readUTF();
    for (int i = 1; i < pieces; i++) {
      text += from.readUTF();
    }
    return text;
  }

  /** Throws if a process finds another file than the one that was listed. */
  public static void requireSame(FileState now, FileState listed, String file)
      throws ProblemException {
    if (!now.equals(listed)) {
      throw new ProblemException(
          Problem.of("isn't the file that was listed elsewhere")
              .remedy("put the images where all processes read the same files, such as hdfs://")
              .at(file));
    }
  }
}
